"""The model `GroupMember`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class GroupMember(Model):
    """A member of a group."""

    SCHEMA: ClassVar = Schema("$.components.schemas.group_member")

    id: str | Unset = UNSET
    """The UUID trimmed."""
    company: str | Unset = UNSET
    """Company that the account names."""
    date_joined: datetime | Unset = UNSET
    """When the account was made."""
    full_name: str | Unset = UNSET
    """Name of the person, as the account gives it."""
    gravatar_email: str | Unset = UNSET
    """E-mail address that the picture belongs to."""
    gravatar_url: str | Unset = UNSET
    """Address of the picture."""
    location: str | Unset = UNSET
    """Place that the account names."""
    profile_url: str | Unset = UNSET
    """Web page that the account names."""
    type: Literal["User", "Org"] | str | Unset = UNSET
    """Whether the account is a user or an organization."""
    username: str | Unset = UNSET
    """Name of the account (Docker ID)."""
    email: str | Unset = UNSET
    """E-mail address; only for those who may see it."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.company = src.company
            made.date_joined = v = src.date_joined
            if v is not UNSET:
                made.date_joined = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.full_name = src.full_name
            made.gravatar_email = src.gravatar_email
            made.gravatar_url = src.gravatar_url
            made.location = src.location
            made.profile_url = src.profile_url
            made.type = src.type
            made.username = src.username
            made.email = src.email
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

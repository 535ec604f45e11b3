"""The model `Profile`."""

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
class Profile(Model):
    """What a user or an organization shows of itself."""

    SCHEMA: ClassVar = Schema("$.components.schemas.Profile")

    username: str | Unset = UNSET
    """Name of a user (Docker ID)."""
    orgname: str | Unset = UNSET
    """Name of an organization."""
    id: str | Unset = UNSET
    """The UUID without its dashes."""
    uuid: str | Unset = UNSET
    """UUID of the account."""
    full_name: str | None | Unset = UNSET
    """Name for people."""
    location: str | None | Unset = UNSET
    """Place that the account names."""
    company: str | None | Unset = UNSET
    """Company that the account names."""
    profile_url: str | None | Unset = UNSET
    """Web page that the account names."""
    date_joined: datetime | None | Unset = UNSET
    """When the account was made."""
    gravatar_email: str | None | Unset = UNSET
    """E-mail address that the picture belongs to."""
    gravatar_url: str | None | Unset = UNSET
    """Address of the picture."""
    type: Literal["User", "Organization"] | str | Unset = UNSET
    """Whether the account is a user or an organization."""
    badge: Literal["verified_publisher", "open_source", ""] | str | None | Unset = UNSET
    """Programme that the account belongs to; empty for none."""
    is_active: bool | Unset = UNSET
    """Whether the account can be used."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.username = src.username
            made.orgname = src.orgname
            made.id = src.id
            made.uuid = src.uuid
            made.full_name = src.full_name
            made.location = src.location
            made.company = src.company
            made.profile_url = src.profile_url
            made.date_joined = v = src.date_joined
            if v is not None and v is not UNSET:
                made.date_joined = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.gravatar_email = src.gravatar_email
            made.gravatar_url = src.gravatar_url
            made.type = src.type
            made.badge = src.badge
            made.is_active = src.is_active
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

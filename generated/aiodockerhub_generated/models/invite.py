"""The model `Invite`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Invite(Model):
    """A pending invite to an organization."""

    SCHEMA: ClassVar = Schema("$.components.schemas.invite")

    id: str
    """Uuid representing the invite id."""
    inviter_username: str | Unset = UNSET
    """Who sent the invite."""
    invitee: str
    """Can either be a dockerID for registered users or an email for non-registered users."""
    org: str | Unset = UNSET
    """Name of the org to join."""
    team: str | Unset = UNSET
    """Name of the team (user group) to join."""
    created_at: datetime | Unset = UNSET
    """When the invite was made."""
    role: str | Unset = UNSET
    """Role that the invitee gets in the organization."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.inviter_username = src.inviter_username
            made.invitee = src.invitee
            made.org = src.org
            made.team = src.team
            made.created_at = v = src.created_at
            if v is not UNSET:
                made.created_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.role = src.role
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

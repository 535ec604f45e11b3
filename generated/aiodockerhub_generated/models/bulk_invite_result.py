"""The model `BulkInviteResult`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .invite import Invite


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class BulkInviteResult(Model):
    """What became of one invite."""

    SCHEMA: ClassVar = Schema("$.components.schemas.bulk_invite.properties.invitees.items")

    invitee: str
    """Invitee email or Docker ID."""
    status: str
    """Status of the invite or validation error."""
    invite: Invite | Unset = UNSET
    """Invite data if successfully invited."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.invitee = src.invitee
            made.status = src.status
            v = src.invite
            made.invite = v if v is UNSET else Invite.from_structs((v,), unknown)[0]
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

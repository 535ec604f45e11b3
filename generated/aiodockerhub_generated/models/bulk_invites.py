"""The model `BulkInvites`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .bulk_invite_result import BulkInviteResult


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class BulkInvites(Model):
    """What became of the invites that were to be sent."""

    SCHEMA: ClassVar = Schema("$.components.schemas.bulk_invite")

    invitees: list[BulkInviteResult] | Unset = UNSET
    """A list of invitees."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.invitees
            made.invitees = v if v is UNSET else BulkInviteResult.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

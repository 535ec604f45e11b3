"""The model `BulkInvites`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, extras, new
from .._unset import UNSET, Unset
from .bulk_invite_result import BulkInviteResult


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class BulkInvites(Model):
    """What became of the invites that were to be sent."""

    SCHEMA: ClassVar = Schema("$.components.schemas.bulk_invite")

    invitees: list[BulkInviteResult] | Unset = UNSET
    """A list of invitees."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["invitees"]
            self.invitees = v if v is UNSET else BulkInviteResult.from_dicts(v, unknown)
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

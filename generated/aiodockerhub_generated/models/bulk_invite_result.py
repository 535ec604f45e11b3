"""The model `BulkInviteResult`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.invitee = v = src["invitee"]
                if type(v) is not str:
                    raise Surprise
                self.status = v = src["status"]
                if type(v) is not str:
                    raise Surprise
                v = src["invite"]
                self.invite = v if v is UNSET else Invite.from_dicts((v,), unknown)[0]
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `Invite`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, read_time
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.id = v = src["id"]
                if type(v) is not str:
                    raise Surprise
                self.inviter_username = v = src["inviter_username"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.invitee = v = src["invitee"]
                if type(v) is not str:
                    raise Surprise
                self.org = v = src["org"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.team = v = src["team"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.created_at = v = src["created_at"]
                if v is not UNSET:
                    self.created_at = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.role = v = src["role"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 7:
                    self._extras = extras(cls, src, len(src) - 7, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

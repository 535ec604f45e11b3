"""The model `AuditLog`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, checked, complete, extras, new, read_time
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLog(Model):
    """Audit log event."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuditLog")

    account: str | Unset = UNSET
    """Namespace that the event belongs to."""
    action: str
    """What happened, such as `repo.tag.push`."""
    name: str | Unset = UNSET
    """What it happened to, such as `acme/app`."""
    actor: str | Unset = UNSET
    """Who did it, as `user` or as `user - access token "label"`."""
    data: dict[str, str] | Unset = UNSET
    """Details by name, as texts; may be empty."""
    timestamp: datetime
    """When it happened."""
    action_description: str | Unset = UNSET
    """What happened, in words."""
    event_id: str | Unset = UNSET
    """Identifier of the event."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.account = v = src["account"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.action = v = src["action"]
                if type(v) is not str:
                    raise Surprise
                self.name = v = src["name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.actor = v = src["actor"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["data"]
                self.data = v if v is UNSET else {key: checked(item, str) for key, item in checked(v, dict).items()}
                self.timestamp = v = src["timestamp"]
                self.timestamp = time = read_time(v)
                if "Z" not in v and time.tzinfo is None:
                    raise Surprise
                self.action_description = v = src["action_description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.event_id = v = src["event_id"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 8:
                    self._extras = extras(cls, src, len(src) - 8, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

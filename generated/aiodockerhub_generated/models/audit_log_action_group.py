"""The model `AuditLogActionGroup`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new
from .._unset import UNSET, Unset
from .audit_log_action import AuditLogAction


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogActionGroup(Model):
    """Actions of one kind."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuditLogActions")

    actions: list[AuditLogAction] | Unset = UNSET
    """List of audit log actions."""
    label: str | Unset = UNSET
    """Grouping label for a particular set of audit log actions."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                v = src["actions"]
                self.actions = v if v is UNSET else AuditLogAction.from_dicts(array(v), unknown)
                self.label = v = src["label"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

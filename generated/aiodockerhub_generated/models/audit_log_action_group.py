"""The model `AuditLogActionGroup`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["actions"]
            self.actions = v if v is UNSET else AuditLogAction.from_dicts(v, unknown)
            self.label = v = src["label"]
            if type(v) is not str and v is not UNSET:
                raise Surprise
            if len(src) != 2:
                self.additional_properties = extras(cls, src, len(src) - 2, unknown)

"""The model `AuditLogPage`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, extras, new
from .._unset import UNSET, Unset
from .audit_log import AuditLog


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogPage(Model):
    """GetAuditLogs response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditLogsResponse")

    logs: list[AuditLog] | Unset = UNSET
    """List of audit log events."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["logs"]
            self.logs = v if v is UNSET else AuditLog.from_dicts(v, unknown)
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

"""The model `AuditLogPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
from .._unset import UNSET, Unset
from .audit_log import AuditLog


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogPage(Model):
    """GetAuditLogs response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditLogsResponse")

    logs: list[AuditLog] | Unset = UNSET
    """List of audit log events."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.logs
            made.logs = v if v is UNSET else AuditLog.from_structs(v, unknown)
        if LEARNED:
            keep(cls, items, found, unknown)
        return found

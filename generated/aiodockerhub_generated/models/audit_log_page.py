"""The model `AuditLogPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Unknown, array, complete, extras, new
from .._unset import UNSET, Unset
from .audit_log import AuditLog


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogPage(Model):
    """GetAuditLogs response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditLogsResponse")

    logs: list[AuditLog] | Unset = UNSET
    """List of audit log events."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                v = src["logs"]
                self.logs = v if v is UNSET else AuditLog.from_dicts(array(v), unknown)
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

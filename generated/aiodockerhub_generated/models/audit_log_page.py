"""The model `AuditLogPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .audit_log import AuditLog


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogPage(Model):
    """GetAuditLogs response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditLogsResponse")

    logs: list[AuditLog] | Unset = UNSET
    """List of audit log events."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.logs
            made.logs = v if v is UNSET else AuditLog.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

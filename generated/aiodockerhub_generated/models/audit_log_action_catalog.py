"""The model `AuditLogActionCatalog`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
from .._unset import UNSET, Unset
from .audit_log_action_group import AuditLogActionGroup


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogActionCatalog(Model):
    """GetAuditActions response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditActionsResponse")

    actions: dict[str, AuditLogActionGroup] | Unset = UNSET
    """Map of audit log actions."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.actions
            made.actions = (
                v
                if v is UNSET
                else {key: AuditLogActionGroup.from_structs((item,), unknown)[0] for key, item in v.items()}
            )
        if LEARNED:
            keep(cls, items, found, unknown)
        return found

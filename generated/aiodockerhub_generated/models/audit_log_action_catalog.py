"""The model `AuditLogActionCatalog`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .audit_log_action_group import AuditLogActionGroup


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogActionCatalog(Model):
    """GetAuditActions response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditActionsResponse")

    actions: dict[str, AuditLogActionGroup] | Unset = UNSET
    """Map of audit log actions."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
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
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

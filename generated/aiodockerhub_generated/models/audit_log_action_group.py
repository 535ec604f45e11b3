"""The model `AuditLogActionGroup`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.actions
            made.actions = v if v is UNSET else AuditLogAction.from_structs(v, unknown)
            made.label = src.label
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `AuditLogAction`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogAction(Model):
    """Audit Log action."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuditLogAction")

    name: str | Unset = UNSET
    """Name of audit log action."""
    description: str | Unset = UNSET
    """Description of audit log action."""
    label: str | Unset = UNSET
    """Label for audit log action."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.description = src.description
            made.label = src.label
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `AuditLogActionGroup`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .audit_log_action import AuditLogAction


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogActionGroup(Model):
    """Actions of one kind, such as those on repositories.

    Attributes:
        actions: List of audit log actions.
        label: Grouping label for a particular set of audit log actions.
    """

    _schema: ClassVar = Schema("$.components.schemas.AuditLogActions")

    actions: list[AuditLogAction] | None = None
    """List of audit log actions."""
    label: str | None = None
    """Grouping label for a particular set of audit log actions."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            v = src.actions
            if v:
                v = AuditLogAction._from_structs(v, unknown)
            model.actions = v
            model.label = src.label
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

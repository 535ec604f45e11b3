"""The model `AuditLogAction`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogAction(Model):
    """Audit Log action.

    Attributes:
        name: Name of audit log action.
        description: Description of audit log action.
        label: Label for audit log action.
    """

    _schema: ClassVar = Schema("$.components.schemas.AuditLogAction")

    name: str | None = None
    """Name of audit log action."""
    description: str | None = None
    """Description of audit log action."""
    label: str | None = None
    """Label for audit log action."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.name = src.name
            model.description = src.description
            model.label = src.label
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

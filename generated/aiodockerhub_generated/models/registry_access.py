"""The model `RegistryAccess`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .custom_registry import CustomRegistry
from .standard_registry import StandardRegistry


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RegistryAccess(Model):
    """Registry access settings of an organization.

    Attributes:
        enabled: Whether Docker Desktop lets members pull from the allowed registries only.
        standard_registries: Predefined registries, each allowed or not.
        custom_registries: Registries that the organization has added, each allowed or not.
    """

    _schema: ClassVar = Schema("$.components.schemas.RegistryAccess")

    enabled: bool
    """Whether Docker Desktop lets members pull from the allowed registries only."""
    standard_registries: list[StandardRegistry]
    """Predefined registries, each allowed or not."""
    custom_registries: list[CustomRegistry]
    """Registries that the organization has added, each allowed or not."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.enabled = src.enabled
            model.standard_registries = StandardRegistry._from_structs(src.standard_registries, unknown)
            model.custom_registries = CustomRegistry._from_structs(src.custom_registries, unknown)
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

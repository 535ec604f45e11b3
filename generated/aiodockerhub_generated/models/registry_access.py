"""The model `RegistryAccess`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .custom_registry import CustomRegistry
from .standard_registry import StandardRegistry


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RegistryAccess(Model):
    """Registry access settings of an organization."""

    SCHEMA: ClassVar = Schema("$.components.schemas.RegistryAccess")

    enabled: bool
    """Whether Docker Desktop lets members pull from the allowed registries only."""
    standard_registries: list[StandardRegistry]
    """Registries that Docker Hub knows, each allowed or not."""
    custom_registries: list[CustomRegistry]
    """Registries that the organization has added, each allowed or not."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.enabled = src.enabled
            made.standard_registries = StandardRegistry.from_structs(src.standard_registries, unknown)
            made.custom_registries = CustomRegistry.from_structs(src.custom_registries, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `StandardRegistry`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class StandardRegistry(Model):
    """A registry that Docker Hub knows."""

    SCHEMA: ClassVar = Schema("$.components.schemas.RegistryAccess.properties.standard_registries.items")

    id: str
    """Name of the registry, such as `DockerHub`."""
    allowed: bool
    """Whether members may pull from it."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.allowed = src.allowed
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

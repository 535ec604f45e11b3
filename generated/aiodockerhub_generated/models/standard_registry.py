"""The model `StandardRegistry`."""

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
class StandardRegistry(Model):
    """A predefined registry.

    Attributes:
        id: Name of the registry, such as `DockerHub`.
        allowed: Whether members may pull from the registry.
    """

    _schema: ClassVar = Schema("$.components.schemas.RegistryAccess.properties.standard_registries.items")

    id: str
    """Name of the registry, such as `DockerHub`."""
    allowed: bool
    """Whether members may pull from the registry."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.id = src.id
            model.allowed = src.allowed
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

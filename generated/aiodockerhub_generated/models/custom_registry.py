"""The model `CustomRegistry`."""

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
class CustomRegistry(Model):
    """A registry that the organization has added.

    Attributes:
        address: Host name of the registry, such as `registry.example.com`.
        friendly_name: Display name.
        allowed: Whether members may pull from the registry.
    """

    _schema: ClassVar = Schema("$.components.schemas.RegistryAccess.properties.custom_registries.items")

    address: str
    """Host name of the registry, such as `registry.example.com`."""
    friendly_name: str
    """Display name."""
    allowed: bool
    """Whether members may pull from the registry."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.address = src.address
            model.friendly_name = src.friendly_name
            model.allowed = src.allowed
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

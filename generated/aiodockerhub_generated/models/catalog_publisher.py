"""The model `CatalogPublisher`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CatalogPublisher(Model):
    """Who publishes a content."""

    SCHEMA: ClassVar = Schema("$.components.schemas.CatalogEntry.properties.publisher")

    id: str | Unset = UNSET
    """Identifier of the publisher."""
    name: str | Unset = UNSET
    """Name of the publisher."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.name = src.name
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

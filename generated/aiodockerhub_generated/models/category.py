"""The model `Category`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Category(Model):
    """Repository category for classification and discovery."""

    SCHEMA: ClassVar = Schema("$.components.schemas.category")

    name: str
    """Human-readable name of the category."""
    slug: str
    """URL-friendly identifier for the category."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.slug = src.slug
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

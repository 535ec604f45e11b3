"""The model `CatalogLabel`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CatalogLabel(Model):
    """A name with its form for people."""

    SCHEMA: ClassVar = Schema("$.components.schemas.CatalogLabel")

    name: str | Unset = UNSET
    """Name, such as `amd64`."""
    label: str | Unset = UNSET
    """The same for people, such as `x86-64`."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.label = src.label
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

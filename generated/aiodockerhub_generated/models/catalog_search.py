"""The model `CatalogSearch`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .catalog_entry import CatalogEntry


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CatalogSearch(Model):
    """Results of a search of the catalog."""

    SCHEMA: ClassVar = Schema("$.components.schemas.CatalogSearch")

    total: int | Unset = UNSET
    """Number of results in all."""
    results: list[CatalogEntry]
    """The results of this part."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.total = src.total
            made.results = CatalogEntry.from_structs(src.results, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

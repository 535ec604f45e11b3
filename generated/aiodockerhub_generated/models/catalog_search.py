"""The model `CatalogSearch`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .catalog_entry import CatalogEntry


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CatalogSearch(Model):
    """Results of a search of the catalog.

    Attributes:
        total: Number of results of the whole search.
        results: Results of this response.
    """

    _schema: ClassVar = Schema("$.components.schemas.CatalogSearch")

    total: int | None = None
    """Number of results of the whole search."""
    results: list[CatalogEntry]
    """Results of this response."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.total = src.total
            model.results = CatalogEntry._from_structs(src.results, unknown)
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

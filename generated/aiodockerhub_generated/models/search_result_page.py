"""The model `SearchResultPage`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .search_result import SearchResult


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class SearchResultPage(Model):
    """One page of results.

    Attributes:
        count: Total number of results available across all pages.
        next: Link to next page of results if any.
        previous: Link to previous page of results if any.
        results: Items of this page.
    """

    _schema: ClassVar = Schema(
        "$.paths['/v2/search/repositories/'].get.responses['200'].content['application/json'].schema",
        inherited={
            "count": "$.components.schemas.page",
            "next": "$.components.schemas.page",
            "previous": "$.components.schemas.page",
            "results": "$.paths['/v2/search/repositories/'].get.responses['200'].content['application/json'].schema.allOf[1]",
        },
        nullable=("next", "previous"),
    )

    count: int | None = None
    """Total number of results available across all pages."""
    next: str | None = None
    """Link to next page of results if any."""
    previous: str | None = None
    """Link to previous page of results if any."""
    results: list[SearchResult] | None = None
    """Items of this page."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.count = src.count
            v = src.next
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.next = v
            v = src.previous
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.previous = v
            v = src.results
            if v:
                v = SearchResult._from_structs(v, unknown)
            model.results = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

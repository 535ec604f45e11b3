"""The model `SearchResultPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new
from .._unset import UNSET, Unset
from .search_result import SearchResult


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class SearchResultPage(Model):
    """One page of results."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/search/repositories/'].get.responses['200'].content['application/json'].schema",
        inherited={
            "count": "$.components.schemas.page",
            "next": "$.components.schemas.page",
            "previous": "$.components.schemas.page",
            "results": "$.paths['/v2/search/repositories/'].get.responses['200'].content['application/json'].schema.allOf[1]",
        },
    )

    count: int | Unset = UNSET
    """Total number of results available across all pages."""
    next: str | None | Unset = UNSET
    """Link to next page of results if any."""
    previous: str | None | Unset = UNSET
    """Link to previous page of results if any."""
    results: list[SearchResult] | Unset = UNSET
    """Items of this page."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.count = v = src["count"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.next = v = src["next"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.previous = v = src["previous"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["results"]
                self.results = v if v is UNSET else SearchResult.from_dicts(array(v), unknown)
                if len(src) != 4:
                    self._extras = extras(cls, src, len(src) - 4, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""Calls of `hub.search` as values, for `hub.request`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .. import _encoding, _responses, models
from .._calls import PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.catalog_entry import CatalogEntry
    from ..models.catalog_search import CatalogSearch
    from ..models.search_result import SearchResult
    from ..models.search_result_page import SearchResultPage


def repositories(
    *, query: str, page: int | None = None, page_size: int | None = None
) -> "PagedCall[SearchResultPage, SearchResult]":
    """Make the call that `Search.repositories` sends."""
    return PagedCall(
        operation=OPERATIONS["search.repositories"],
        path="/v2/search/repositories/",
        query=_encoding.query(
            {
                "query": _encoding.check_type("query", query, "str"),
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=models.SearchResultPage.from_json,
        items=_responses.items_of("results"),
    )


def catalog(
    *,
    query: str | None = None,
    badges: Sequence[Literal["official", "verified_publisher", "open_source"] | str] | None = None,
    type: str | None = None,
    categories: Sequence[str] | None = None,
    architectures: Sequence[str] | None = None,
    operating_systems: Sequence[str] | None = None,
    extension_reviewed: bool | None = None,
    images: Sequence[str] | None = None,
    sort: Literal["pull_count", "updated_at"] | str | None = None,
    order: Literal["asc", "desc"] | str | None = None,
    from_: int | None = None,
    size: int | None = None,
) -> "PagedCall[CatalogSearch, CatalogEntry]":
    """Make the call that `Search.catalog` sends."""
    return PagedCall(
        operation=OPERATIONS["search.catalog"],
        path="/api/search/v4",
        query=_encoding.query(
            {
                "query": _encoding.check_type("query", query, "str | None"),
                "badges": _encoding.join("badges", badges),
                "type": _encoding.check_type("type", type, "str | None"),
                "categories": _encoding.join("categories", categories),
                "architectures": _encoding.join("architectures", architectures),
                "operating_systems": _encoding.join("operating_systems", operating_systems),
                "extension_reviewed": _encoding.check_type("extension_reviewed", extension_reviewed, "bool | None"),
                "images": _encoding.join("images", images),
                "sort": _encoding.check_type("sort", sort, "str | None"),
                "order": _encoding.check_type("order", order, "str | None"),
                "from": _encoding.check_type("from_", from_, "int | None"),
                "size": _encoding.check_type("size", size, "int | None"),
            }
        ),
        decode=models.CatalogSearch.from_json,
        items=_responses.items_of("results"),
    )

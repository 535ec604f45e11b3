"""Calls of `hub.search` as values, for `hub.request` and for code that sends them in its own way."""

from typing import TYPE_CHECKING

from .. import _encoding, _responses, models
from .._calls import PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
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
                "query": _encoding.checked("query", query, "str | None"),
                "page": _encoding.checked("page", page, "int | None"),
                "page_size": _encoding.checked("page_size", page_size, "int | None"),
            }
        ),
        decode=models.SearchResultPage.from_json,
        items=_responses.items_of("results"),
    )

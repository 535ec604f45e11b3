"""Calls of `hub.search` as values, for `hub.request` and for code that sends them in its own way."""

from .. import _encoding
from .._calls import PagedCall
from ..models.search_result import SearchResult
from ..models.search_result_page import SearchResultPage
from ..operations import OPERATIONS


def repositories(
    *, query: str, page: int | None = None, page_size: int | None = None
) -> PagedCall[SearchResultPage, SearchResult]:
    """Make the call that `Search.repositories` sends."""
    return PagedCall(
        operation=OPERATIONS["search.repositories"],
        path="/v2/search/repositories/",
        query=_encoding.query({"query": query, "page": page, "page_size": page_size}),
        decode=SearchResultPage.from_dict,
        items=lambda page: page.results or [],
    )

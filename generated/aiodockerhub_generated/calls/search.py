"""Calls of `search` as values.

Each function makes the call that the method of the same name sends; `hub.request` sends it and gives the whole response.
"""

from .. import _encoding
from .._calls import PagedCall
from ..models.search_result import SearchResult
from ..models.search_result_page import SearchResultPage
from ..operations import OPERATIONS


def repositories(
    *, query: str, page: int | None = None, page_size: int | None = None
) -> PagedCall[SearchResultPage, SearchResult]:
    """Make the call `GET /v2/search/repositories/`, as `Search.repositories` sends it."""
    return PagedCall(
        operation=OPERATIONS["search.repositories"],
        path="/v2/search/repositories/",
        query=_encoding.query(
            {
                "query": query,
                "page": page,
                "page_size": page_size,
            }
        ),
        decode=SearchResultPage.from_dict,
        items=lambda page: page.results or [],
    )

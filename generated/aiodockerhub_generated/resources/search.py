"""Search: the methods of `hub.search`."""

from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._paging import Pager
from ..calls import search as calls

if TYPE_CHECKING:
    from ..models.search_result import SearchResult


class Search:
    """Search.

    The search endpoint finds public repositories.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.search, 1 methods>"

    def repositories(
        self, *, query: str, page: int | None = None, page_size: int | None = None, options: CallOptions | None = None
    ) -> "Pager[SearchResult]":
        """Search public repositories.

        Undocumented: the service has this operation, and Docker's document does not.

        `GET /v2/search/repositories/`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            query: Text to search for.
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Defaults to 25. Max of 100.
            options: What is to differ for this call from the client's own settings.

        Returns:
            A pager of `SearchResult`: `await` it for one page, iterate it with `async for` over all
            items.

        Raises:
            ArgumentError: An argument cannot be used, or is of the wrong type; nothing is sent.
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.repositories(query=query, page=page, page_size=page_size), options)

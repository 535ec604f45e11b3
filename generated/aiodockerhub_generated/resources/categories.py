"""Categories: the methods of `hub.categories`."""

from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import categories as calls

if TYPE_CHECKING:
    from ..models.category import Category


class Categories:
    """Categories.

    The categories that repositories may have.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.categories, 1 methods>"

    def list(self, *, options: CallOptions | None = None) -> "Pager[Category]":
        """List all categories.

        Undocumented: Docker Hub has this operation (known from docker-library/docs, November 2026),
        and Docker's document does not.

        `GET /v2/categories/`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `Category`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.

        Raises:
            ForbiddenError: The credentials do not permit this (403).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list(), options)

"""Search: the methods of `hub.search`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import search as calls

if TYPE_CHECKING:
    from ..models.catalog_entry import CatalogEntry
    from ..models.search_result import SearchResult


class Search:
    """Search.

    The search endpoints find public repositories and other content.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.search, 2 methods>"

    def repositories(
        self, *, query: str, page: int | None = None, page_size: int | None = None, options: CallOptions | None = None
    ) -> "Pager[SearchResult]":
        """Search public repositories.

        Undocumented: Docker Hub has this operation (known from recorded responses from 2016 to
        2026), and Docker's document does not.

        `GET /v2/search/repositories/`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            query: Text to search for.
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `SearchResult`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.
            Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.repositories(query=query, page=page, page_size=page_size), options)

    def catalog(
        self,
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
        options: CallOptions | None = None,
    ) -> "Pager[CatalogEntry]":
        """Search all kinds of content, as the pages of Docker Hub do.

        `from_` and `size` choose a part of the results; a walk sets `from_` after its first
        request.

        Undocumented: Docker Hub has this operation (known from hub-mcp, 2026), and Docker's
        document does not.

        `GET /api/search/v4`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            query: Text to search for.
            badges: Only content with one of these badges. One of `official`,
                `verified_publisher`, `open_source`; the service may know others.
            type: Only content of this type, such as `image`, `extension` or `plugin`.
            categories: Only content of one of these categories, by slug.
            architectures: Only content for one of these CPU architectures, such as `arm64`.
            operating_systems: Only content for one of these operating systems, such as `linux`.
            extension_reviewed: Only extensions that Docker has reviewed.
            images: Only these images, by name.
            sort: Field to order by; by relevance if left out. One of `pull_count`,
                `updated_at`; the service may know others.
            order: Direction of the order. One of `asc`, `desc`; the service may know others.
            from_: Number of results to skip; 0 if left out.
            size: Number of results in a response.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `CatalogEntry`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.
            Without `from_`, `await` and `async for` both start at the first page. Without `size`,
            the service chooses the size.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.catalog(
                query=query,
                badges=badges,
                type=type,
                categories=categories,
                architectures=architectures,
                operating_systems=operating_systems,
                extension_reviewed=extension_reviewed,
                images=images,
                sort=sort,
                order=order,
                from_=from_,
                size=size,
            ),
            options,
        )

"""Pages, cursors, and the facts about how an operation pages."""

import abc
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from attrs import field, frozen

from .errors import ArgumentError, ArgumentTypeError

T = TypeVar("T")

OnPage: TypeAlias = Callable[[int, int, int | None], object]
"""A progress callback: the page's number, the items read so far, the server's total (None if it tells none).

A function, or a coroutine function."""


@frozen(kw_only=True)
class Paging:
    """How one operation pages, from its parameters and response.

    Attributes:
        style: `page` counts pages from 1, `scim` counts items from 1 (RFC 7644, section 3.4.2.4), `offset` counts
            items from 0, `single` returns the whole list at once.
        page: The query parameter with the page's number (`scim` and `offset`: with the index of the first item).
        size: The query parameter with the number of items on a page.
        items: The field of the response that holds the items; None if the response is the array itself.
        total: The field with the size of the whole list, if there is one. As it may be wrong, it never ends a walk.
        next: The field with the link to the next page, if there is one. A link tells that there is a next page; its URL
            is never requested.
        default_size: Items on a page if the caller asks for no size; None if unknown.
        max_size: The most items that a page may have; None if unknown.
    """

    style: Literal["page", "scim", "offset", "single"] = "page"
    page: str = "page"
    size: str = "page_size"
    items: str | None = "results"
    total: str | None = None
    next: str | None = None
    default_size: int | None = None
    max_size: int | None = None

    @property
    def by_items(self) -> bool:
        """Whether a request names the index of an item instead of a page number."""
        return self.style in {"scim", "offset"}

    @property
    def first(self) -> int:
        """Number of the first page, or offset of the first item."""
        return 0 if self.style == "offset" else 1


@frozen
class Cursor:
    """A cursor: the point between two pages at which a walk can be resumed.

    A cursor may be used later, and in another process.

    `str(cursor)` is short, printable text without secrets; `Cursor.parse` reads it back. `Pager.resume` takes both.

    Attributes:
        operation: The operation whose list this is, such as `repositories.list_tags`.
        arguments: A checksum of the call's other arguments, so that a cursor is not used on another list by mistake.
        page: Number of the next page.
        items: Number of items before that page.
        size: The number of items requested for each page; None leaves it to the server.
    """

    operation: str
    arguments: str
    page: int
    items: int
    size: int | None

    def __str__(self) -> str:
        return f"{self.operation}:{self.arguments}:{self.page}:{self.items}:{self.size or '-'}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a cursor back from its text.

        Args:
            text: The text of a cursor, from `str(cursor)`.

        Returns:
            An equal cursor.

        Raises:
            ArgumentError: The text is not a cursor.
        """
        from .arguments import described, shortened  # not before there is something to say

        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers without a type checker
            raise ArgumentTypeError(
                f"cursor must be the text of a page's cursor; got {described(text)}", argument="cursor"
            )
        try:
            operation, arguments, page, items, size = text.split(":")
            cursor = cls(operation, arguments, int(page), int(items), None if size == "-" else int(size))
        except ValueError:
            cursor = None
        if cursor is None or str(cursor) != text or cursor.page < 1 or cursor.items < 0:
            raise ArgumentError(
                f"cursor must be the text of a page's cursor, as str(page.cursor) gives it, not {shortened(text)}",
                argument="cursor",
            )
        return cursor

    @staticmethod
    def checksum(path: str, query: tuple[tuple[str, str], ...]) -> str:
        """Hash the arguments that choose the list; no protection from forgery.

        Args:
            path: The rendered path.
            query: The query parameters, without those that choose the page.

        Returns:
            Eight hexadecimal digits.
        """
        return f"{zlib.crc32(repr((path, sorted(query))).encode()):08x}"


@frozen
class Page(abc.ABC, Generic[T]):
    """One page of a list. It can be iterated and has a length, like its items.

    Attributes:
        items: The items on this page, in the server's order.
        number: The page's number, from 1.
        total: Number of items in the whole list by the server's count, which may be wrong; None without one.
        has_next: Whether this page promises a next one.
        cursor: The cursor after this page: `pager.resume(page.cursor)` goes on with the next one.
        envelope: The response's other fields by their keys in the document, such as `active_count` of access tokens;
            empty for a plain list.
    """

    items: list[T] = field(repr=lambda items: f"<{len(items)} items>")
    number: int
    total: int | None
    has_next: bool
    cursor: Cursor
    envelope: Mapping[str, Any] = field(repr=False)

    @abc.abstractmethod
    async def next(self) -> "Page[T]":
        """Fetch the page after this one.

        Returns:
            The next page; a page without items if the list turns out to have ended.

        Raises:
            LastPageError: `has_next` is false.
            DockerHubError: The call failed; pass its `cursor` to `pager.resume`.
        """

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

"""Pagers and walks: how lists are read."""

import abc
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ._paging import Cursor, OnPage, Page
from ._redaction import sealed

if TYPE_CHECKING:
    from ._calls import WalkPart

T = TypeVar("T")


class Walk(abc.ABC, AsyncIterator[T]):
    """A walk over a list, by `async for`.

    A walk ends with its list. After a failed or cancelled step, the next step requests the same page again.
    """

    @abc.abstractmethod
    async def aclose(self) -> None:
        """End the walk, and cancel its requests; `contextlib.aclosing` calls it."""


class _Items(Walk[T]):
    """The items of pages.

    Args:
        pages: The pages.
        limit: Greatest number of items; `None` for all.
    """

    def __init__(self, pages: Walk[Page[T]], limit: int | None) -> None:
        self._pages, self._left = pages, limit
        self._items: Iterator[T] = iter(())

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            page = await anext(self._pages)
            self._items = iter(page.items if self._left is None else page.items[: self._left])
            if self._left is not None:
                self._left -= len(page)

    async def aclose(self) -> None:
        """End the walk of the pages."""
        self._items = iter(())
        await self._pages.aclose()


class Pager(abc.ABC, Generic[T]):
    """A list that comes in pages; requests nothing before it is used.

        page = await hub.repositories.list_tags("library", "nginx", page_size=100)   # the first page
        async for tag in hub.repositories.list_tags("library", "nginx"):             # every item
            ...
        newest = await hub.repositories.list_tags("library", "nginx").take(500, prefetch=4)

    `items`, `pages`, `take` and `collect` start a walk, and have the same keyword arguments.

    - `limit` ends the walk after so many items.
    - `prefetch` is the number of pages that may be requested or held at the same time, in the order of the list. Pages
      requested past the end are dropped, but count against the rate limit.
    - `unique` drops items of earlier pages, which come again when the list grows during the walk. The walk then keeps
    the
      key of every item in memory.
    - `on_page(number, items_so_far, total)` is called for each page before its items are handed out.

    A walk for which the caller names no page size asks for pages as large as the operation allows, to spare the rate
    limit. A failed call raises an error with the `cursor` to `resume` from; the next step of the walk requests that
    page again. Leaving the loop cancels the requests under way as soon as the iterator is dropped;
    `contextlib.aclosing` around it does so at the end of its block. A pager can be walked any number of times; each
    walk asks the server anew.
    """

    @abc.abstractmethod
    def __await__(self) -> Generator[Any, None, Page[T]]:
        """Fetch the first page."""

    @abc.abstractmethod
    def pages(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> Walk[Page[T]]:
        """Walk the list page by page.

        Args:
            limit: End with the page that brings the number of items to this limit.
            prefetch: How many pages may be under way or held at the same time; 0 and 1 are one by one.
            unique: Leave out items that an earlier page had.
            on_page: Called for each page with its number, the items read so far and the server's total, if any.

        Returns:
            The pages in order; at least one, if `limit` is not 0: an empty list has one empty page. A step raises a
            `DockerHubError` if its call fails; pass the `cursor` of the error to `resume`.

        Raises:
            ArgumentError: An argument is out of range.
        """

    @abc.abstractmethod
    def resume(self, cursor: Cursor | str | None) -> "Pager[T]":
        """Go on from a cursor of this list.

        Args:
            cursor: `page.cursor` of an earlier walk, `error.cursor`, or the text of either; `None` for the beginning,
                where no cursor was kept yet.

        Returns:
            A pager that starts at the cursor, with the page size of the earlier walk.

        Raises:
            ArgumentTypeError: `cursor` is neither a cursor nor text.
            ArgumentError: The cursor belongs to another operation, to the same with other arguments or another page
                size, or was changed by hand.
        """

    @abc.abstractmethod
    async def split(self, parts: int) -> "list[WalkPart[T]]":
        """Cut the walk into parts that pickle.

        `hub.walk(part)` makes a pager of a part, in any process.

        Splitting takes one request, or two if the call starts past page 1. Together the parts have every item once, if
        the list does not change meanwhile. A walk of a part raises `ListChangedError` after its last item if the total
        or the first page of the list has changed; a change that leaves both as they were goes unnoticed.

        Args:
            parts: How many parts at most, from 1.

        Returns:
            The parts, in the order of the list; fewer if it has fewer pages, one if the server does not say how long
            the list is or sends it in one piece.

        Raises:
            ArgumentError: `parts` is not a whole number from 1, or the walk is a part already.
            DockerHubError: The first page could not be read.
        """

    def __aiter__(self) -> Walk[T]:
        return self.items()

    def items(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> Walk[T]:
        """Walk the list item by item.

        `async for item in pager` is the same with all defaults.

        Args:
            limit: End after this many items.
            prefetch: How many pages may be under way or held at the same time; 0 and 1 are one by one.
            unique: Leave out items that an earlier page had.
            on_page: Called for each page with its number, the items read so far and the server's total, if any.

        Returns:
            The items in order. A step raises a `DockerHubError` if its call fails, after all items before it were
            handed out; pass the `cursor` of the error to `resume`.

        Raises:
            ArgumentError: An argument is out of range.
        """
        return _Items(self.pages(limit=limit, prefetch=prefetch, unique=unique, on_page=on_page), limit)

    async def collect(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> list[T]:
        """Read the list, or its first `limit` items, into memory.

        Args:
            limit: End after this many items.
            prefetch: How many pages may be under way or held at the same time; 0 and 1 are one by one.
            unique: Leave out items that an earlier page had.
            on_page: Called for each page with its number, the items read so far and the server's total, if any.

        Returns:
            The items in order.

        Raises:
            ArgumentError: An argument is out of range.
            DockerHubError: A call failed. What was read is lost; walk `items` to keep it.
        """
        collected: list[T] = sealed([])  # frames of an error do not show what was read
        async with aclosing(self.pages(limit=limit, prefetch=prefetch, unique=unique, on_page=on_page)) as pages:
            async for page in pages:
                collected += page.items
        return collected[:limit]

    async def take(
        self, count: int, /, *, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> list[T]:
        """Read the first items into memory, with no more requests than they need.

        Args:
            count: How many items at most.
            prefetch: How many pages may be under way or held at the same time; 0 and 1 are one by one.
            unique: Leave out items that an earlier page had.
            on_page: Called for each page with its number, the items read so far and the server's total, if any.

        Returns:
            The first `count` items in order; fewer if the list is shorter.

        Raises:
            ArgumentError: An argument is out of range.
            DockerHubError: A call failed. What was read is lost; walk `items` to keep it.
        """
        return await self.collect(limit=count, prefetch=prefetch, unique=unique, on_page=on_page)

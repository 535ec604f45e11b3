"""`Pager` and `Walk`: `items`, `collect`, `take`, and closing a walk."""

import abc
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ._masking import sealed
from ._pages import Cursor, OnPage, Page
from .arguments import check_type

if TYPE_CHECKING:
    from ._calls import WalkPart

T = TypeVar("T")


class Walk(abc.ABC, AsyncIterator[T]):
    """A walk over a list, for `async for`.

    A walk ends with its list. After a failed or cancelled step, the next step requests the same page again.
    """

    @abc.abstractmethod
    async def aclose(self) -> None:
        """End the walk and cancel its requests. `contextlib.aclosing` calls it."""


class _Items(Walk[T]):
    """The items of pages.

    Args:
        pages: Walk of the pages.
        limit: Maximum number of items; `None` for all.
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
    """A list that comes in pages. It sends no request before it is used.

        page = await hub.repositories.list_tags("library", "nginx", page_size=100)   # the first page
        async for tag in hub.repositories.list_tags("library", "nginx"):             # every item
            ...
        newest = await hub.repositories.list_tags("library", "nginx").take(500, prefetch=4)

    `items`, `pages`, `collect` and `take` start a walk. They have the same keyword arguments, except that `take` has a
    number of items in place of `limit`:

    - `limit` ends the walk after this number of items. `pages` does not cut the page on which the limit is reached.
    - `prefetch` is the maximum number of pages that are requested or held at the same time. Pages arrive in the order
      of the list. Pages requested past the end of the list are dropped, but use up the rate limit.
    - `unique` drops items that earlier pages had already, as happens if the list grows during the walk. The walk then
      keeps a key of every item in memory.
    - `on_page(number, items_so_far, total)` is called for each page before its items are returned, except for the
      last page if it consists of items that moved during the walk.

    If the caller states no page size, a walk requests pages as large as the operation allows, to save requests.

    If a call fails, the error has the `cursor` to `resume` from, and the next step of the walk requests that page
    again. If you leave the loop, pending requests are cancelled when the iterator is dropped; with
    `contextlib.aclosing`, at the end of its block. A pager can be walked any number of times, and each walk sends new
    requests.
    """

    @abc.abstractmethod
    def __await__(self) -> Generator[Any, None, Page[T]]:
        """Fetch the first page, or after `resume` the page at the cursor.

        The page at a cursor is compared with the previous page, which takes another request. It is not compared if
        requests state the number of an item.

        Raises:
            IncompleteListError: The page at the cursor does not continue the previous page.
            DockerHubError: The call failed.
        """

    @abc.abstractmethod
    def pages(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> Walk[Page[T]]:
        """Walk the list page by page.

        Args:
            limit: Number of items after which the walk ends; `None`, the default, for all. The page on which the limit
                is reached is not cut, so there may be more items.
            prefetch: Maximum number of pages that are requested or held at the same time; 0 and 1, the default, mean
                one by one.
            unique: Whether to leave out items that an earlier page had; `False` by default.
            on_page: Function that is called for each page with the arguments of `OnPage`: the number of the page in the
                list, the number of items up to its end, and the server's total, which may be `None`. `None`, the
                default, for no function.

        Returns:
            The pages in order. There is at least one unless `limit` is 0, because an empty list has one empty page. If
            items have moved to page 1 during the walk, they come at the end as another page, without `on_page`. The
            walk ends with `ListChangedError` instead if the list begins with more or fewer new items than expected, or
            if the walk began after page 1, and may lack some of the moved items. Such a walk also requests page 1 at
            its beginning, to recognize it if the server sends it in place of a later page. A step raises a
            `DockerHubError` if its call fails; pass the `cursor` of the error to `resume`. It also raises exceptions of
            `on_page`, and of a hook, provider, token store or transport of the user.

        Raises:
            ArgumentTypeError: An argument has the wrong type.
            ArgumentError: The limit or `prefetch` is negative, or `prefetch` is above 1,000.
        """

    @abc.abstractmethod
    def resume(self, cursor: Cursor | str | None) -> "Pager[T]":
        """Continue at a cursor of this list.

        Args:
            cursor: `page.cursor` of an earlier walk, `error.cursor`, or the text of either; `None` changes
                nothing.

        Returns:
            A pager that starts at the cursor, with the page size of the earlier walk.

        Raises:
            ArgumentTypeError: `cursor` is neither a cursor nor text.
            ArgumentError: The cursor belongs to another operation, to other arguments or to another page size, is
                outside of the part that this pager reads, or was changed by hand.
        """

    @abc.abstractmethod
    async def split(self, parts: int) -> "list[WalkPart[T]]":
        """Split the walk into parts that can be pickled.

        `hub.walk(part)` makes a pager of a part, in any process.

        Splitting takes one request, one more if the call starts after page 1, and two to four more if the first page
        is shorter than requested although pages follow. If the list does not change, the parts together have every item
        once. If the total or the first page has changed, the walk of a part raises `ListChangedError` after its last
        item. Most other changes of the list are not noticed.

        Args:
            parts: Maximum number of parts, from 1.

        Returns:
            The parts, in the order of the list. There are fewer if the list has fewer pages, and only one if the server
            does not report the length of the list or sends the list in a single response.

        Raises:
            ArgumentError: `parts` is not a whole number from 1, or the pager is a part already.
            DockerHubError: A page could not be read.
        """

    def __aiter__(self) -> Walk[T]:
        return self.items()

    def items(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> Walk[T]:
        """Walk the list item by item.

        `async for item in pager` does the same with all defaults.

        Args:
            limit: Maximum number of items; `None`, the default, for all.
            prefetch: Maximum number of pages that are requested or held at the same time; 0 and 1, the default, mean
                one by one.
            unique: Whether to leave out items that an earlier page had; `False` by default.
            on_page: Function that is called for each page with its number, the number of items up to its end and the
                server's total, as in `pages`; `None`, the default, for no function.

        Returns:
            The items in order, with moved items as in `pages`. A step raises a `DockerHubError` if its call fails,
            after all earlier items were returned; pass the `cursor` of the error to `resume`. It also raises
            exceptions of `on_page`, and of a hook, provider, token store or transport of the user.

        Raises:
            ArgumentTypeError: An argument has the wrong type.
            ArgumentError: The limit or `prefetch` is negative, or `prefetch` is above 1,000.
        """
        return _Items(self.pages(limit=limit, prefetch=prefetch, unique=unique, on_page=on_page), limit)

    async def collect(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> list[T]:
        """Read the list, or its first items, into memory.

        Args:
            limit: Maximum number of items; `None`, the default, for all.
            prefetch: Maximum number of pages that are requested or held at the same time; 0 and 1, the default, mean
                one by one.
            unique: Whether to leave out items that an earlier page had; `False` by default.
            on_page: Function that is called for each page with its number, the number of items up to its end and the
                server's total, as in `pages`; `None`, the default, for no function.

        Returns:
            The items in order.

        Raises:
            ArgumentTypeError: An argument has the wrong type.
            ArgumentError: The limit or `prefetch` is negative, or `prefetch` is above 1,000.
            DockerHubError: A call failed. The items read so far are lost; walk `items` to keep them.
            Exception: `on_page`, or a hook, provider, token store or transport of the user, raised this exception.
        """
        collected: list[T] = sealed([])  # so that tracebacks do not show the items
        async with aclosing(self.pages(limit=limit, prefetch=prefetch, unique=unique, on_page=on_page)) as pages:
            async for page in pages:
                collected += page.items
        return collected[:limit]

    async def take(
        self, count: int, /, *, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> list[T]:
        """Read the first items into memory, with as few requests as possible.

        Args:
            count: Maximum number of items.
            prefetch: Maximum number of pages that are requested or held at the same time; 0 and 1, the default, mean
                one by one.
            unique: Whether to leave out items that an earlier page had; `False` by default.
            on_page: Function that is called for each page with its number, the number of items up to its end and the
                server's total, as in `pages`; `None`, the default, for no function.

        Returns:
            The first `count` items in order; fewer if the list is shorter.

        Raises:
            ArgumentTypeError: An argument has the wrong type.
            ArgumentError: `count` or `prefetch` is negative, or `prefetch` is above 1,000.
            DockerHubError: A call failed. The items read so far are lost; walk `items` to keep them.
            Exception: `on_page`, or a hook, provider, token store or transport of the user, raised this exception.
        """
        check_type("count", count, "int")  # `None` would mean no limit
        return await self.collect(limit=count, prefetch=prefetch, unique=unique, on_page=on_page)

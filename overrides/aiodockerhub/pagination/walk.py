"""A walk over the pages of a list: its steps, and how it is closed.

A step fetches one page from a `PageSource`, which is a `HubPager`. The pager decides with the help of `list_end`
whether the list has ended. With the help of `suspect_pages` and `repeated_pages`, the pager raises an error if the
server repeats pages or the list breaks off.
"""

import asyncio
import inspect
from typing import Any, Generic, Protocol, TypeVar

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.types import Cursor, OnPage, Page, Walk
from attrs import evolve, frozen

from aiodockerhub.errors import DockerHubError, ListChangedError, UsageError
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.pagination.moved_items import find_moved
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import PageData, is_beyond_first
from aiodockerhub.pagination.pages_before import FirstPage, first_page_again_error
from aiodockerhub.pagination.prefetch import Prefetch
from aiodockerhub.pagination.split import PartWatch

T = TypeVar("T")

# After this number of requests in vain, the walk requests page after page, because most prefetched pages of a list that
# changes so quickly are outdated. Every four pages allow one more such request, so that a long walk prefetches again.
_MAX_DROPS = 20
_PAGES_PER_DROP = 4


class PageSource(Protocol[T]):
    """The protocol of objects that fetch the pages of a walk.

    `HubPager` implements it, and describes the arguments and the errors of the methods.
    """

    async def fetch_checked(
        self, cursor: Cursor, previous: HubPage[T] | None, prefetch: Prefetch[Cursor, PageData[T]] | None = None
    ) -> HubPage[T]:
        """Fetch the page at a cursor."""
        ...

    async def fetch_page_before(self, cursor: Cursor) -> HubPage[T] | None:
        """Fetch the page before the page at a cursor, if there is one."""
        ...

    async def fetch_first_page(self, cursor: Cursor) -> HubPage[T]:
        """Fetch page 1 for a walk that has read a later page."""
        ...

    def cursors_ahead(self, cursor: Cursor, page: HubPage[T] | None, prefetch: int, left: int | None) -> list[Cursor]:
        """List the cursors of the pages to request now."""
        ...

    def must_request_again(self, data: PageData[T], page: HubPage[T] | None) -> bool:
        """Return whether a prefetched page must be requested again."""
        ...


@frozen
class WalkOptions:
    """The keyword arguments of a walk; `Pager.pages` explains them."""

    limit: int | None
    prefetch: int
    unique: bool
    on_page: OnPage | None


class PageWalk(Walk[Page[T]], Generic[T]):
    """The pages of a list, in order.

    A step that fails or is cancelled cancels the requests under way. The walk does not advance: the next step requests
    the same page again.

    Args:
        source: Object that fetches the pages.
        start: Cursor of the first page.
        requests: Requests under way; none when the walk starts.
        options: Keyword arguments of the walk.
        watch: Object that detects a changed list in the walk of a part; `None` for the walk of a whole list.
    """

    def __init__(
        self,
        source: PageSource[T],
        start: Cursor,
        requests: Prefetch[Cursor, PageData[T]],
        options: WalkOptions,
        watch: PartWatch | None,
    ) -> None:
        self._source, self._requests, self._options, self._watch = source, requests, options, watch
        self._cursor = start  # cursor of the next page
        self._page: HubPage[T] | None = None  # the last page that was read
        self._first_pages = list[HubPage[T]]()  # pages 1 and 2 of the list, if the walk began with page 1
        # Page 1 as it was when the walk began, or as the split has read it; `None` if the history has page 1.
        self._first = None if watch is None else watch.first
        self._needs_first = watch is None and is_beyond_first(start)  # whether `_first` must be read
        self._item_count = 0  # number of items returned so far
        self._page_count = 0  # number of pages returned so far
        self._seen_keys = set[Any]()  # keys of the items returned so far, with `unique`
        # Whether the list or the part ends before `_cursor`; the next step makes the final checks.
        self._has_reached_end = watch is not None and watch.bounds.is_end(start)
        self._is_over = options.limit == 0  # no step follows: `limit` is reached, or the walk was closed
        self._is_closed = False  # by `aclose`, perhaps during a step
        self._is_stepping = False
        self._steps = set[Interruption]()  # the running step, for `aclose` to end

    def __del__(self) -> None:
        self._requests.abandon()

    async def __anext__(self) -> Page[T]:
        if self._is_over:
            await self.aclose()
            raise StopAsyncIteration
        if self._is_stepping:
            raise UsageError("this walk waits for a page already: take its pages one after the other")
        self._is_stepping = True
        page: Page[T] | None = None
        try:
            async with Interruption(self._steps, None):
                page = await self._fetch_next_or_finish()
        except (
            StopAsyncIteration
        ) as error:  # it would end the walk as if the list had ended (PEP 525 has the same rule)
            raise RuntimeError("a hook, a provider or on_page raised StopAsyncIteration") from error
        finally:
            self._is_stepping = False
        if page is None:
            await self.aclose()
            raise StopAsyncIteration
        return page

    async def _fetch_next_or_finish(self) -> Page[T] | None:
        """Fetch the next page, or make the final checks.

        Returns:
            The next page. After the last page, a page with only the items that have moved, if any have; then `None`.
        """
        try:
            page = None if self._has_reached_end else await self._fetch_next()
            if page is None:
                page = await self._finish()
        except (Exception, asyncio.CancelledError):
            await self._requests.cancel()
            raise
        except BaseException:
            self._requests.abandon()
            raise
        return page

    async def _finish(self) -> Page[T] | None:
        """Make the final checks.

        Returns:
            A page with the items that have moved to page 1; `None` if none have moved.
        """
        self._has_reached_end = True
        page: Page[T] | None = None
        try:
            if self._watch is not None:
                await self._watch.finish(self._source.fetch_first_page, self._cursor)
            elif self._page is not None and self._page.history.moved:
                page = await find_moved(
                    self._page,
                    self._first_pages,
                    self._fetch_final,
                    self._without_seen if self._options.unique else None,
                )
        except DockerHubError as error:
            # The walk has all pages. If the server refused a page, the error's own cursor has no account.
            account = self._cursor.account if error.cursor is None else error.cursor.account
            error.cursor = evolve(self._cursor, account=account)
            if isinstance(error, ListChangedError):  # a walk that is resumed from this cursor raises the error, too
                error.cursor = evolve(error.cursor, moved=max(1, self._cursor.moved))
            raise
        self._is_over = self._is_over or page is not None
        return page

    async def _fetch_final(self, cursor: Cursor, previous: HubPage[T] | None) -> HubPage[T]:
        """Fetch a page for the final checks; without a previous page, page 1."""
        if previous is None:
            return await self._source.fetch_first_page(self._cursor)
        return await self._source.fetch_checked(cursor, previous)

    async def aclose(self) -> None:
        """End the walk, and cancel its requests.

        A step that another task waits for ends as if the list had ended: the `async for` of that task stops without an
        error.
        """
        self._is_closed = self._is_over = True
        for step in tuple(self._steps):
            step.end("closed")
        await self._requests.cancel()

    @property
    def _items_left(self) -> int | None:
        """Number of items up to `limit`; `None` for no limit."""
        return None if self._options.limit is None else self._options.limit - self._item_count

    @property
    def _allowed_prefetch(self) -> int:
        """Number of pages to request at a time; 1 after too many vain requests."""
        max_drops = _MAX_DROPS + self._page_count // _PAGES_PER_DROP
        return self._options.prefetch if self._requests.drops < max_drops else 1

    async def _fetch_next(self) -> Page[T] | None:
        """Fetch the next page and advance; return `None` if the list has ended."""
        options, source = self._options, self._source
        self._requests.want(source.cursors_ahead(self._cursor, self._page, self._allowed_prefetch, self._items_left))
        if self._page is None:  # a walk that begins after page 1 compares its first page with the previous page
            self._page = await source.fetch_page_before(self._cursor)
            if self._needs_first and self._page is not None and self._page.number == 1:
                self._needs_first = False
                # Otherwise the comparison with the previous page suffices.
                self._first = None if self._page.has_next else FirstPage.of(self._page)
        page = await self._fetch_other_than_first()
        if self._watch is not None:
            page = self._watch.record(page)
        is_last = page.is_last
        if not page.items and self._item_count:
            self._cursor = evolve(self._cursor, moved=page.cursor.moved)
            return None  # the list ended with the previous page, although that page promised another
        shown = self._without_seen(page)
        left = None if self._items_left is None else self._items_left - len(shown.items)
        is_enough = left is not None and left <= 0
        if not is_last and not is_enough:
            if _may_have_grown(page, self._page) or page.order.ended == page.history.moved_at:
                # The outdated pages are requested again at the same time, so that they are of about the same age.
                self._requests.drop(lambda data: source.must_request_again(data, page))
            # `prefetch` includes the page that this step returns.
            self._requests.want(source.cursors_ahead(page.cursor, page, self._allowed_prefetch - 1, left))
        await _report_page(options.on_page, page)
        self._cursor, self._page, self._item_count = page.cursor, page, self._item_count + len(shown.items)
        self._page_count += 1
        if self._page_count == 1 and not is_beyond_first(page.start):
            self._first_pages = [page]
        elif self._page_count == 2 and self._first_pages:  # noqa: PLR2004
            self._first_pages.append(page)
        if options.unique:
            self._seen_keys.update(sealed(page.keys[: len(page)]))
        self._has_reached_end, self._is_over = is_last, self._is_closed or is_enough
        return shown

    async def _fetch_other_than_first(self) -> HubPage[T]:
        """Fetch the next page; again if the server sends page 1 in its place.

        Raises:
            IncompleteListError: The server sends page 1 a second time. (In a part, this shows that the list has changed
                since the split, and `PartWatch` records it.)
        """
        page = await self._source.fetch_checked(self._cursor, self._page, self._requests)
        if page.items and self._needs_first:
            self._first = FirstPage.of(await self._source.fetch_first_page(self._cursor))
            self._needs_first = False
        if self._first is not None and self._first.is_sent_as(page):
            page = await self._source.fetch_checked(self._cursor, self._page)
            if self._watch is None and self._first.is_sent_as(page):
                raise first_page_again_error(self._cursor)
        return page

    def _without_seen(self, page: HubPage[T]) -> HubPage[T]:
        """Drop the items that the walk has returned already, with `unique`."""
        if not self._options.unique:
            return page
        keys = sealed(page.keys[: len(page)])  # sealed, so that tracebacks do not show the items
        items = [item for item, key in zip(page.items, keys, strict=True) if key not in self._seen_keys]
        return evolve(page, items=items)


def _may_have_grown(page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether the list may have grown between two pages.

    The result is false if the list has become shorter instead: older responses then have higher counts, and most of
    them are not outdated. The result is also false if the page was requested before the previous page had arrived.
    """
    if previous is None or page.order.began < previous.order.ended:
        return False
    return page.total is None or previous.total is None or page.total >= previous.total


async def _report_page(on_page: OnPage | None, page: HubPage[Any]) -> None:
    """Call `on_page`, a function or coroutine function, with a page."""
    awaitable = None if on_page is None else on_page(page.number, page.cursor.items, page.total)
    if inspect.isawaitable(awaitable):
        await awaitable

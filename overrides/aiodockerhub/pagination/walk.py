"""A walk over the pages of a list: one step for each page."""

import asyncio
import inspect
from typing import Any, Generic, Protocol, TypeVar

from aiodockerhub_generated._redaction import sealed
from aiodockerhub_generated.types import Cursor, OnPage, Page, Walk
from attrs import evolve, frozen

from aiodockerhub.errors import UsageError
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import PageData
from aiodockerhub.pagination.prefetch import Prefetch
from aiodockerhub.pagination.split import PartWatch

T = TypeVar("T")


class PageSource(Protocol[T]):
    """The protocol of what fetches the pages of a walk."""

    async def page(
        self, cursor: Cursor, previous: HubPage[T] | None, prefetch: Prefetch[Cursor, PageData[T]] | None = None
    ) -> HubPage[T]:
        """Fetch the page at a cursor."""
        ...

    async def page_before(self, cursor: Cursor) -> HubPage[T] | None:
        """Fetch the page before the one at a cursor, if there is one."""
        ...

    def cursors_ahead(self, cursor: Cursor, page: HubPage[T] | None, prefetch: int, left: int | None) -> list[Cursor]:
        """List the pages worth requesting now."""
        ...


@frozen
class Wishes:
    """The keyword arguments of a walk; `Pager` explains them."""

    limit: int | None
    prefetch: int
    unique: bool
    on_page: OnPage | None


class PageWalk(Walk[Page[T]], Generic[T]):
    """The pages of a list, in order.

    A step that fails or is cancelled cancels the requests under way and leaves the walk where it was: the next step
    requests that page again.

    Args:
        source: Fetches the pages.
        start: The cursor of the first page.
        requests: The requests under way.
        wishes: The keyword arguments of the walk.
        watch: Ends the walk of a part; `None` for a whole walk.
    """

    def __init__(
        self,
        source: PageSource[T],
        start: Cursor,
        requests: Prefetch[Cursor, PageData[T]],
        wishes: Wishes,
        watch: PartWatch | None,
    ) -> None:
        self._source, self._requests, self._wishes, self._watch = source, requests, wishes, watch
        self._cursor = start
        self._page: HubPage[T] | None = None
        self._taken = 0
        self._seen = set[Any]()
        self._is_last = False
        self._is_over = wishes.limit == 0
        self._is_running = self._is_closed = False
        self._steps = set[Interruption]()

    def __del__(self) -> None:
        self._requests.abandon()

    async def __anext__(self) -> Page[T]:
        if self._is_over:
            await self.aclose()
            raise StopAsyncIteration
        if self._is_running:
            raise UsageError("this walk waits for a page already: take its pages one after the other")
        self._is_running = True
        page: Page[T] | None = None
        try:
            async with Interruption(self._steps, None):
                page = await self._step_or_end()
        finally:
            self._is_running = False
        if page is None:
            await self.aclose()
            raise StopAsyncIteration
        return page

    async def _step_or_end(self) -> Page[T] | None:
        try:
            page = None if self._is_last else await self._step()
            if page is None and self._watch is not None:
                await self._watch.finish(self._source.page, self._page)
        except (Exception, asyncio.CancelledError):
            await self._requests.cancel()
            raise
        except BaseException:
            self._requests.abandon()
            raise
        return page

    async def aclose(self) -> None:
        """End the walk, and cancel its requests.

        A step that another task waits for ends as at the end of the list.
        """
        self._is_closed = self._is_over = True
        for step in tuple(self._steps):
            step.end("closed")
        await self._requests.cancel()

    @property
    def _left(self) -> int | None:
        """Number of items that are still wanted; `None` for all."""
        return None if self._wishes.limit is None else self._wishes.limit - self._taken

    async def _step(self) -> Page[T] | None:
        """Fetch the next page; `None` at the end of the list."""
        wishes, source, watch = self._wishes, self._source, self._watch
        self._requests.want(source.cursors_ahead(self._cursor, self._page, wishes.prefetch, self._left))
        if self._page is None:  # against which the first one is checked, of a walk that begins after it
            self._page = await source.page_before(self._cursor)
        page = await source.page(self._cursor, self._page, self._requests)
        page = page if watch is None else watch.within(page)
        is_last = page.is_last or (watch is not None and watch.left(page.cursor) == 0)
        if not page.items and self._taken:
            return None  # the list ended with the page before, which did not know it
        keys, shown = sealed(page.keys[: len(page)]), page  # frames of an error do not show what was read
        if wishes.unique:
            shown = evolve(
                page, items=[item for item, key in zip(page.items, keys, strict=True) if key not in self._seen]
            )
        left = None if self._left is None else self._left - len(shown.items)
        is_enough = left is not None and left <= 0
        if not is_last and not is_enough:
            # One page is about to be in the reader's hands: it counts.
            self._requests.want(source.cursors_ahead(page.cursor, page, wishes.prefetch - 1, left))
        await _told(wishes.on_page, page)
        self._cursor, self._page, self._taken = page.cursor, page, self._taken + len(shown.items)
        if wishes.unique:
            self._seen.update(keys)
        self._is_last, self._is_over = is_last, self._is_closed or is_enough
        return shown


async def _told(on_page: OnPage | None, page: HubPage[Any]) -> None:
    """Call `on_page` with a page."""
    awaitable = None if on_page is None else on_page(page.number, page.cursor.items, page.total)
    if inspect.isawaitable(awaitable):
        await awaitable

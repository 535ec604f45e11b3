"""Requests pages ahead of the reader of a walk, and limits their number."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.arguments import check_number
from aiodockerhub.helpers.tasks import start_task, wait_until_ended

CursorT = TypeVar("CursorT")
PageT = TypeVar("PageT")
_MAX_PREFETCH = 1_000
_MIN_TASKS = 2


def check_prefetch(prefetch: int) -> None:
    """Check the argument `prefetch`, a number of pages.

    Args:
        prefetch: Value of the argument.

    Raises:
        ArgumentTypeError: The value is not an integer.
        ArgumentError: The value is negative or above 1,000.
    """
    check_number("prefetch", prefetch, whole=True)
    if prefetch > _MAX_PREFETCH:
        raise ArgumentError(
            f"prefetch must be at most {_MAX_PREFETCH:,}, as so many requests may go out beyond the end of a list; "
            f"got {prefetch:,}",
            argument="prefetch",
        )


class Prefetch(Generic[CursorT, PageT]):
    """The requests of a walk that are under way, by cursor.

    Args:
        fetch: Coroutine function that requests the page at a cursor.
        key: Function that returns equal values for cursors of the same page, such as the page number.

    Attributes:
        drops: Number of requests in vain so far: the page had to be requested again, or `want` cancelled the request or
            dropped its response.
    """

    def __init__(
        self, fetch: Callable[[CursorT], Coroutine[Any, Any, PageT]], key: Callable[[CursorT], Hashable]
    ) -> None:
        self._fetch, self._key = fetch, key
        self._wanted: dict[Hashable, asyncio.Task[PageT]] = {}
        self._running: set[asyncio.Task[PageT]] = set()
        self.drops: int = 0

    def want(self, cursors: list[CursorT]) -> None:
        """Start the missing requests for pages; cancel or drop all other requests.

        Args:
            cursors: Cursors of the next pages. If there is a single cursor and no request is under way, the method
                starts no task, because `get` sends this request itself.
        """
        wanted = {self._key(cursor): cursor for cursor in cursors}
        unwanted = self._wanted.keys() - wanted.keys()
        for key in unwanted:
            self._wanted.pop(key).cancel()
        self.drops += len(unwanted)
        if len(wanted) < _MIN_TASKS and not self._wanted:
            return
        for key, cursor in wanted.items():
            if key not in self._wanted:
                task = self._wanted[key] = start_task(self._fetch(cursor))
                self._running.add(task)
                task.add_done_callback(self._forget)

    def drop(self, is_outdated: Callable[[PageT], bool]) -> None:
        """Drop all responses and requests if a response must be requested again.

        The pages are then requested again in their order. A response that stayed would be older than an earlier page
        that is requested again, so the page of that response would have to be requested again later.

        Args:
            is_outdated: Function that returns whether the response for a page must be requested again.
        """
        done = [task for task in self._wanted.values() if task.done() and not task.cancelled()]
        if any(task.exception() is None and is_outdated(task.result()) for task in done):
            self.want([])

    async def cancel(self) -> None:
        """Cancel all requests under way, and wait until they have ended."""
        running = tuple(self._running)
        for task in self._wanted.values():
            task.cancel()
        self._wanted.clear()
        await wait_until_ended(running)

    def abandon(self) -> None:
        """Cancel all requests under way without waiting for their end.

        Any thread may call this method, as the garbage collector does.
        """
        for task in tuple(self._running):
            loop = task.get_loop()
            if not loop.is_closed():
                loop.call_soon_threadsafe(task.cancel)

    async def get(self, cursor: CursorT) -> PageT:
        """Wait for the request for a page, or send it if it is not under way.

        Args:
            cursor: Cursor of the page.

        Returns:
            The result of `fetch`.

        Raises:
            Exception: `fetch` raised an exception for this page. The `get` of another page raises the error of that
                page.
        """
        task = self._wanted.pop(self._key(cursor), None)
        return await (self._fetch(cursor) if task is None else task)

    def _forget(self, task: asyncio.Task[PageT]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # otherwise asyncio reports the error of a page that the walk never reads

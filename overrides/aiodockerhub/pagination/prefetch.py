"""Requests for pages ahead of the reader."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

Place = TypeVar("Place")
Result = TypeVar("Result")


class Prefetch(Generic[Place, Result]):
    """Requests by cursor.

    Args:
        fetch: Makes one request.
        key: Tells places apart.
    """

    def __init__(self, fetch: Callable[[Place], Coroutine[Any, Any, Result]], key: Callable[[Place], Hashable]) -> None:
        self._fetch, self._key = fetch, key
        self._wanted: dict[Hashable, asyncio.Task[Result]] = {}
        self._running: set[asyncio.Task[Result]] = set()

    def want(self, places: list[Place]) -> None:
        """Start the requests that are missing, and cancel all others.

        Args:
            places: The places that will be read next. A single one is left to `get`, which needs no task for it.
        """
        wanted = {self._key(place): place for place in places}
        for key in self._wanted.keys() - wanted.keys():
            self._wanted.pop(key).cancel()
        if len(wanted) < 2 and not self._wanted:  # noqa: PLR2004
            return
        for key, place in wanted.items():
            if key not in self._wanted:
                task = self._wanted[key] = asyncio.create_task(self._fetch(place))
                self._running.add(task)
                task.add_done_callback(self._ended)

    async def cancel(self) -> None:
        """Cancel all requests under way, and wait until they are gone."""
        self.want([])
        if self._running:
            await asyncio.wait(self._running)

    def abandon(self) -> None:
        """Cancel all requests under way, without waiting, from any thread."""
        for task in tuple(self._running):
            loop = task.get_loop()
            if not loop.is_closed():
                loop.call_soon_threadsafe(task.cancel)

    async def get(self, place: Place) -> Result:
        """Wait for the request for a place, or make it now.

        Args:
            place: The place that is read next.

        Returns:
            What the request gave.
        """
        task = self._wanted.pop(self._key(place), None)
        return await (self._fetch(place) if task is None else task)

    def _ended(self, task: asyncio.Task[Result]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # one that nobody came to read is no error: asyncio would report it

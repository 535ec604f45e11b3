"""Many calls at once, with a bound on how many."""

import abc
import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import Generic, Literal, TypeAlias, TypeVar, overload

from aiodockerhub_generated.types import Call, CallOptions, Sender
from attrs import field, frozen

from aiodockerhub.helpers.arguments import check_number

T = TypeVar("T")
Calls: TypeAlias = Iterable[Call[T]] | AsyncIterable[Call[T]]


@frozen
class Gathered(Generic[T]):
    """What became of many calls.

    Attributes:
        results: The results of the calls that succeeded, by the index of the call, in order.
        errors: The exceptions of those that failed, likewise.
    """

    results: dict[int, T] = field(factory=dict[int, T])
    errors: dict[int, Exception] = field(factory=dict[int, Exception])


class Gathering(abc.ABC):
    """What has a sender can gather."""

    @property
    @abc.abstractmethod
    def _sender(self) -> Sender: ...

    @overload
    async def gather(
        self,
        calls: Calls[T],
        *,
        limit: int = 10,
        return_exceptions: Literal[False] = False,
        options: CallOptions | None = None,
    ) -> list[T]: ...

    @overload
    async def gather(
        self, calls: Calls[T], *, limit: int = 10, return_exceptions: Literal[True], options: CallOptions | None = None
    ) -> Gathered[T]: ...

    async def gather(
        self, calls: Calls[T], *, limit: int = 10, return_exceptions: bool = False, options: CallOptions | None = None
    ) -> list[T] | Gathered[T]:
        """Send many calls, a few at a time; cancelling it cancels those under way.

            names = ["nginx", "redis", "postgres"]
            repositories = await hub.gather(calls.repositories.get("library", name) for name in names)

        Args:
            calls: Calls, or an asynchronous iterable of them; taken one by one, as there is room.
            limit: How many calls may be under way at the same time, at least 1.
            return_exceptions: Whether to hand back failures beside the results, and go on after them.
            options: What is to differ for each of the calls.

        Returns:
            The results in the order of the calls; if ``apart``, results and exceptions, each by the index of its call.

        Raises:
            ExceptionGroup: Calls failed, and `return_exceptions` is false. None is begun after the first failure; those
                under way then are let finish, as they may be changing something.
            ValueError: ``limit`` is no whole number, or below 1.
        """
        check_number("limit", limit, whole=True, positive=True)
        outcome = await _send_all(self._sender, calls, limit, options, keep_going=return_exceptions)
        if return_exceptions:
            return outcome
        if outcome.errors:
            raise ExceptionGroup(f"calls failed: {len(outcome.errors)}", list(outcome.errors.values()))
        return list(outcome.results.values())


async def _send_all(
    sender: Sender, calls: Calls[T], limit: int, options: CallOptions | None, *, keep_going: bool
) -> Gathered[T]:
    results: dict[int, T] = {}
    failures: dict[int, Exception] = {}
    room = asyncio.Semaphore(limit)
    running: set[asyncio.Task[None]] = set()

    async def run(index: int, call: Call[T]) -> None:
        try:
            results[index] = await sender.send(call, options)
        except Exception as error:  # noqa: BLE001 - handed to the caller
            failures[index] = error
        finally:
            room.release()

    try:
        await room.acquire()  # before a call is taken: they may be many
        index = 0
        async for call in _each(calls):
            task = asyncio.create_task(run(index, call))
            running.add(task)
            task.add_done_callback(running.discard)
            await room.acquire()
            if failures and not keep_going:
                break
            index += 1
        while running:
            await asyncio.wait(running)
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
    return Gathered(dict(sorted(results.items())), dict(sorted(failures.items())))


async def _each(calls: Calls[T]) -> AsyncIterator[Call[T]]:
    if isinstance(calls, AsyncIterable):
        async for call in calls:
            yield call
    else:
        for call in calls:
            yield call

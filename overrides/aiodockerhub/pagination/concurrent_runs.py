"""Decides when the next of several runs starts, and what a failure ends.

A thing is what `gather` runs, such as a call or a pager; `Things` lists all kinds.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Collection, Coroutine, Iterable
from contextlib import aclosing
from typing import Any, TypeAlias, TypeVar

from aiodockerhub_generated._calls import Call, WalkPart
from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.arguments import described

from aiodockerhub.errors import ArgumentTypeError, DockerHubError
from aiodockerhub.helpers.tasks import end_tasks, is_being_cancelled, start_task

T = TypeVar("T")
Things: TypeAlias = Iterable[T] | AsyncIterable[T]
"""The first argument of `gather`. A thing is a call, a pager, a part of a walk, or a coroutine or other awaitable."""


class Runs:
    """Runs things (calls, pagers, awaitables), at most `limit` at a time.

    Args:
        start: Function that begins a thing, and returns an awaitable of its result.
        limit: Maximum number of things under way, at least 1.
        keeps_going: Whether to begin further things after a failure. If false, only the things under way go on.
    """

    def __init__(self, start: Callable[[Any], Awaitable[Any]], limit: int, *, keeps_going: bool) -> None:
        self._start, self._keeps_going, self._room = start, keeps_going, asyncio.Semaphore(limit)
        self._results = sealed(dict[int, Any]())
        self._failures: dict[int, Exception] = {}
        self._fatal: BaseException | None = None
        self._item_error: ArgumentTypeError | None = None
        self._iterable_error: Exception | None = None
        self._begun_count = 0
        self._first_failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting: dict[int, object] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_ending = False

    async def run(self, things: Things[Any]) -> tuple[dict[int, Any], dict[int, Exception]]:
        """Run the things; after a failure, begin no more unless `keeps_going`.

        Every error is raised after the things under way have ended, except `KeyboardInterrupt` and `SystemExit` of a
        thing, which end the event loop at once.

        Args:
            things: Things to run.

        Returns:
            The results and the exceptions, each by the index of the thing, in order. If the iterable failed, and
            `keeps_going` is true, its error has the index that the next thing would have had.

        Raises:
            Exception: The iterable failed with this exception, and `keeps_going` is false.
            ArgumentTypeError: An item of `things` is not a thing. If `keeps_going` is true and things failed, the cause
                of this error is a group of their exceptions.
            ExceptionGroup: `keeps_going` is false, and things failed before one of these two errors. The group contains
                all errors, and is raised in place of the error.
            BaseException: A thing raised a `BaseException` that is not an `Exception`, as `pytest.fail` does. No
                further thing begins, even if `keeps_going` is true.
        """
        try:
            feeding = self._begin_all(things)
            if isinstance(things, AsyncIterable):
                await self._until_failure(feeding)
            else:
                await feeding
            while self._tasks:
                await asyncio.wait(self._tasks)
        finally:
            self._is_ending = True
            try:
                await end_tasks(self._tasks)
            finally:
                close_coroutines([*self._waiting.values(), *(things if isinstance(things, Collection) else ())])
        failures = dict(sorted(self._failures.items()))
        if self._fatal is not None:
            raise self._fatal
        if self._item_error is not None:
            raise self._with_failures(self._item_error, list(failures.values()))
        if self._iterable_error is not None:
            if not self._keeps_going:
                raise self._with_failures(self._iterable_error, list(failures.values()))
            failures[self._begun_count] = self._iterable_error
        return dict(sorted(self._results.items())), failures

    def _with_failures(self, problem: Exception, failures: list[Exception]) -> Exception:
        """Combine the error of the items with the failures of things.

        Args:
            problem: Error for an item that is not a thing, or of the iterable.
            failures: Exceptions of the things that failed.

        Returns:
            If no thing failed: `problem` alone. Otherwise, if `keeps_going` is true: `problem`, whose cause is a group
            of the failures. Otherwise: an `ExceptionGroup` with all errors.
        """
        if not failures:
            return problem
        if not self._keeps_going:
            return ExceptionGroup(f"calls failed: {len(failures)}", [*failures, problem])
        problem.__cause__ = ExceptionGroup(f"calls failed: {len(failures)}", failures)
        return problem

    async def _begin_all(self, things: Things[Any]) -> None:
        """Begin the things one after another.

        No further thing begins after an item that is not a thing or, unless `keeps_going`, after a failure. If the
        iterable fails, the things under way go on, because they may be changing something.
        """
        await self._room.acquire()  # before a thing is taken, so that no more things exist than may run
        try:
            await self._begin_each(things)
        except asyncio.CancelledError as error:
            if is_being_cancelled():
                raise
            self._iterable_error = _cancellation_error("the iterable of things", error)
        except Exception as error:  # noqa: BLE001 - returned or raised by `run`
            self._iterable_error = error

    async def _begin_each(self, things: Things[Any]) -> None:
        """Begin each thing as soon as fewer than `limit` are under way."""
        async with aclosing(_iterate(things)) as iterator:
            async for thing in iterator:
                self._item_error = problem_of(thing)
                if self._item_error is not None or self._has_failed:  # a thing may fail while the iterable makes this
                    close_coroutines([thing])
                    return
                self._begin_thing(self._begun_count, thing)
                self._begun_count += 1
                await self._room.acquire()
                if self._has_failed:
                    return

    async def _until_failure(self, beginning: Coroutine[Any, Any, None]) -> None:
        """Begin things of an asynchronous iterable.

        The iterable may take long to produce the next thing, so a failure ends the wait for it, unless `keeps_going`.
        """
        task = start_task(beginning)
        try:
            await asyncio.wait({task, self._first_failure}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            is_early = not task.done()
            if is_early:
                await end_tasks({task})
        if not task.cancelled():
            task.result()
        elif not is_early:  # by code that cancels all tasks
            self._iterable_error = _cancellation_error("the iterable of things", None)

    @property
    def _has_failed(self) -> bool:
        """Whether a failure allows no further thing to begin."""
        return self._fatal is not None or (bool(self._failures) and not self._keeps_going)

    def _begin_thing(self, index: int, thing: object) -> None:
        self._waiting[index] = thing
        task = start_task(self._run_thing(index))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_thing(self, index: int) -> None:
        """Run a thing, and store its result or its exception."""
        try:
            self._results[index] = await self._start(self._waiting.pop(index))
        except asyncio.CancelledError as error:
            if self._is_ending:
                raise
            self._failures[index] = _cancellation_error(f"things[{index}]", error)
        except Exception as error:  # noqa: BLE001 - returned or raised by `gather`
            self._failures[index] = error
        except (KeyboardInterrupt, SystemExit):  # the event loop raises these
            raise
        except BaseException as error:  # noqa: BLE001 - `run` raises it, for example the exception of `pytest.fail`
            self._fatal = error
        finally:
            self._room.release()
            if self._has_failed and not self._first_failure.done():
                self._first_failure.set_result(None)


def _cancellation_error(name: str, cause: asyncio.CancelledError | None) -> DockerHubError:
    """Make the error of a thing or iterable that other code cancelled.

    For example, the thing awaited a task that another task cancelled. The caller of `gather` would mistake the
    `CancelledError` of the thing for its own cancellation.
    """
    error = DockerHubError(f"{name} was cancelled, although gather was not")
    error.__cause__ = cause
    return error


def problem_of(thing: object) -> ArgumentTypeError | None:
    """Return the error for an object that is not a thing; `None` for a thing.

    Args:
        thing: Object to check.
    """
    if isinstance(thing, Call | WalkPart | Awaitable):
        return None
    return ArgumentTypeError(
        f"things must be calls, pagers, parts of walks or coroutines; got {described(thing)}", argument="things"
    )


async def _iterate(things: Things[T]) -> AsyncGenerator[T]:
    """Yield things; on leaving, close an asynchronous generator."""
    if isinstance(things, AsyncIterable):
        iterator = aiter(things)
        try:
            async for thing in iterator:
                yield thing
        finally:
            if isinstance(iterator, AsyncGenerator):
                await iterator.aclose()
    else:
        for thing in things:
            yield thing


def close_coroutines(things: Collection[object]) -> None:
    """Close coroutines that will not be awaited, to avoid Python's warning.

    Args:
        things: Objects of any kind. Only coroutines, which must not have begun, are closed.
    """
    for thing in things:
        if asyncio.iscoroutine(thing):
            thing.close()

"""Runs many calls, walks and coroutines at the same time, up to a limit."""

import abc
import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Collection, Coroutine, Iterable
from contextlib import aclosing
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast, overload

from aiodockerhub_generated._calls import Call, CallOptions, PagedCall, Sender, WalkPart
from aiodockerhub_generated._pages import Page
from aiodockerhub_generated._redaction import sealed
from aiodockerhub_generated._walks import Pager
from aiodockerhub_generated.arguments import described
from attrs import field, frozen

from aiodockerhub.errors import ArgumentTypeError, DockerHubError
from aiodockerhub.helpers.arguments import check_number, check_options
from aiodockerhub.helpers.tasks import end_tasks, start_task

T = TypeVar("T")
Things: TypeAlias = Iterable[T] | AsyncIterable[T]
"""The first argument of `gather`. A thing is a call, a pager, a part of a walk, or a coroutine or other awaitable."""


@frozen
class Gathered(Generic[T]):
    """The results and errors of the things that `gather` ran.

    Attributes:
        results: Results of the things that succeeded, by the index of the thing, in order.
        errors: Exceptions of the things that failed, by the index of the thing, in order.
    """

    results: dict[int, T] = field(factory=dict[int, T])
    errors: dict[int, Exception] = field(factory=dict[int, Exception])


class Gathering(abc.ABC):
    """The methods `walk` and `gather` of a client."""

    @property
    @abc.abstractmethod
    def _sender(self) -> Sender: ...

    def walk(self, call: PagedCall[Any, T] | WalkPart[T], options: CallOptions | None = None) -> Pager[T]:
        """Walk the list of a call, or the part of a walk that `pager.split` made.

        Calls and parts are values that can be pickled, so that another process can walk them.

            for part in await hub.repositories.list_tags("library", "nginx").split(8):
                tags = await hub.walk(part).collect()

        Args:
            call: Call of a list, such as `calls.repositories.list("library")`, or a part of a walk.
            options: Options of every request of the walk.

        Returns:
            The pager that the resource method returns; for a part, a pager of its pages.

        Raises:
            ArgumentError: `call` is neither the call of a list nor a part.
        """
        from aiodockerhub.pagination.pager import HubPager

        if not isinstance(cast("object", call), PagedCall | WalkPart):
            raise ArgumentTypeError(
                f"call must be a call of a list or a part of pager.split(n); got {described(call)}", argument="call"
            )
        return HubPager(self._sender, call, options)

    # The order matters: PagedCall is a subclass of Call, and Pager of Awaitable, and type checkers use the first match.
    @overload
    async def gather(
        self,
        things: Things[PagedCall[Any, T]],
        *,
        limit: int = 10,
        return_exceptions: Literal[False] = False,
        options: CallOptions | None = None,
    ) -> list[Page[T]]: ...

    @overload
    async def gather(
        self,
        things: Things[Pager[T]] | Things[WalkPart[T]],
        *,
        limit: int = 10,
        return_exceptions: Literal[False] = False,
        options: CallOptions | None = None,
    ) -> list[list[T]]: ...

    @overload
    async def gather(
        self,
        things: Things[Call[T]] | Things[Coroutine[Any, Any, T]] | Things[Awaitable[T]],
        *,
        limit: int = 10,
        return_exceptions: Literal[False] = False,
        options: CallOptions | None = None,
    ) -> list[T]: ...

    @overload
    async def gather(
        self,
        things: Things[PagedCall[Any, T]],
        *,
        limit: int = 10,
        return_exceptions: Literal[True],
        options: CallOptions | None = None,
    ) -> Gathered[Page[T]]: ...

    @overload
    async def gather(
        self,
        things: Things[Pager[T]] | Things[WalkPart[T]],
        *,
        limit: int = 10,
        return_exceptions: Literal[True],
        options: CallOptions | None = None,
    ) -> Gathered[list[T]]: ...

    @overload
    async def gather(
        self,
        things: Things[Call[T]] | Things[Coroutine[Any, Any, T]] | Things[Awaitable[T]],
        *,
        limit: int = 10,
        return_exceptions: Literal[True],
        options: CallOptions | None = None,
    ) -> Gathered[T]: ...

    async def gather(
        self,
        things: Things[Any],
        *more: object,
        limit: int = 10,
        return_exceptions: bool = False,
        options: CallOptions | None = None,
    ) -> list[Any] | Gathered[Any]:
        """Run calls, pagers and coroutines, at most `limit` at a time.

        Cancelling `gather` cancels the things under way.

            names = ["nginx", "redis", "postgres"]
            repositories = await hub.gather(calls.repositories.get("library", name) for name in names)
            tags = await hub.gather(hub.repositories.list_tags("library", name) for name in names)

        The result depends on the kind of thing:

        - a call: the result of the resource method;
        - the call of a list: the page that it asks for, by default the first;
        - a pager or a part of a walk: the list of all items;
        - a coroutine or another awaitable: the value that it returns.

        Args:
            things: Calls, pagers, parts of walks and awaitables, in an iterable or asynchronous iterable. `gather`
                takes the next thing when fewer than `limit` are under way.
            *more: Not allowed: pass all things in one iterable.
            limit: Maximum number of things under way at the same time, at least 1. A walk is one thing.
            return_exceptions: Whether to go on after a failure, and to return the exceptions with the results.
            options: Options of the calls and parts among the things. They do not apply to pagers and awaitables.

        Returns:
            The results in the order of the things. With `return_exceptions`, a `Gathered` with results and exceptions
            by the index of the thing.

        Raises:
            ExceptionGroup: A thing failed, and `return_exceptions` is false. After the first failure, `gather` begins
                no further thing. It waits for the things under way, because they may be changing something. If code
                other than `gather` cancels a thing, the thing fails with a `DockerHubError`.
            ArgumentError: `limit` is not a whole number from 1, or a thing is of another type. For a collection,
                `gather` raises this error before it begins a thing; for another iterable, after the things under way
                have ended.
        """
        if more:  # asyncio.gather accepts several arguments
            _close([things, *more])
            raise ArgumentTypeError(
                f"things: expected one list of things, got {len(more) + 1} arguments; put them into brackets, as in "
                "hub.gather([first, second])",
                argument="things",
            )
        check_number("limit", limit, whole=True, positive=True)
        check_options(options)
        is_text = isinstance(things, str | bytes)
        if is_text or not (hasattr(type(things), "__iter__") or hasattr(type(things), "__aiter__")):
            _close([things])
            raise ArgumentTypeError(
                f"things must be calls, pagers or coroutines in a list or the like; got {described(things)}",
                argument="things",
            )
        if isinstance(things, Collection):
            _check_all(things)
        runs = _Runs(lambda thing: self._do(thing, options), limit, keeps_going=return_exceptions)
        outcome = await runs.run(things)
        if return_exceptions:
            return outcome
        failures, results = list(outcome.errors.values()), sealed(list(outcome.results.values()))
        del outcome  # otherwise a traceback would show the results
        if failures:
            raise ExceptionGroup(f"calls failed: {len(failures)}", failures)
        return list(results)

    def _do(self, thing: Any, options: CallOptions | None) -> Awaitable[Any]:
        """Return the awaitable of the result of a thing."""
        kind: object = thing
        if isinstance(kind, PagedCall):
            first: Awaitable[Any] = self.walk(thing, options)
            return first
        if isinstance(kind, WalkPart):
            return self.walk(thing, options).collect()
        if isinstance(kind, Call):
            return self._sender.send(thing, options)
        everything: Awaitable[Any] = thing.collect() if isinstance(kind, Pager) else thing
        return everything


class _Runs:
    """Runs things, at most `limit` at the same time.

    Args:
        start: Returns the awaitable of the result of a thing.
        limit: Maximum number of things under way.
        keeps_going: Whether to begin further things after a failure.
    """

    def __init__(self, start: Callable[[Any], Awaitable[Any]], limit: int, *, keeps_going: bool) -> None:
        self._start, self._keeps_going, self._room = start, keeps_going, asyncio.Semaphore(limit)
        self._results = sealed(dict[int, Any]())
        self._failures: dict[int, Exception] = {}
        self._fatal: BaseException | None = None
        self._waiting: dict[int, object] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_ending = False

    async def run(self, things: Things[Any]) -> Gathered[Any]:
        """Run all things, and return their results and exceptions."""
        wrong: ArgumentTypeError | None = None
        try:
            await self._room.acquire()  # first, because an iterable may be long: no more things are held than run
            index = 0
            async with aclosing(_iterate(things)) as iterator:
                async for thing in iterator:
                    wrong = _problem(thing)
                    if wrong is not None:
                        break
                    self._begin(index, thing)
                    index += 1
                    await self._room.acquire()
                    if self._fatal is not None or (self._failures and not self._keeps_going):
                        break
            while self._tasks:
                await asyncio.wait(self._tasks)
        finally:
            self._is_ending = True
            try:
                await end_tasks(self._tasks)
            finally:
                _close([*self._waiting.values(), *(things if isinstance(things, Collection) else ())])
        if self._fatal is not None:
            raise self._fatal
        if wrong is not None:
            raise wrong
        return Gathered(dict(sorted(self._results.items())), dict(sorted(self._failures.items())))

    def _begin(self, index: int, thing: object) -> None:
        self._waiting[index] = thing
        task = start_task(self._run_thing(index))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_thing(self, index: int) -> None:
        try:
            self._results[index] = await self._start(self._waiting.pop(index))
        except asyncio.CancelledError as error:
            if self._is_ending:
                raise
            self._failures[index] = _cancellation_error(index, error)
        except Exception as error:  # noqa: BLE001 - returned or raised by `gather`
            self._failures[index] = error
        except (KeyboardInterrupt, SystemExit):  # the event loop raises these
            raise
        except BaseException as error:  # noqa: BLE001 - such as that of `pytest.fail`, which `gather` raises
            self._fatal = error
        finally:
            self._room.release()


def _cancellation_error(index: int, cause: asyncio.CancelledError) -> DockerHubError:
    """Make the error of a thing that something other than `gather` cancelled.

    Such a thing has awaited a task that another task cancelled. Its `CancelledError` would be taken for a cancellation
    of the caller.
    """
    error = DockerHubError(f"things[{index}] was cancelled, although gather was not")
    error.__cause__ = cause
    return error


def _problem(thing: object) -> ArgumentTypeError | None:
    if isinstance(thing, Call | WalkPart | Awaitable):
        return None
    return ArgumentTypeError(
        f"things must be calls, pagers, parts of walks or coroutines; got {described(thing)}", argument="things"
    )


def _check_all(things: Collection[object]) -> None:
    problem = next(filter(None, map(_problem, things)), None)
    if problem is not None:
        _close(things)
        raise problem


async def _iterate(things: Things[T]) -> AsyncGenerator[T]:
    if isinstance(things, AsyncIterable):
        async for thing in things:
            yield thing
    else:
        for thing in things:
            yield thing


def _close(things: Collection[object]) -> None:
    """Close coroutines; otherwise Python warns that they were never awaited."""
    for thing in things:
        if asyncio.iscoroutine(thing):
            thing.close()

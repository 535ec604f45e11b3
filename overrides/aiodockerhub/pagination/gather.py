"""`gather`: results of many calls, walks and coroutines, up to a limit."""

import abc
from collections.abc import AsyncIterable, Awaitable, Collection, Coroutine, Iterable
from typing import Any, Generic, Literal, TypeVar, cast, overload

from aiodockerhub_generated._calls import Call, CallOptions, PagedCall, Sender, WalkPart
from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated._pages import Page
from aiodockerhub_generated._walks import Pager
from aiodockerhub_generated.arguments import described
from attrs import field, frozen

from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import check_flag, check_number, check_options
from aiodockerhub.pagination.concurrent_runs import Runs, Things, close_coroutines, problem_of

T = TypeVar("T")


@frozen
class Gathered(Generic[T]):
    """The results and errors of the things that `gather` ran.

    Attributes:
        results: Results of the things that succeeded, by the index of the thing, in order.
        errors: Exceptions of the things that failed, by the index of the thing, in order. If the iterable of things
            failed, its exception has the index that the next thing would have had.
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
            options: Options of every request of the walk; `None`, the default, for the options of the client.

        Returns:
            A pager as the resource method returns it; for a part, a pager of its pages.

        Raises:
            ArgumentTypeError: `call` is neither a call of a list nor a part.
            ArgumentError: The page or the page size that the call names is out of range.
        """
        from aiodockerhub.pagination.pager import HubPager

        if not isinstance(cast("object", call), PagedCall | WalkPart):
            call = sealed(call)  # a path: otherwise the frame of the error would show its secrets
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

        Cancelling `gather` cancels the things under way. A failure does not: see `ExceptionGroup` below.

            names = ["nginx", "redis", "postgres"]
            repositories = await hub.gather(calls.repositories.get("library", name) for name in names)
            tags = await hub.gather(hub.repositories.list_tags("library", name) for name in names)

        The result depends on the kind of thing:

        - a call: the result of the resource method;
        - the call of a list: the page that the call names, by default the first page;
        - a pager or a part of a walk: the list of all items;
        - a coroutine or another awaitable: the value that it returns.

        Args:
            things: Calls, pagers, parts of walks and awaitables, in an iterable or asynchronous iterable. `gather`
                takes the next thing when fewer than `limit` are under way.
            *more: Arguments that are refused with an error, because all things must be in one iterable.
            limit: Maximum number of things under way at the same time, at least 1; 10 by default. A walk is one thing.
            return_exceptions: Whether to go on after a failure, and to return the exceptions with the results; `False`
                by default. If the iterable fails, its exception is also returned.
            options: Options of the calls and parts among the things; `None`, the default, for the options of the
                client. The options do not apply to pagers and awaitables.

        Returns:
            The results in the order of the things. With `return_exceptions`, a `Gathered` with results and exceptions
            by the index of the thing.

        Raises:
            ExceptionGroup: A thing failed, and `return_exceptions` is false. After the first failure, `gather` begins
                no further thing. It waits for the things under way, because they may be changing something. If code
                other than `gather` cancels a thing, the thing fails with a `DockerHubError`. The group also contains
                the error of an iterable that failed, or the error for an item of another type.
            Exception: The iterable failed with this exception, no thing failed, and `return_exceptions` is false.
                Raised after the things under way have ended.
            ArgumentTypeError: An argument has the wrong type, `things` is not the only positional argument, or an item
                of `things` has another type. For a collection, `gather` raises the error for an item before it begins a
                thing; for another iterable, after the things under way have ended. With `return_exceptions`, the cause
                of this error is a group of the failures, if there are any.
            ArgumentError: `limit` is below 1.
            BaseException: A thing raised an exception that is not an `Exception`, as `pytest.fail` does. Raised after
                the things under way have ended, even with `return_exceptions`. Only `KeyboardInterrupt` and
                `SystemExit` end the event loop at once.
        """
        if more:  # asyncio.gather accepts several arguments
            close_coroutines([things, *more])
            raise ArgumentTypeError(
                f"things: expected one list of things, got {len(more) + 1} arguments; put them into brackets, as in "
                "hub.gather([first, second])",
                argument="things",
            )
        check_number("limit", limit, whole=True, positive=True)
        check_flag("return_exceptions", return_exceptions)
        check_options(options)
        # `hasattr` would find the `__iter__` of an enumeration's metaclass, with which no member can be iterated.
        if isinstance(things, str | bytes) or not isinstance(cast("object", things), Iterable | AsyncIterable):
            close_coroutines([things])
            things = sealed(things)  # a path: otherwise the frame of the error would show its secrets
            raise ArgumentTypeError(
                f"things must be calls, pagers or coroutines in a list or the like; got {described(things)}",
                argument="things",
            )
        if isinstance(things, Collection):
            _check_things(things)
        runs = Runs(lambda thing: self._run_thing(thing, options), limit, keeps_going=return_exceptions)
        outcome = Gathered(*await runs.run(things))
        if return_exceptions:
            return outcome
        failures, results = list(outcome.errors.values()), sealed(list(outcome.results.values()))
        del outcome  # otherwise a traceback would show the results
        if failures:
            raise ExceptionGroup(f"calls failed: {len(failures)}", failures)
        return list(results)

    def _run_thing(self, thing: Any, options: CallOptions | None) -> Awaitable[Any]:
        """Return an awaitable of the result of a thing, as `gather` lists them."""
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


def _check_things(things: Collection[object]) -> None:
    """Check the items of a collection; after a wrong item, close coroutines.

    Raises:
        ArgumentTypeError: An item is not a thing.
    """
    problem = next(filter(None, map(problem_of, things)), None)
    if problem is not None:
        close_coroutines(things)
        raise problem

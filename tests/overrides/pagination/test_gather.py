import asyncio
import contextlib
import gc
import itertools
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import partial
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub.pagination.gather import Gathered, Gathering
from aiodockerhub_generated.types import Call, Operation, Sender

from tests.overrides.lists import ListServer, numbered


class Hub(Gathering):
    def __init__(self) -> None:
        self.server = ListServer(items=numbered(25))

    @property
    def _sender(self) -> Sender:
        return self.server

    def calls(self, count: int, taken: list[int] | None = None) -> Iterator[Call[int]]:
        """Calls whose results are their numbers."""
        operation = Operation(id="things.get", method="GET", path="/v2/things/{number}")
        for number in range(count):
            if taken is not None:
                taken.append(number)
            yield Call(operation=operation, path=f"/v2/things/{number}", decode=partial(_number, number))


def _number(number: int, payload: object, drift: object) -> int:
    del payload, drift
    return number


async def test_results_come_in_the_order_of_the_calls() -> None:
    hub = Hub()

    async def slower_first() -> None:
        for _ in range(20 - len(hub.server.requests)):
            await asyncio.sleep(0)

    hub.server.gate = slower_first
    assert await hub.gather(hub.calls(15), limit=5) == [*range(15)]
    assert hub.server.most_running == 5


async def test_calls_of_lists_give_their_first_page() -> None:
    hub = Hub()
    pages = await hub.gather(hub.server.call({"page_size": size}) for size in (3, 25))
    assert [(len(page), page.has_next) for page in pages] == [(3, True), (25, False)]
    assert len(await pages[0].next()) == 3


async def test_pagers_give_all_their_items() -> None:
    hub = Hub()
    lists = await hub.gather([hub.server.list(page_size=10), hub.server.list(page=3)])
    assert lists == [numbered(25), numbered(5, 20)]


async def test_parts_of_a_walk_give_their_items() -> None:
    hub = Hub()
    parts = await hub.server.list(page_size=4).split(3)
    assert await hub.gather(parts, limit=2) == [numbered(8), numbered(8, 8), numbered(9, 16)]
    outcome = await hub.gather(parts, return_exceptions=True)
    assert [*itertools.chain(*outcome.results.values())] == numbered(25)


async def test_coroutines_are_awaited_as_there_is_room() -> None:
    hub, running = Hub(), 0
    most = 0

    async def work(number: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return number

    assert await hub.gather((work(number) for number in range(9)), limit=4) == [*range(9)]
    assert most == 4
    assert await hub.gather([hub.server.list().take(3), hub.server.list().take(4)]) == [numbered(3), numbered(4)]


async def test_all_kinds_may_be_mixed() -> None:
    hub = Hub()
    things: list[Any] = [*hub.calls(1), hub.server.list(), hub.server.list().take(1)]
    assert await hub.gather(things) == [0, numbered(25), numbered(1)]


@pytest.mark.heavy
async def test_coroutines_that_are_not_begun_are_closed() -> None:
    begun: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)
        raise errors.ServerError("down", status_code=500)

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # "was never awaited"
        with pytest.raises(ExceptionGroup):
            await Hub().gather([work(number) for number in range(10)], limit=1)
        gc.collect()
    assert begun == [0]


async def test_what_cannot_be_gathered_is_refused() -> None:
    hub = Hub()
    with pytest.raises(errors.ArgumentError, match="things must be calls, pagers, parts of walks or coroutines; got "):
        await hub.gather([*hub.calls(2), "nginx"])  # type: ignore[arg-type] # the mistake
    assert hub.server.requests == []


async def test_what_is_under_way_is_finished_where_an_iterator_gives_something_else() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        done.append(number)

    things: Any = iter([work(0), work(1), "nginx"])
    with pytest.raises(errors.ArgumentError, match="things must be calls"):
        await Hub().gather(things, limit=3)
    assert done == [0, 1]


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_what_is_no_thing_hides_no_failure(limit: int) -> None:
    async def fail() -> None:
        raise ValueError("first")

    def things() -> Any:
        return iter([fail(), "nginx"])

    with pytest.raises(ExceptionGroup) as group:
        await Hub().gather(things(), limit=limit)
    kinds = [ValueError] if limit == 1 else [ValueError, errors.ArgumentTypeError]
    assert [type(error) for error in group.value.exceptions] == kinds
    with pytest.raises(errors.ArgumentTypeError) as caught:
        await Hub().gather(things(), limit=limit, return_exceptions=True)
    assert isinstance(caught.value.__cause__, ExceptionGroup)
    assert [str(error) for error in caught.value.__cause__.exceptions] == ["first"]


async def test_a_list_whose_call_is_a_value_is_walked() -> None:
    hub = Hub()
    assert await hub.walk(hub.server.call({"page_size": 7})).collect(prefetch=3) == numbered(25)
    with pytest.raises(errors.ArgumentError, match="call must be a call of a list or a part of"):
        _ = hub.walk(next(hub.calls(1)))  # type: ignore[arg-type] # the mistake


async def test_calls_are_taken_as_there_is_room() -> None:
    hub, taken = Hub(), list[int]()
    ahead = 0

    async def watch() -> None:
        nonlocal ahead
        await asyncio.sleep(0)
        ahead = max(ahead, len(taken) - len(hub.server.requests) + hub.server.running)

    hub.server.gate = watch
    await hub.gather(hub.calls(100, taken), limit=3)
    assert ahead <= 3


async def test_calls_may_come_from_an_asynchronous_iterable() -> None:
    hub = Hub()

    async def calls() -> AsyncIterator[Call[int]]:
        for call in hub.calls(4):
            await asyncio.sleep(0)
            yield call

    assert await hub.gather(calls(), limit=2) == [*range(4)]


async def test_nothing_to_call_gives_nothing() -> None:
    assert await Hub().gather([]) == []
    assert await Hub().gather([], return_exceptions=True) == Gathered()


async def test_failures_are_raised_as_a_group_and_nothing_is_begun_after_them() -> None:
    hub = Hub()
    fault = errors.ServerError("down", status_code=500)
    hub.server.faults = {4: fault}
    with pytest.raises(ExceptionGroup, match="calls failed: 1") as caught:
        await hub.gather(hub.calls(100), limit=3)
    assert caught.value.exceptions == (fault,)
    assert len(hub.server.requests) < 10
    assert hub.server.running == 0


async def test_failures_can_be_kept_apart() -> None:
    hub = Hub()
    hub.server.faults = {1: errors.NotFoundError("a", status_code=404), 3: ValueError("b")}
    outcome = await hub.gather(hub.calls(5), limit=1, return_exceptions=True)
    assert str(outcome.results) == "{0: 0, 2: 2, 4: 4}"
    assert outcome.errors == hub.server.faults


async def test_a_thing_that_something_else_cancels_is_a_failure() -> None:
    async def await_a_cancelled_future() -> int:
        future = asyncio.get_running_loop().create_future()
        future.cancel()
        await future
        return 0

    hub = Hub()
    things: list[Any] = [*hub.calls(1), await_a_cancelled_future()]
    outcome = await hub.gather(things, return_exceptions=True)
    assert outcome.results == {0: 0}
    assert str(outcome.errors[1]) == "things[1] was cancelled, although gather was not"
    assert isinstance(outcome.errors[1], errors.DockerHubError)
    assert isinstance(outcome.errors[1].__cause__, asyncio.CancelledError)
    with pytest.raises(ExceptionGroup, match="calls failed: 1"):
        await hub.gather([await_a_cancelled_future()])


@pytest.mark.parametrize("keep_going", [False, True])
async def test_what_is_no_exception_of_the_usual_kind_is_raised_as_it_is(keep_going: Any) -> None:
    async def fail_a_test() -> int:
        pytest.fail("an assertion in a thing")

    hub = Hub()
    things: list[Any] = [fail_a_test(), *hub.calls(20)]
    with pytest.raises(pytest.fail.Exception, match="an assertion in a thing"):
        await hub.gather(things, limit=2, return_exceptions=keep_going)
    assert len(hub.server.requests) < 20


@pytest.mark.parametrize("error", [KeyError("x"), pytest.fail.Exception("x")])
async def test_an_asynchronous_iterable_does_not_delay_a_failure(error: BaseException) -> None:
    begun, is_closed = list[int](), False

    async def thing(number: int) -> int:
        begun.append(number)
        if number == 0:
            raise error
        return number

    async def things() -> AsyncIterator[Any]:
        nonlocal is_closed
        try:
            yield thing(0)
            await asyncio.Event().wait()
            yield thing(1)
        finally:
            is_closed = True

    async with asyncio.timeout(10):
        with pytest.raises(ExceptionGroup if isinstance(error, Exception) else type(error)):
            await Hub().gather(things(), limit=3)
    assert begun == [0]
    assert is_closed


async def test_a_thing_that_comes_after_a_failure_is_closed() -> None:
    async def fail() -> int:
        raise KeyError

    async def things() -> AsyncIterator[Any]:
        yield fail()
        for _ in range(3):
            await asyncio.sleep(0)
        yield fail()

    with pytest.raises(ExceptionGroup, match="calls failed: 1"):
        await Hub().gather(things(), limit=3)


async def test_leaving_cancels_what_is_under_way() -> None:
    hub = Hub()
    hub.server.gate = asyncio.Event().wait
    task = asyncio.create_task(hub.gather(hub.calls(100), limit=7))
    for _ in range(5):
        await asyncio.sleep(0)
    assert hub.server.running == 7
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert hub.server.running == 0


async def cancel_something_else() -> None:
    future = asyncio.get_running_loop().create_future()
    future.cancel()
    await future


async def break_off() -> None:
    raise RuntimeError("no more things")


class Writes:
    """Things that take a while, and an iterable of them that fails after two of them.

    Attributes:
        done: Numbers of the things that have come to their end.
    """

    def __init__(self, fail: Callable[[], Coroutine[Any, Any, None]], *, is_refused: bool = False) -> None:
        self.fail, self.is_refused = fail, is_refused
        self.done = list[int]()

    async def write(self, number: int) -> int:
        for _ in range(10):
            await asyncio.sleep(0)
        self.done.append(number)
        if self.is_refused:
            raise KeyError(number)
        return number

    async def later(self) -> AsyncIterator[Any]:
        yield self.write(0)
        yield self.write(1)
        await self.fail()

    def at_once(self) -> Iterator[Any]:
        yield self.write(0)
        yield self.write(1)
        with contextlib.suppress(StopIteration):
            self.fail().send(None)
            raise asyncio.CancelledError


each_failure = pytest.mark.parametrize(
    ("fail", "kind", "said"),
    [
        (break_off, RuntimeError, "no more things"),
        (cancel_something_else, errors.DockerHubError, "the iterable of things was cancelled, although gather was not"),
    ],
)
each_iterable = pytest.mark.parametrize("things", [Writes.later, Writes.at_once])


@each_failure
@each_iterable
async def test_an_iterable_that_fails_lets_the_things_under_way_come_to_their_end(
    fail: Any, kind: type[Exception], said: str, things: Callable[[Writes], Any]
) -> None:
    writes = Writes(fail)
    with pytest.raises(kind, match=f"^{said}$"):
        await Hub().gather(things(writes), limit=5)
    assert writes.done == [0, 1]


@each_failure
@each_iterable
async def test_the_error_of_an_iterable_is_kept_with_the_results(
    fail: Any, kind: type[Exception], said: str, things: Callable[[Writes], Any]
) -> None:
    outcome = await Hub().gather(things(Writes(fail)), limit=5, return_exceptions=True)
    assert outcome.results == {0: 0, 1: 1}
    assert [(index, type(error), str(error)) for index, error in outcome.errors.items()] == [(2, kind, said)]


@each_failure
@each_iterable
async def test_the_error_of_an_iterable_hides_no_failure(
    fail: Any, kind: type[Exception], said: str, things: Callable[[Writes], Any]
) -> None:
    with pytest.raises(ExceptionGroup, match="calls failed: 2") as caught:
        await Hub().gather(things(Writes(fail, is_refused=True)), limit=5)
    assert [type(error) for error in caught.value.exceptions] == [KeyError, KeyError, kind]
    assert str(caught.value.exceptions[2]) == said


async def test_an_iterable_whose_task_something_else_cancels_fails() -> None:
    async def things() -> AsyncIterator[Any]:
        yield asyncio.sleep(0, 5)
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(0)

    outcome = await Hub().gather(things(), return_exceptions=True)
    assert outcome.results == {0: 5}
    assert str(outcome.errors[1]) == "the iterable of things was cancelled, although gather was not"


async def test_an_asynchronous_generator_that_is_not_at_its_end_is_closed() -> None:
    is_closed = False

    async def fail() -> int:
        raise KeyError

    async def things() -> AsyncIterator[Any]:
        nonlocal is_closed
        try:
            while True:
                yield fail()
        finally:
            is_closed = True

    generator = things()
    with pytest.raises(ExceptionGroup, match="calls failed: 1"):
        await Hub().gather(generator, limit=1)
    assert is_closed
    del generator


@pytest.mark.parametrize("limit", [0, 2.5, "3", None])
async def test_a_limit_that_makes_no_sense_is_refused(limit: Any) -> None:
    with pytest.raises(ValueError, match="limit must be a whole number of at least 1; got"):
        await Hub().gather([], limit=limit)

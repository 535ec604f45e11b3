"""When `gather` starts its next thing, and what a failure, a cancellation or a broken iterable ends."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest
from aiodockerhub import errors

from tests.overrides.pagination.gatherer import Hub


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

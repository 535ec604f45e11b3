import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub.pagination.gather import Gathered, Gathering
from aiodockerhub_generated.types import Call, CallOptions, Sender

from tests.overrides.lists import Item, ListServer, numbered


class Hub(Gathering):
    def __init__(self) -> None:
        self.server = ListServer("plain", numbered(1))

    @property
    def _sender(self) -> Sender:
        return self.server

    def calls(self, count: int, taken: list[int] | None = None) -> Iterator[Call[list[Item]]]:
        for number in range(count):
            if taken is not None:
                taken.append(number)
            yield self.server.call({"number": number})


def numbers_as_results(hub: Hub) -> None:
    send = hub.server.send

    async def answer(call: Call[list[Item]], options: CallOptions | None = None) -> object:
        await send(call, options)
        return int(dict(call.query)["number"])

    hub.server.send = answer  # type: ignore[method-assign, assignment]


async def test_results_come_in_the_order_of_the_calls() -> None:
    hub = Hub()
    numbers_as_results(hub)

    async def slower_first() -> None:
        for _ in range(20 - len(hub.server.requests)):
            await asyncio.sleep(0)

    hub.server.gate = slower_first
    assert await hub.gather(hub.calls(15), limit=5) == [*range(15)]
    assert hub.server.most_running == 5


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

    async def calls() -> AsyncIterator[Call[list[Item]]]:
        for call in hub.calls(4):
            await asyncio.sleep(0)
            yield call

    assert await hub.gather(calls(), limit=2) == [numbered(1)] * 4


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
    numbers_as_results(hub)
    hub.server.faults = {1: errors.NotFoundError("a", status_code=404), 3: ValueError("b")}
    outcome = await hub.gather(hub.calls(5), limit=1, return_exceptions=True)
    assert str(outcome.results) == "{0: 0, 2: 2, 4: 4}"
    assert outcome.errors == hub.server.faults


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


async def test_an_iterable_that_breaks_ends_the_others() -> None:
    hub = Hub()
    hub.server.gate = asyncio.Event().wait

    def calls() -> Iterator[Call[list[Item]]]:
        yield from hub.calls(2)
        raise RuntimeError("no more calls")

    with pytest.raises(RuntimeError, match="no more calls"):
        await hub.gather(calls(), limit=5)
    assert hub.server.running == 0


@pytest.mark.parametrize("limit", [0, 2.5, "3", None])
async def test_a_limit_that_makes_no_sense_is_refused(limit: Any) -> None:
    with pytest.raises(ValueError, match="limit must be a whole number of at least 1; got"):
        await Hub().gather([], limit=limit)

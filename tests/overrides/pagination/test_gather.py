"""What `gather` takes, and what it returns."""

import asyncio
import gc
import itertools
import warnings
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub.pagination.gather import Gathered
from aiodockerhub_generated.types import Call

from tests.overrides.lists import numbered
from tests.overrides.pagination.gatherer import Hub


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


@pytest.mark.parametrize("limit", [0, 2.5, "3", None])
async def test_a_limit_that_makes_no_sense_is_refused(limit: Any) -> None:
    with pytest.raises(ValueError, match="limit must be a whole number of at least 1; got"):
        await Hub().gather([], limit=limit)

"""A walk stays where it was after a step that was cancelled or failed, and ends only where its list does."""

import asyncio
import gc
import random
import weakref
from typing import Any

import pytest
from aiodockerhub import Page, errors

from tests.overrides.lists import Item, ListServer, numbered


async def read_on(walk: Any, failure: type[BaseException]) -> list[Any]:
    """Read a walk to the end, and continue after each error of a type."""
    read: list[Any] = []
    while True:
        try:
            read.append(await anext(walk))
        except failure:
            continue
        except StopAsyncIteration:
            return read


@pytest.mark.parametrize("prefetch", [0, 1, 2, 5])
@pytest.mark.parametrize("turns", range(1, 6))
async def test_step_that_is_cancelled_at_any_turn_is_repeated_by_the_next(turns: int, prefetch: int) -> None:
    server = ListServer(items=numbered(45))
    walk = server.list(page_size=10).items(prefetch=prefetch)
    read: list[Item] = []
    while True:
        step = asyncio.ensure_future(anext(walk))
        for _ in range(turns):
            await asyncio.sleep(0)
        if not step.done():
            step.cancel()
            await asyncio.wait([step])
            assert server.running == 0, "requests outlive the step that was cancelled"
        try:
            read.append(step.result() if not step.cancelled() else await anext(walk))
        except StopAsyncIteration:
            break
    assert read == numbered(45)


@pytest.mark.parametrize("unique", [False, True])
@pytest.mark.parametrize("prefetch", [1, 4])
async def test_step_that_fails_is_repeated_by_the_next(prefetch: int, unique: bool) -> None:
    server = ListServer(items=numbered(45))
    for number in (1, 4, 5, 9):
        server.faults[number] = errors.ServerError("busy", status_code=503)
    walk = server.list(page_size=10).items(prefetch=prefetch, unique=unique)
    assert await read_on(walk, errors.ServerError) == numbered(45)
    with pytest.raises(StopAsyncIteration):
        await anext(walk)


@pytest.mark.parametrize("unique", [False, True])
async def test_page_whose_callback_fails_is_not_lost(unique: bool) -> None:
    calls = 0

    async def on_page(number: int, items: int, total: int | None) -> None:
        nonlocal calls
        calls += 1
        if calls % 2:
            raise KeyError(number, items, total)

    server = ListServer(items=numbered(25))
    walk = server.list(page_size=10).items(unique=unique, on_page=on_page)
    assert await read_on(walk, KeyError) == numbered(25)


@pytest.mark.parametrize("unique", [False, True])
async def test_a_walk_ends_though_the_server_mixes_its_items_anew_for_each_page(unique: bool) -> None:
    server = ListServer(items=numbered(40))
    server.edit = lambda response: {
        "count": 40,
        "next": "https://elsewhere.example/?page=1000",
        "results": random.Random(len(server.requests)).sample(numbered(40), 10),
    }
    server.not_found = False
    with pytest.raises(errors.PagingError, match="goes in circles: the items of one page came again"):
        await server.list(page_size=10).collect(unique=unique)


async def test_a_walk_does_not_end_by_the_stop_of_another_iterator() -> None:
    """As a hook raises it that awaits `anext` of an iterator which has ended."""
    server = ListServer(items=numbered(45))
    server.faults[2] = StopAsyncIteration()
    walk = server.list(page_size=10).items()
    read = [await anext(walk) for _ in range(20)]
    with pytest.raises(RuntimeError, match="StopAsyncIteration") as caught:
        await anext(walk)
    assert isinstance(caught.value.__cause__, StopAsyncIteration)
    assert read + await read_on(walk, RuntimeError) == numbered(45)


@pytest.mark.parametrize("limit", [1, 10, 15, 20])
async def test_limit_counts_what_was_handed_out_though_steps_failed(limit: int) -> None:
    server = ListServer(items=numbered(45))
    server.faults[1] = errors.ServerError("busy", status_code=503)
    walk = server.list(page_size=10).items(limit=limit)
    assert await read_on(walk, errors.ServerError) == numbered(45)[:limit]


async def test_walk_is_read_by_one_at_a_time() -> None:
    server = ListServer(items=numbered(25))
    walk = server.list(page_size=10).pages()
    first: asyncio.Future[Page[Item]] = asyncio.ensure_future(anext(walk))
    await asyncio.sleep(0)
    with pytest.raises(errors.UsageError, match="waits for a page already"):
        await anext(walk)
    assert (await first).items == numbered(10)
    await walk.aclose()


async def test_walk_that_was_closed_is_over() -> None:
    server = ListServer(items=numbered(25))
    walk = server.list(page_size=10).items(prefetch=3)
    await anext(walk)
    await walk.aclose()
    assert server.running == 0
    with pytest.raises(StopAsyncIteration):
        await anext(walk)


async def test_walk_that_is_dropped_ends_its_requests_in_silence_even_in_a_circle() -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    server = ListServer(items=numbered(200))
    server.before = lambda _: None
    walk: Any = server.list(page_size=10).items(prefetch=6)
    await anext(walk)
    circle = [walk]
    circle.append(circle)
    gone = weakref.ref(walk)
    del walk, circle
    gc.collect()
    assert gone() is None
    for _ in range(3):
        await asyncio.sleep(0)
    gc.collect()
    assert server.running == 0
    assert complaints == []


def test_arguments_of_a_walk_are_checked_when_it_is_made() -> None:
    server = ListServer(items=numbered(5))
    with pytest.raises(errors.ArgumentError, match=r"^limit must be"):
        server.list().items(limit=-1)
    assert server.requests == []


@pytest.mark.parametrize("prefetch", [1, 4])
async def test_closing_a_walk_ends_the_step_that_another_task_waits_for(prefetch: int) -> None:
    server, held = ListServer(items=numbered(300)), asyncio.Event()
    walk = server.list().pages(prefetch=prefetch)
    await anext(walk)
    server.gate = held.wait
    step = asyncio.create_task(read_on(walk, errors.UsageError))
    for _ in range(5):
        await asyncio.sleep(0)
    await walk.aclose()
    held.set()
    pages = await asyncio.wait_for(step, 10)
    assert len(pages) <= (1 if prefetch > 1 else 0)  # what was there already
    assert server.running == 0
    with pytest.raises(StopAsyncIteration):
        await anext(walk)


async def test_a_walk_that_its_own_callback_closes_is_over_after_that_page() -> None:
    walk: Any = None

    async def close(number: int, *_: object) -> None:
        await walk.aclose()

    walk = ListServer(items=numbered(300)).list().pages(on_page=close)
    assert len(await read_on(walk, errors.UsageError)) == 1


async def test_what_is_no_exception_leaves_no_request_behind_while_the_walk_is_held() -> None:
    class Stop(BaseException):
        pass

    def stop(number: int, *_: object) -> None:
        if number == 2:
            raise Stop

    server = ListServer(items=numbered(900))
    walk = server.list().pages(prefetch=6, on_page=stop)
    await anext(walk)
    server.gate = asyncio.Event().wait
    with pytest.raises(Stop):
        await anext(walk)
    for _ in range(5):
        await asyncio.sleep(0)
    assert server.running == 0
    await walk.aclose()

"""Pages are requested ahead, no more than asked for, and none is left under way."""

import asyncio
import gc
import itertools
from contextlib import aclosing

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Paging

from tests.overrides.lists import Item, ListServer, numbered


async def test_an_error_of_a_page_that_is_never_read_is_nobodys() -> None:
    server = ListServer("audit logs", numbered(25))
    past_the_end = errors.ServerError("past the end", status_code=500)
    server.before = lambda number: (
        server.faults.update({number: past_the_end}) if int(server.requests[number].get("page", 1)) > 4 else None
    )
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    got: list[Item] = []
    async for item in server.list(page_size=10).items(prefetch=8):
        got.extend([item])
        await asyncio.sleep(0)
    assert got == numbered(25)
    assert server.faults
    gc.collect()
    assert not complaints


async def test_prefetch_keeps_so_many_requests_under_way_and_no_more() -> None:
    server = ListServer(items=numbered(1000))
    await server.list(page_size=10).collect(prefetch=4)
    assert server.most_running == 4
    assert len(server.requests) == 100
    held = 0
    async with aclosing(server.list(page_size=10).pages(prefetch=4)) as pages:
        async for page in pages:
            for _ in range(10):
                await asyncio.sleep(0)
            asked = max(int(request.get("page", 1)) for request in server.requests[100:])
            held = max(held, asked - page.number + 1)
    assert held == 4, "pages that were asked for and not read yet, the reader's own included"


async def test_without_prefetch_the_next_page_is_requested_when_it_is_needed() -> None:
    server = ListServer(items=numbered(50))
    async with aclosing(server.list(page_size=10).pages()) as pages:
        await anext(pages)
        await asyncio.sleep(0)
        assert len(server.requests) == 1


async def test_a_list_of_one_page_costs_one_request_too_many_at_most() -> None:
    server = ListServer(items=numbered(5))
    await server.list(page_size=10).collect(prefetch=50)
    assert len(server.requests) <= 2


async def test_order_is_kept_when_responses_overtake_each_other() -> None:
    server = ListServer(items=numbered(200))
    waiting: list[asyncio.Event] = []

    async def gate() -> None:
        event = asyncio.Event()
        waiting.append(event)
        asyncio.get_running_loop().call_soon(lambda: waiting.pop().set() if len(waiting) > 2 else None)
        asyncio.get_running_loop().call_later(0.001, event.set)
        await event.wait()

    server.gate = gate
    assert await server.list(page_size=10).collect(prefetch=6) == numbered(200)


@pytest.mark.parametrize("leave", ["break", "error", "cancel"])
async def test_leaving_the_loop_cancels_what_is_under_way(leave: str) -> None:
    server = ListServer(items=numbered(500))
    never = asyncio.Event()

    async def gate() -> None:
        if len(server.requests) > 2:
            await never.wait()

    server.gate = gate
    before = asyncio.all_tasks()

    async def walk() -> None:
        async for item in server.list(page_size=10).items(prefetch=5):
            if item["id"] == "i15":
                await asyncio.sleep(0)
                assert server.running
                if leave == "error":
                    raise RuntimeError
                if leave == "break":
                    break

    task = asyncio.create_task(walk())
    for _ in range(20):
        await asyncio.sleep(0)
    if leave == "cancel":
        task.cancel()
    await asyncio.wait([task])
    assert (task.cancelled(), task.cancelled() or bool(task.exception())) == (leave == "cancel", leave != "break")
    for _ in range(5):
        await asyncio.sleep(0)
    assert server.running == 0
    assert asyncio.all_tasks() == before


async def test_a_page_asked_for_too_early_is_asked_for_again() -> None:
    server = ListServer(items=numbered(20))
    turns = itertools.chain([0, 9, 0], itertools.repeat(0))  # page 2 is late: there is no page 3 before

    async def gate() -> None:
        for _ in range(next(turns)):
            await asyncio.sleep(0)

    def grow(number: int) -> None:
        if server.requests[number].get("page") == "2":
            server.items += numbered(10, 20)

    server.gate, server.before = gate, grow
    server.edit = lambda response: {**response, "count": 1000}
    assert await server.list(page_size=10).collect(prefetch=3) == numbered(len(server.items))


async def test_lists_without_any_hint_of_size_are_not_requested_ahead() -> None:
    server = ListServer(items=numbered(60), paging=Paging())
    assert await server.list().collect(prefetch=4) == numbered(60)


async def test_two_pages_ahead_are_under_way_at_the_same_time() -> None:
    server = ListServer(items=numbered(200))
    assert await server.list(page_size=10).collect(prefetch=2) == numbered(200)
    assert server.most_running == 2

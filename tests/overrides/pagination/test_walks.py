"""Random walks over random lists, compared with what a model of the list predicts."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Cursor
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import STYLES, Change, Item, ListServer, Turns, change, check_walk, numbered, predict

T = TypeVar("T")

styles = st.sampled_from(sorted(STYLES))
sizes = st.none() | st.integers(1, 12)
delays = st.lists(st.integers(0, 6), min_size=1, max_size=8)
changes = st.dictionaries(
    st.integers(0, 12), st.lists(st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 60)), max_size=3)
)


def serve(style: str, count: int, cap: int = 100, late: Sequence[int] = (0,)) -> ListServer:
    server = ListServer(style, numbered(count))
    server.cap = cap
    ticks = itertools.cycle(late)

    async def gate() -> None:
        for _ in range(next(ticks)):
            await asyncio.sleep(0)

    server.gate = gate
    return server


def run(server: ListServer, walk: Callable[[], Awaitable[T]]) -> T:
    """Run a walk, and check that afterwards no request and no task is running, and no error was reported."""

    async def checked() -> T:
        complaints: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        result = await walk()
        for _ in range(3):
            await asyncio.sleep(0)
        assert server.running == 0
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert not complaints
        return result

    return asyncio.run(checked())


def sized(server: ListServer, size: int | None) -> dict[str, int]:
    return {} if size is None or server.paging.style == "single" else {server.paging.size: size}


@pytest.mark.heavy
@given(
    style=styles,
    count=st.integers(0, 60),
    size=sizes,
    cap=st.integers(3, 100),
    prefetch=st.integers(0, 9),
    limit=st.none() | st.integers(0, 70),
    unique=st.booleans(),
    late=delays,
)
def test_a_list_at_rest_is_walked_exactly(
    *,
    style: str,
    count: int,
    size: int | None,
    cap: int,
    prefetch: int,
    limit: int | None,
    unique: bool,
    late: list[int],
) -> None:
    server = serve(style, count, max(cap, STYLES[style].default_size or 0), late)
    progress: list[tuple[int, int, int | None]] = []

    async def walk() -> list[Item]:
        return await server.list(**sized(server, size)).collect(
            limit=limit, prefetch=prefetch, unique=unique, on_page=lambda *report: progress.append(report)
        )

    assert run(server, walk) == numbered(count)[:limit]
    assert server.most_running <= max(prefetch, 1)
    assert [report[0] for report in progress] == [*range(1, len(progress) + 1)]
    if limit is None:
        assert progress[-1][1] == count


@pytest.mark.heavy
@given(
    style=styles,
    count=st.integers(0, 60),
    size=sizes,
    prefetch=st.integers(1, 6),
    broken=st.sets(st.integers(0, 30), max_size=6),
    late=delays,
)
def test_faults_come_in_order_and_a_resumed_walk_loses_nothing(
    *, style: str, count: int, size: int | None, prefetch: int, broken: set[int], late: list[int]
) -> None:
    server = serve(style, count, late=late)
    server.faults = {number: errors.ServerError("try later", status_code=503) for number in broken}

    async def walk() -> list[Item]:
        got: list[Item] = []
        cursor: Cursor | None = None
        while True:
            pager = server.list(**sized(server, size))
            try:
                async for item in (pager if cursor is None else pager.resume(str(cursor))).items(prefetch=prefetch):
                    got += [item]
            except errors.ServerError as error:
                cursor = error.cursor
            else:
                return got
            assert cursor is not None
            assert cursor.items == len(got)

    assert run(server, walk) == numbered(count)


@pytest.mark.heavy
@given(style=styles, size=sizes, prefetch=st.integers(1, 9), leave=st.integers(1, 59), late=delays)
def test_leaving_at_any_item_leaves_nothing_behind(
    style: str, size: int | None, prefetch: int, leave: int, late: list[int]
) -> None:
    server = serve(style, 60, late=late)

    async def walk() -> list[Item]:
        got: list[Item] = []
        async for item in server.list(**sized(server, size)).items(prefetch=prefetch):
            got += [item]
            if len(got) == leave:
                break
        for _ in range(20):
            await asyncio.sleep(0)
        return got

    assert run(server, walk) == numbered(leave)


def newcomers() -> Iterator[Item]:
    return ({"id": f"new{number}"} for number in itertools.count())


@pytest.mark.heavy
@given(style=styles, count=st.integers(0, 50), size=st.integers(4, 12), schedule=changes, unique=st.booleans())
def test_a_list_that_changes_is_walked_as_a_reader_of_its_pages_would(
    style: str, count: int, size: int, schedule: dict[int, list[Change]], unique: bool
) -> None:
    server = serve(style, count)
    fresh = newcomers()
    turns = Turns(server.paging)

    def before(request: int) -> None:
        number = turns.number(request, server.requests[request].get(server.paging.page, "1"))
        if not server.ended and number is not None:
            change(server.items, schedule.get(number, []), fresh)

    server.before = before
    expected = predict(server.paging, numbered(count), size, schedule, newcomers())
    if unique:
        expected = [item for index, item in enumerate(expected) if item not in expected[:index]]

    async def walk() -> list[Item]:
        items: list[Item] = []
        with suppress(errors.ListChangedError):  # raised after all pages: added and deleted items seem to have moved
            async for page in server.list(**sized(server, size)).pages(unique=unique):
                items += page.items
        return items

    check_walk(run(server, walk), expected)


@pytest.mark.heavy
@given(
    style=styles,
    count=st.integers(0, 50),
    size=st.integers(3, 12),
    prefetch=st.integers(2, 6),
    schedule=changes,
    late=delays,
)
@example(  # page 4 gets an item at its end between the requests for it and for page 5
    style="audit logs",
    count=9,
    size=3,
    prefetch=5,
    schedule={
        6: [("insert", 45), ("insert", 53)],
        8: [("delete", 29), ("delete", 23), ("insert", 49)],
        12: [("insert", 56)],
    },
    late=[0, 3, 4, 3, 0, 4],
)
@example(  # the item that comes at request 10 gives page 7 a link again, after page 8 was missing twice
    style="links",
    count=45,
    size=6,
    prefetch=3,
    schedule={3: [("insert", 0), ("delete", 0), ("delete", 0)], 5: [("delete", 0), ("delete", 0)], 10: [("insert", 0)]},
    late=[0, 0, 0, 0, 0, 1],
)
def test_prefetching_a_list_that_changes_ends_and_loses_no_item_that_stayed_in_place(
    *, style: str, count: int, size: int, prefetch: int, schedule: dict[int, list[Change]], late: list[int]
) -> None:
    server = serve(style, count, late=late)
    fresh = newcomers()
    all_ids: set[str] = {item["id"] for item in server.items}
    # The part of the list before the first place that any change touches.
    still = min((index for wanted in schedule.values() for _, index in wanted), default=count)

    def before(number: int) -> None:
        change(server.items, schedule.get(number, []), fresh)
        all_ids.update(item["id"] for item in server.items)

    server.before = before

    async def walk() -> list[Item]:
        pager, items = server.list(**sized(server, size)), list[Item]()
        while True:
            is_at_rest = len(server.requests) > max(schedule, default=-1)
            try:
                async for item in pager.items(prefetch=prefetch, unique=True):
                    items += [] if item in items else [item]
            except errors.IncompleteListError as error:  # a change between two requests may look like a missing page
                assert not is_at_rest, "a list at rest is whole"
                pager = server.list(**sized(server, size)).resume(str(error.cursor))
            except errors.ListChangedError:  # after all pages, because deleted items may seem to have moved
                assert schedule, "a list at rest is whole"
                return items
            else:
                return items

    got = [item["id"] for item in run(server, walk)]
    assert set(got) <= all_ids
    assert len(got) == len(set(got))
    assert got[: min(still, count)] == [item["id"] for item in numbered(count)[:still]]


@pytest.mark.slow(seconds=10)
def test_walking_a_hundred_thousand_items_takes_a_few_hundred_bytes_a_page() -> None:
    import gc
    import tracemalloc

    class Endless(ListServer):
        def respond(self, query: dict[str, str]) -> Any:
            page = int(query.get("page", 1))
            return {
                "count": 100_000,
                "next": "more" if page < 1000 else None,
                "results": [{"id": f"{page}-{number}", "text": "x" * 100} for number in range(100)],
            }

    server = Endless()

    class Forgetful(list[Any]):
        def append(self, item: object) -> None:
            """Keep no record of a thousand requests: it would be what grows."""

    server.requests = Forgetful()

    async def walk() -> tuple[int, int]:
        held: dict[int, int] = {}
        count = 0
        async for _ in server.list().items(prefetch=4):
            count += 1
            if count in {20_000, 100_000}:
                gc.collect()  # a peak, or what waits for the collector, would differ by several pages from run to run
                held[count] = tracemalloc.get_traced_memory()[0]
        assert count == 100_000
        return held[20_000], held[100_000]

    tracemalloc.start()
    try:
        early, late = run(server, walk)
    finally:
        tracemalloc.stop()
    assert late - early < 800 * 60, "what remembers 800 pages further"


settings.register_profile("walks", deadline=None)
settings.load_profile("walks")

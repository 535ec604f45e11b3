"""Whatever fails or changes on the way, no walk is short without an error."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from aiodockerhub import errors
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import PAGED, STYLES, Change, Item, change, numbered
from tests.overrides.pagination.faulty_server import NO_PAGES, NOT_FOUND, FaultyServer, walk, with_no_items

FAULTS: dict[str, Any] = {"404": NOT_FOUND, "empty": with_no_items, **NO_PAGES}
faults = st.dictionaries(st.integers(0, 9), st.tuples(st.sampled_from(sorted(FAULTS)), st.none() | st.integers(1, 3)))
changes = st.dictionaries(
    st.integers(0, 14), st.lists(st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 60)), max_size=12)
)


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(sorted(STYLES)),
    count=st.integers(0, 60),
    size=st.integers(2, 12),
    prefetch=st.integers(1, 8),
    wrong=faults,
    late=st.lists(st.integers(0, 5), min_size=1, max_size=6),
)
@example(style="links", count=30, size=10, prefetch=1, wrong={2: ("404", None)}, late=[0])
def test_no_walk_is_short_without_an_error(
    *, style: str, count: int, size: int, prefetch: int, wrong: dict[int, tuple[str, int | None]], late: list[int]
) -> None:
    server = FaultyServer(style, count, size)
    bare = server.paging.items is None or server.paging.style == "single"
    for place, (kind, times) in wrong.items():
        if not (bare and (kind in {"array", "empty"} or callable(FAULTS[kind]))):  # those are right responses there
            server.wrong[place] = FAULTS[kind]
            if times is not None:
                server.times[place] = times
    if server.paging.next is server.paging.total is None:
        for place, kind in [*server.wrong.items()]:
            if kind in (with_no_items, NOT_FOUND) and ((place + 1) * size >= count or place + 1 in server.wrong):
                del server.wrong[place]  # no items, and none on the page after it, is how such a list ends
    promised = count > size if server.paging.next else server.paging.total is not None
    if server.wrong.get(0) is with_no_items and not promised:
        del server.wrong[0]  # nothing tells such a list from one that is empty
    server.gate = _gate(late)

    async def finished() -> list[Item]:
        got, error = await walk(server, prefetch)
        assert got == numbered(count)[: len(got)]
        if error is None:
            return got
        server.wrong.clear()  # mended: the walk goes on
        rest = server.sized().resume(error.cursor)
        return [*got, *await rest.collect(prefetch=prefetch)]

    assert asyncio.run(finished()) == numbered(count)


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(PAGED),
    count=st.integers(0, 60),
    size=st.integers(2, 12),
    prefetch=st.integers(1, 8),
    schedule=changes,
    late=st.lists(st.integers(0, 5), min_size=1, max_size=6),
)
def test_a_walk_of_a_list_that_grows_and_shrinks_ends_where_the_list_does(
    *, style: str, count: int, size: int, prefetch: int, schedule: dict[int, list[Change]], late: list[int]
) -> None:
    server = FaultyServer(style, count, size)
    fresh = ({"id": f"new{number}"} for number in itertools.count())
    lengths = [count]

    def before(number: int) -> None:
        change(server.items, schedule.get(number, []), fresh)
        lengths.append(len(server.items))

    server.before = before
    server.gate = _gate(late)
    got, error = asyncio.run(walk(server, prefetch))
    assert error is None or isinstance(error, errors.IncompleteListError | errors.ListChangedError)
    if error is None:
        assert len(got) >= min(lengths), "shorter than the list ever was"


def _gate(late: list[int]) -> Callable[[], Any]:
    ticks = itertools.cycle(late)

    async def gate() -> None:
        for _ in range(next(ticks)):
            await asyncio.sleep(0)

    return gate

"""Parts of a walk: values that together have every item once, and that say so where the list has changed."""

import asyncio
import itertools
import json
import pickle
import subprocess
import sys
from typing import Any, cast

import pytest
from aiodockerhub import errors
from aiodockerhub.pagination.gather import Gathering
from aiodockerhub_generated.types import CallOptions, Pager, Sender, WalkPart
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.overrides.lists import STYLES, Change, Item, ListServer, change, numbered

SPLIT = [name for name, paging in STYLES.items() if paging.style != "single" and paging.total]
prefetches = pytest.mark.parametrize("prefetch", [1, 4])


class Hub(Gathering):
    def __init__(self, server: ListServer) -> None:
        self.server = server

    @property
    def _sender(self) -> Sender:
        return self.server


def copied(part: WalkPart[Item]) -> WalkPart[Item]:
    """Copy a part by pickling, as another process would get it."""
    return cast("WalkPart[Item]", pickle.loads(pickle.dumps(part)))


def walk(server: ListServer, part: WalkPart[Item]) -> Pager[Item]:
    return Hub(server).walk(copied(part))


@pytest.mark.unmeasured
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 95, 100])
@pytest.mark.parametrize("parts", [1, 2, 3, 7, 99])
async def test_parts_have_every_item_once_and_in_order(style: str, size: int, parts: int) -> None:
    server = ListServer(style, numbered(size))
    pager = server.list(**({} if server.paging.style == "single" else {server.paging.size: 10}))
    made = await pager.split(parts)
    assert len(server.requests) == (2 if style == "audit logs" and size == 0 else 1), "an empty page may be wrong once"
    assert 1 <= len(made) <= parts
    assert [(part.number, part.of) for part in made] == [(number, len(made)) for number in range(1, len(made) + 1)]
    if style in SPLIT:
        assert len(made) == min(parts, max(1, -(-size // 10)))
    got = [await walk(server, part).collect(prefetch=2) for part in made]
    assert [*itertools.chain(*got)] == numbered(size)
    if len(made) > 1:
        assert max(map(len, got)) - min(map(len, got)) < 20, "they are of about the same size"


@pytest.mark.parametrize("style", SPLIT)
async def test_a_walk_is_split_into_the_largest_pages_even_where_the_server_caps_them(style: str) -> None:
    server = ListServer(style, numbered(250))
    server.cap = 40
    got = [await walk(server, part).collect() for part in await server.list().split(4)]
    assert [*itertools.chain(*got)] == numbered(250)


@pytest.mark.parametrize("style", [name for name in SPLIT if STYLES[name].style == "page"])
@pytest.mark.parametrize("hidden", [{0, 1, 2, 3}, {0, 1, 2, 3, 10}, {0, 1, 2, 3, 10, 11, 12, 13}])
async def test_a_list_whose_first_page_is_short_for_good_can_be_split(style: str, hidden: set[int]) -> None:
    server = ListServer(style, numbered(500))
    items, names = str(server.paging.items), {f"i{number}" for number in hidden}
    server.edit = lambda response: {**response, items: [item for item in response[items] if item["id"] not in names]}
    parts = await server.list(**{server.paging.size: 10}).split(20)
    assert len(server.requests) in {3, 5}  # the page twice, page 2, and if that is as short the last page twice
    got = [await walk(server, part).collect() for part in parts]
    assert [*itertools.chain(*got)] == [item for item in numbered(500) if item["id"] not in names]
    assert max(map(len, got)) - min(map(len, got)) < 20


@pytest.mark.unmeasured
@pytest.mark.parametrize("style", SPLIT)
@pytest.mark.parametrize("total", [10**400, 10**4_200])
async def test_a_count_beyond_all_numbers_breaks_no_arithmetic(style: str, total: int) -> None:
    server = ListServer(style, numbered(250))
    server.edit = lambda response: {**response, str(server.paging.total): total}
    for part in await server.list().split(3):
        with pytest.raises(errors.PagingError):  # there is not so much of the list
            await walk(server, part).collect(prefetch=4)


async def test_lists_without_a_count_have_one_part() -> None:
    server = ListServer("audit logs", numbered(95))
    (part,) = await server.list(page_size=10).split(5)
    assert await walk(server, part).collect() == numbered(95)


async def test_what_is_left_of_a_walk_can_be_split() -> None:
    for style in SPLIT:
        server = ListServer(style, numbered(95))
        page = await server.list(**{server.paging.size: 10})
        parts = await server.list().resume((await page.next()).cursor).split(3)
        got = [await walk(server, part).collect() for part in parts]
        assert [*itertools.chain(*got)] == numbered(75, 20)
        assert len(got) == 3


@pytest.mark.parametrize("parts", [1, 4])
async def test_a_resumed_walk_that_is_split_says_that_its_list_has_changed_in_the_pause(parts: int) -> None:
    server = ListServer(items=numbered(100))
    page = await server.list(page_size=10)
    del server.items[3]
    made = await server.list(page_size=10).resume(page.cursor).split(parts)
    assert len(made) == parts
    with pytest.raises(errors.ListChangedError):
        await walk(server, made[0]).collect()
    rest = [*itertools.chain(*[await walk(server, part).collect() for part in made[1:]])]
    assert rest == server.items[len(server.items) - len(rest) :]


async def test_parts_and_cursors_have_the_query_of_the_options() -> None:
    server = ListServer(items=numbered(40))
    parts = await (listed := server.paginate(server.call({"page_size": 10}), CallOptions(query={"name": "x"}))).split(2)
    assert [*itertools.chain(*[await walk(server, part).collect() for part in parts])] == numbered(40)
    assert all(query["name"] == "x" for query in server.requests)
    page = await listed
    with pytest.raises(errors.ArgumentError, match="with other arguments"):
        await server.list(page_size=10).resume(page.cursor)
    assert await listed.resume(str(page.cursor)).collect() == numbered(30, 10)


async def test_a_secret_in_the_query_of_the_options_stays_hidden_in_parts() -> None:
    server, options = ListServer(items=numbered(40)), CallOptions(query={"access_token": "dckr_oat_dummy"})
    (part, _) = await server.paginate(server.call({"page_size": 10}), options).split(2)
    assert server.requests[0]["access_token"] == "dckr_oat_dummy"
    assert "dckr_oat_dummy" not in repr(part)
    with pytest.raises(TypeError):
        pickle.dumps(part)


@prefetches
async def test_a_part_requests_its_own_pages_and_the_two_that_it_checks_them_against(prefetch: int) -> None:
    server = ListServer(items=numbered(95))
    parts = await server.list(page_size=10).split(3)
    server.requests.clear()
    assert await walk(server, parts[1]).collect(prefetch=prefetch) == numbered(30, 30)
    pages = [request.get("page", "1") for request in server.requests]
    assert sorted(pages) == ["1", "3", "4", "5", "6"], "its own, the one before, and page 1"


@pytest.mark.parametrize("style", SPLIT)
async def test_a_part_that_is_resumed_at_its_end_has_nothing_more(style: str) -> None:
    server = ListServer(style, numbered(60))
    for part in await server.list(**{server.paging.size: 10}).split(3):
        cursors = [page.cursor async for page in walk(server, part).pages()]
        assert await walk(server, part).resume(cursors[-1]).collect() == []


async def read_by_next(pager: Pager[Item]) -> list[Item]:
    page = await pager
    items = [*page]
    while page.has_next:
        page = await page.next()
        items += page
    with pytest.raises(errors.LastPageError):
        await page.next()
    return items


@pytest.mark.parametrize("style", SPLIT)
@pytest.mark.parametrize("size", [7, 10])
async def test_a_part_ends_where_it_ends_in_every_way_of_walking(style: str, size: int) -> None:
    server = ListServer(style, numbered(60))
    parts = await server.list(**{server.paging.size: size}).split(3)
    by_next = [await read_by_next(walk(server, part)) for part in parts]
    assert [*itertools.chain(*by_next)] == numbered(60)
    for part, items in zip(parts, by_next, strict=True):
        pages = [page async for page in walk(server, part).pages()]
        assert [*itertools.chain(*pages)] == await walk(server, part).collect() == items
        assert part.stop is None or [page.has_next for page in pages] == [True] * (len(pages) - 1) + [False]
        after = await walk(server, part).resume(pages[-1].cursor)
        assert (after.items, after.has_next) == ([], False)
        assert await read_by_next(walk(server, part).resume(pages[0].cursor)) == items[size:]


@pytest.mark.parametrize("style", SPLIT)
async def test_a_part_refuses_the_cursors_of_others(style: str) -> None:
    server = ListServer(style, numbered(60))
    parts = await server.list(**{server.paging.size: 5}).split(3)
    cursors = [[page.cursor async for page in walk(server, part).pages()][1] for part in parts]
    for number, part in enumerate(parts):
        assert await walk(server, part).resume(cursors[number]).collect() == numbered(10, 20 * number + 10)
        for cursor in [*cursors[:number], *cursors[number + 1 :]]:
            with pytest.raises(errors.ArgumentError, match=f"cursor must be one of part {number + 1} of 3; this one"):
                _ = walk(server, part).resume(cursor)
    for part, following in itertools.pairwise(parts):
        with pytest.raises(errors.ArgumentError, match="this one is of another part"):
            _ = walk(server, part).resume(following.start)  # as `error.cursor`, if the first page of a part fails


@pytest.mark.parametrize("style", SPLIT)
async def test_a_part_refuses_the_cursor_of_a_walk_with_other_pages(style: str) -> None:
    server = ListServer(style, numbered(250))
    part = (await server.list().split(2))[0]
    cursor = (await server.list(**{server.paging.size: 40})).cursor
    with pytest.raises(errors.ArgumentError, match="cursor must be one of part 1 of 2; this one"):
        _ = walk(server, part).resume(cursor)


@pytest.mark.parametrize("style", SPLIT)
async def test_a_part_whose_last_check_fails_goes_on_at_its_end(style: str) -> None:
    server = ListServer(style, numbered(60))
    part = (await server.list(**{server.paging.size: 10}).split(3))[1]
    whole = await walk(server, part).collect()
    count = len(server.requests)
    server.faults = {2 * count - 2: errors.HubConnectionError("gone")}  # at the last request of the walk: page 1
    with pytest.raises(errors.HubConnectionError) as caught:
        await walk(server, part).collect()
    assert len(server.requests) == 2 * count - 1
    assert caught.value.cursor is not None
    assert await walk(server, part).resume(caught.value.cursor).collect() == []
    assert len(whole) == 20


async def test_a_part_can_be_resumed_within_its_bounds() -> None:
    server = ListServer(items=numbered(95))
    part = (await server.list(page_size=10).split(2))[0]
    page = await walk(server, part)
    assert await walk(server, part).resume(page.cursor).collect() == numbered(40, 10)
    assert await walk(server, part).take(3) == numbered(3)


@pytest.mark.parametrize("style", SPLIT)
@pytest.mark.parametrize("what", ["longer", "shorter", "moved", "much shorter"])
async def test_a_part_whose_list_has_changed_says_so_after_its_items(style: str, what: str) -> None:
    server = ListServer(style, numbered(95))
    parts = await server.list(**{server.paging.size: 10}).split(3)
    match what:
        case "longer":
            server.items.insert(40, {"id": "new"})
        case "shorter":
            del server.items[40]
        case "much shorter":
            del server.items[20:]
        case _:
            server.items.insert(0, server.items.pop(70))  # as a tag that is pushed comes to the front
    for part in parts:
        got: list[Item] = []

        async def read(part: WalkPart[Item] = part, got: list[Item] = got) -> None:
            async for item in walk(server, part):
                got.extend([item])

        with pytest.raises(errors.ListChangedError, match=f"Part {part.number} of 3 has all that was on its") as caught:
            await read()
        assert isinstance(caught.value, errors.PagingError)
        assert len(got) > 20 or what == "much shorter"


async def test_a_part_that_is_left_early_asks_for_nothing_more() -> None:
    server = ListServer(items=numbered(95))
    parts = await server.list(page_size=10).split(2)
    server.items.insert(0, {"id": "new"})
    assert len(await walk(server, parts[0]).take(10)) == 10


async def test_a_part_whose_page_is_missing_is_incomplete() -> None:
    server = ListServer(items=numbered(95))
    parts = await server.list(page_size=10).split(3)
    fault = errors.NotFoundError("object not found", status_code=404)
    server.before = lambda number: (
        server.faults.update({number: fault}) if server.requests[number].get("page") == "5" else None
    )
    with pytest.raises(errors.IncompleteListError) as caught:
        await walk(server, parts[1]).collect()
    server.before = lambda number: None
    assert caught.value.cursor is not None
    assert await walk(server, parts[1]).resume(caught.value.cursor).collect() == numbered(20, 40)


@pytest.mark.parametrize("parts", [0, -1, 2.5, "3", None])
async def test_a_number_of_parts_that_makes_no_sense_is_refused(parts: Any) -> None:
    server = ListServer(items=numbered(95))
    with pytest.raises(errors.ArgumentError, match="parts must be a whole number of at least 1; got"):
        await server.list().split(parts)
    assert server.requests == []


async def test_a_part_is_not_split_again() -> None:
    server = ListServer(items=numbered(95))
    part = (await server.list(page_size=10).split(3))[1]
    with pytest.raises(errors.ArgumentError, match="this is part 2 of 3 already"):
        await walk(server, part).split(2)
    assert "part 2 of 3" in repr(walk(server, part))


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(SPLIT),
    count=st.integers(0, 60),
    size=st.integers(2, 12),
    parts=st.integers(1, 6),
    prefetch=st.integers(1, 4),
    schedule=st.dictionaries(
        st.integers(1, 20), st.lists(st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 60)), max_size=3)
    ),
)
def test_parts_of_a_list_that_changes_in_length_are_complete_or_say_so(
    *, style: str, count: int, size: int, parts: int, prefetch: int, schedule: dict[int, list[Change]]
) -> None:
    server = ListServer(style, numbered(count))
    fresh = ({"id": f"new{number}"} for number in itertools.count())
    lengths: list[int] = []

    def before(number: int) -> None:
        change(server.items, schedule.get(number, []), fresh)
        lengths.append(len(server.items))

    server.before = before

    async def read() -> None:
        made = await server.list(**{server.paging.size: size}).split(parts)
        got: list[Item] = []
        for part in made:
            got += await walk(server, part).collect(prefetch=prefetch)
        if len(made) > 1 and set(lengths) == {count}:
            assert len(got) == count

    try:
        asyncio.run(read())
    except errors.PagingError:
        assert set(lengths) != {count} or schedule


def test_the_digest_of_a_page_is_the_same_in_every_process() -> None:
    program = (
        "import json, sys; from aiodockerhub.pagination.item_key import item_key;"
        "print(repr([item_key(item) for item in json.load(sys.stdin)]))"
    )
    items = json.dumps([{"id": "a"}, {"text": "nothing tells me apart"}, "x", None])
    seen = {
        subprocess.run(  # noqa: S603 - a program of ours
            [sys.executable, "-c", program], input=items, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1

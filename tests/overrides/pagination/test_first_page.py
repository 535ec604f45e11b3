"""Page 1 that the server sends once in place of another page, to walks and parts that began after it."""

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Cursor, Pager

from tests.overrides.lists import PAGED, STYLES, Item, numbered, paged
from tests.overrides.pagination.faulty_server import FaultyServer, prefetches, with_items
from tests.overrides.pagination.test_split import SPLIT, walk

BY_INDEX = [name for name in PAGED if STYLES[name].by_items]
COUNT, SIZE = 33, 5


def send_first_once(server: FaultyServer, place: int) -> None:
    """Let the server send page 1 once for the page of an index."""
    first = server.items[: server.size]
    server.wrong, server.times = {place: lambda response: with_items(response, first)}, {place: 1}


async def read(pager: Pager[Item], prefetch: int = 1) -> tuple[list[Item], errors.DockerHubError | None]:
    items = list[Item]()
    try:
        async for item in pager.items(prefetch=prefetch):
            items.append(item)
    except errors.DockerHubError as error:
        return items, error
    return items, None


async def cursor_after(server: FaultyServer, pages: int) -> Cursor:
    """Walk the first pages, and return the cursor after them."""
    return [page.cursor async for page in server.sized().pages(limit=pages * server.size)][-1]


def numbers(server: FaultyServer) -> list[int]:
    """Return the indices of the requested pages."""
    return [server.place(request) for request in server.requests]


@prefetches
@paged
@pytest.mark.parametrize("place", [3, 4, 5, 6])
async def test_a_resumed_walk_says_that_page_1_came_in_place_of_another(style: str, place: int, prefetch: int) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    send_first_once(server, place)
    items, error = await read(server.sized().resume(str(cursor)), prefetch)
    assert isinstance(error, errors.ListChangedError)
    assert "the server sent page 1 in place of that page, or the list has changed" in str(error)
    assert items[: SIZE * (place - 3)] == numbered(COUNT)[15 : SIZE * place]
    assert error.cursor is not None
    with pytest.raises(errors.ListChangedError):  # the items stay missing
        await server.sized().resume(str(error.cursor)).collect()


@pytest.mark.parametrize("style", PAGED)
async def test_a_walk_from_a_named_page_says_that_page_1_came_in_place_of_another(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    page = 15 + server.paging.first if server.paging.by_items else 4
    send_first_once(server, 4)
    with pytest.raises(errors.ListChangedError):
        await server.list(**{server.paging.page: page, server.paging.size: SIZE}).collect()


@pytest.mark.parametrize("style", BY_INDEX)
@pytest.mark.parametrize("count", [6, 7, 9])
async def test_a_part_that_begins_at_page_2_says_that_page_1_came_in_its_place(style: str, count: int) -> None:
    server = FaultyServer(style, count, 3)
    parts = await server.sized().split(2)
    send_first_once(server, parts[1].start.items // 3)
    items, error = await read(walk(server, parts[1]))
    assert items[:3] == numbered(3)
    assert isinstance(error, errors.ListChangedError)


@pytest.mark.parametrize("style", BY_INDEX)
async def test_a_part_after_whose_end_page_1_comes_says_so(style: str) -> None:
    server = FaultyServer(style, 6, 3)
    parts = await server.sized().split(2)
    send_first_once(server, 2)  # a full last page is followed by a request that should find nothing
    items, error = await read(walk(server, parts[1]))
    assert items == [*numbered(3, 3), *numbered(3)]
    assert isinstance(error, errors.ListChangedError)


@pytest.mark.parametrize("style", SPLIT)
@pytest.mark.parametrize("number", [0, 1])
async def test_a_resumed_part_says_that_page_1_came_in_place_of_another(style: str, number: int) -> None:
    server = FaultyServer(style, 80, SIZE)
    part = (await server.sized().split(2))[number]
    cursors = [page.cursor async for page in walk(server, part).pages()]
    send_first_once(server, 8 * number + 5)
    with pytest.raises(errors.ListChangedError, match="since its walk was split: its items have changed"):
        await walk(server, part).resume(cursors[2]).collect()


@pytest.mark.parametrize("style", SPLIT)
async def test_the_first_part_says_that_another_page_came_in_place_of_page_1(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    part = (await server.sized().split(3))[0]
    other = server.items[4 * SIZE : 5 * SIZE]  # of another part
    server.wrong, server.times = {0: lambda response: with_items(response, other)}, {0: 1}
    items, error = await read(walk(server, part))
    assert items == [*other, *numbered(SIZE, SIZE)]
    assert isinstance(error, errors.ListChangedError)


@pytest.mark.parametrize("style", BY_INDEX)
async def test_a_list_of_one_item_does_not_begin_again_at_its_end_unnoticed(style: str) -> None:
    server = FaultyServer(style, 1, SIZE)
    cursor = (await server.sized()).cursor
    server.wrong = {0: lambda response: with_items(response, numbered(1))}  # also for the index 1
    with pytest.raises(errors.ListChangedError):
        await server.sized().resume(cursor).collect()


@paged
async def test_walks_that_have_page_1_or_return_nothing_do_not_ask_for_it_again(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursors = [page.cursor async for page in server.sized().pages()]
    assert numbers(server).count(0) == 1
    for cursor, items, requests in [(cursors[0], numbered(COUNT)[SIZE:], 1), (cursors[-1], [], 0)]:
        server.requests.clear()
        assert await server.sized().resume(cursor).collect() == items
        assert numbers(server).count(0) == requests


@paged
async def test_a_resumed_walk_asks_for_page_1_at_its_end_only(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    server.requests.clear()
    assert await server.sized().resume(cursor).take(12) == numbered(12, 15)
    assert 0 not in numbers(server)
    server.requests.clear()
    assert await server.sized().resume(cursor).collect() == numbered(COUNT)[15:]
    assert numbers(server).index(0) == len(server.requests) - 1

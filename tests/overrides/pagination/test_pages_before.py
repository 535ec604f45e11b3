"""Page 1 that the server sends once in place of another page, to walks and parts that began after it."""

import re
from typing import NoReturn

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Cursor, Pager
from attrs import evolve

from tests.overrides.lists import PAGED, STYLES, Item, numbered, paged
from tests.overrides.pagination.faulty_server import NOT_FOUND, FaultyServer, prefetches, with_items, with_no_items
from tests.overrides.pagination.test_split import SPLIT, walk

BY_INDEX = [name for name in PAGED if STYLES[name].by_items]
COUNT, SIZE = 33, 5


def send_first(server: FaultyServer, place: int, times: int = 1) -> None:
    """Let the server send page 1 for the page of an index, once or several times."""
    first = server.items[: server.size]
    server.wrong, server.times = {place: lambda response: with_items(response, first)}, {place: times}


def fail(_: object) -> NoReturn:
    raise errors.ServerError("down", status_code=503)


def refuse(_: object) -> NoReturn:
    raise errors.ForbiddenError("no", status_code=403)


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
async def test_a_resumed_walk_asks_again_if_page_1_came_in_place_of_another(
    style: str, place: int, prefetch: int
) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    send_first(server, place)
    assert await read(server.sized().resume(str(cursor)), prefetch) == (numbered(COUNT)[15:], None)


@prefetches
@paged
@pytest.mark.parametrize("place", [3, 4, 5, 6])
async def test_a_resumed_walk_ends_before_a_page_for_which_page_1_comes_twice(
    style: str, place: int, prefetch: int
) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    send_first(server, place, 2)
    items, error = await read(server.sized().resume(str(cursor)), prefetch)
    assert isinstance(error, errors.IncompleteListError)
    assert f"the response for page {place + 1} is page 1, also a second time; {SIZE * place} items were" in str(error)
    assert items == numbered(COUNT)[15 : SIZE * place]
    assert error.cursor is not None
    assert error.__notes__ == [f"Page {place + 1} could not be read; go on with pager.resume({str(error.cursor)!r})."]
    assert await server.sized().resume(str(error.cursor)).collect() == numbered(COUNT)[SIZE * place :]


@paged
@pytest.mark.parametrize("failing", [0, 5, 6])
async def test_page_1_in_place_of_another_is_detected_whichever_request_fails_next(style: str, failing: int) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    send_first(server, 4)
    server.wrong[failing], server.times[failing] = fail, 1
    items, error = await read(server.sized().resume(cursor))
    assert isinstance(error, errors.ServerError)
    assert error.cursor is not None
    rest, error = await read(server.sized().resume(str(error.cursor)))
    assert ([*items, *rest], error) == (numbered(COUNT)[15:], None)


@pytest.mark.parametrize("style", PAGED)
async def test_a_walk_from_a_named_page_asks_again_if_page_1_came_in_place_of_another(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    page = 15 + server.paging.first if server.paging.by_items else 4
    send_first(server, 4)
    assert await server.list(**{server.paging.page: page, server.paging.size: SIZE}).collect() == numbered(COUNT)[15:]


@pytest.mark.parametrize("style", BY_INDEX)
@pytest.mark.parametrize("count", [6, 7, 9])
async def test_a_part_that_begins_at_page_2_asks_again_if_page_1_came_in_its_place(style: str, count: int) -> None:
    server = FaultyServer(style, count, 3)
    parts = await server.sized().split(2)
    start = parts[1].start.items
    send_first(server, start // 3)
    assert await read(walk(server, parts[1])) == (numbered(count)[start:], None)


@pytest.mark.parametrize("style", BY_INDEX)
async def test_a_part_ends_although_page_1_comes_after_its_end(style: str) -> None:
    server = FaultyServer(style, 6, 3)
    parts = await server.sized().split(2)
    send_first(server, 2)  # a full last page is followed by a request that should find nothing
    assert await read(walk(server, parts[1])) == (numbered(3, 3), None)


@pytest.mark.parametrize("style", SPLIT)
@pytest.mark.parametrize("number", [0, 1])
async def test_a_resumed_part_asks_again_if_page_1_came_in_place_of_another(style: str, number: int) -> None:
    server = FaultyServer(style, 80, SIZE)
    part = (await server.sized().split(2))[number]
    pages = [page async for page in walk(server, part).pages()]
    send_first(server, 8 * number + 5)
    expected = [item for page in pages[3:] for item in page]
    assert await walk(server, part).resume(pages[2].cursor).collect() == expected
    send_first(server, 8 * number + 5, 2)
    server.wrong[8 * number + 6] = fail
    with pytest.raises(errors.ServerError) as caught:
        await walk(server, part).resume(pages[2].cursor).collect()
    server.wrong = {}
    with pytest.raises(errors.ListChangedError):  # the items stay missing
        await walk(server, part).resume(caught.value.cursor).collect()


@pytest.mark.parametrize("style", SPLIT)
async def test_a_part_that_is_resumed_still_says_that_another_page_came_in_place_of_page_1(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    part = (await server.sized().split(3))[0]
    other = server.items[4 * SIZE : 5 * SIZE]  # of another part
    server.wrong, server.times = {0: lambda response: with_items(response, other), 1: fail}, {0: 1}
    with pytest.raises(errors.ServerError) as caught:
        await walk(server, part).collect()
    server.wrong = {}
    assert caught.value.cursor is not None
    with pytest.raises(errors.ListChangedError) as changed:
        await walk(server, part).resume(str(caught.value.cursor)).collect()
    assert changed.value.cursor is not None
    with pytest.raises(errors.ListChangedError):  # the items stay missing
        await walk(server, part).resume(str(changed.value.cursor)).collect()


@pytest.mark.parametrize("style", SPLIT)
async def test_the_first_part_says_that_another_page_came_in_place_of_page_1(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    part = (await server.sized().split(3))[0]
    other = server.items[4 * SIZE : 5 * SIZE]  # of another part
    server.wrong, server.times = {0: lambda response: with_items(response, other)}, {0: 1}
    items, error = await read(walk(server, part))
    assert items == [*other, *numbered(SIZE, SIZE)]
    assert isinstance(error, errors.ListChangedError)


@pytest.mark.parametrize("style", [name for name in PAGED if STYLES[name].total])
async def test_a_list_of_one_item_does_not_begin_again_at_its_end_unnoticed(style: str) -> None:
    server = FaultyServer(style, 1, SIZE)
    cursor = (await server.sized()).cursor
    server.wrong = dict.fromkeys([0, 1], server.respond({}))  # index 1 is on page 1, too
    with pytest.raises(errors.IncompleteListError, match="is page 1, also a second time"):
        await server.sized().resume(cursor).collect()


@paged
async def test_equal_items_on_pages_of_one_item_prove_nothing(style: str) -> None:
    server = FaultyServer(style, 6, 1)
    server.items = [{"action": "push", "name": name} for name in "abcdea"]
    cursor = await cursor_after(server, 2)
    assert await server.sized().resume(cursor).collect() == server.items[2:]


@pytest.mark.parametrize("style", SPLIT)
async def test_equal_items_on_pages_of_one_item_prove_nothing_in_a_part(style: str) -> None:
    server = FaultyServer(style, 6, 1)
    server.items = [{"action": "push", "name": name} for name in "abcdea"]
    parts = await server.sized().split(2)
    assert await walk(server, parts[1]).collect() == server.items[3:]


@paged
async def test_added_items_may_move_those_of_page_1_to_the_page_of_a_walk(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    if server.paging.total is None:
        return  # such a list does not show that it has grown
    cursor = await cursor_after(server, 3)
    pages = server.sized().resume(cursor).pages()
    assert (await anext(pages)).items == numbered(SIZE, 15)
    server.items[:0] = numbered(4 * SIZE, 100)
    assert [item async for page in pages for item in page] == numbered(COUNT)


LOST = {
    "missing": (NOT_FOUND, r"page 1 is missing \(status 404\)"),
    "no page": (lambda _: {"detail": "maintenance"}, "the response for page 1 is not a page"),
    "empty": (with_no_items, "page 1 has no items, also when requested a second time"),
}
LOST_STYLES = [(style, lost) for style in PAGED for lost in LOST if (style, lost) != ("audit logs", "empty")]


@pytest.mark.parametrize(("style", "lost"), LOST_STYLES)
async def test_a_list_whose_page_1_is_lost_breaks_off_for_a_resumed_walk(style: str, lost: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    server.wrong[0], message = LOST[lost]
    server.times[0] = 2
    with pytest.raises(errors.IncompleteListError, match=f"{message}.*; 15 (of 33 )?items were read") as caught:
        await server.sized().resume(cursor).collect()
    assert caught.value.cursor == cursor
    assert isinstance(caught.value.__cause__, errors.NotFoundError) == (lost == "missing")
    server.times[0] = 0
    assert await server.sized().resume(cursor).collect() == numbered(COUNT)[15:]


@pytest.mark.parametrize("style", SPLIT)
@pytest.mark.parametrize("lost", LOST)
async def test_a_list_whose_page_1_is_lost_breaks_off_for_a_part(style: str, lost: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    part = (await server.sized().split(3))[1]
    end = [page.cursor async for page in walk(server, part).pages()][-1]
    server.wrong[0], message = LOST[lost]
    items, error = await read(walk(server, part))
    assert items == await walk(server, part).take(len(items))
    assert isinstance(error, errors.IncompleteListError)
    assert re.search(message, str(error))
    assert error.cursor == end


async def test_a_walk_whose_items_have_moved_breaks_off_if_page_1_is_lost() -> None:
    server = FaultyServer("links", COUNT, SIZE)
    pages = server.sized().pages()
    await anext(pages)
    server.items.insert(0, server.items.pop(20))
    server.wrong[0] = NOT_FOUND
    with pytest.raises(errors.IncompleteListError, match="page 1 is missing") as caught:
        assert [page.number async for page in pages] == [2, 3, 4, 5, 6, 7]
    assert isinstance(caught.value.__cause__, errors.NotFoundError)


async def test_page_1_that_is_refused_at_the_end_of_a_part_may_be_read_with_another_account() -> None:
    server = FaultyServer("links", COUNT, SIZE)
    part = (await server.sized().split(3))[1]
    end = [page.cursor async for page in walk(server, part).pages()][-1]
    part = evolve(part, start=evolve(part.start, account="user-0123abcd"))
    server.wrong[0] = refuse
    _, error = await read(walk(server, part))
    assert isinstance(error, errors.ForbiddenError)
    assert error.cursor == end
    assert error.cursor.account is None


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
async def test_a_resumed_walk_asks_for_page_1_once_before_it_returns_items(style: str) -> None:
    server = FaultyServer(style, COUNT, SIZE)
    cursor = await cursor_after(server, 3)
    server.requests.clear()
    assert await server.sized().resume(cursor).take(12) == numbered(12, 15)
    assert numbers(server).count(0) == 1
    server.requests.clear()
    assert await server.sized().resume(cursor).collect() == numbered(COUNT)[15:]
    assert numbers(server)[: len(server.requests) - 3].count(0) == numbers(server).count(0) == 1

"""Items that move to the beginning of a list during a walk are returned, or the walk raises an error."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable

import pytest
from aiodockerhub import DockerHub, Password, errors
from aiodockerhub.testing import FakeHub
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import PAGED, STYLES, Item, ListServer, numbered

COUNTED = [style for style in PAGED if STYLES[style].total]
counted = pytest.mark.parametrize("style", COUNTED)


def move_to_front(server: ListServer, *indices: int) -> None:
    for index in indices:
        server.items.insert(0, server.items.pop(index))


def before_request(server: ListServer, number: int, change: Callable[[], object]) -> None:
    def before(request: int) -> None:
        if request == number:
            change()

    server.before = before


def ids(items: list[Item]) -> set[str]:
    return {item["id"] for item in items}


async def read_into(items: list[Item], walk: AsyncIterator[Item]) -> None:
    async for item in walk:
        items += [item]


@counted
@pytest.mark.parametrize("unique", [False, True])
@pytest.mark.parametrize("indices", [(34,), (34, 20, 21), tuple(range(34, 12, -2))])
async def test_items_that_move_to_the_beginning_are_returned_last(
    style: str, indices: tuple[int, ...], unique: bool
) -> None:
    server = ListServer(style, numbered(35))
    before_request(server, 1, lambda: move_to_front(server, *indices))
    items = await server.list(**{server.paging.size: 10}).collect(unique=unique)
    assert ids(items) == ids(numbered(35))
    assert not unique or len(items) == 35
    assert len(server.requests) <= 4 + 3, "four pages, and the first pages again"


@counted
@pytest.mark.parametrize("moves", [4, 15, 19])
async def test_so_many_moves_that_only_the_page_before_the_last_but_one_comes_again_are_detected(
    style: str, moves: int
) -> None:
    server = ListServer(style, numbered(34))
    before_request(server, 3, lambda: move_to_front(server, *[33] * moves))
    items = await server.list(**{server.paging.size: 10}).collect()
    assert ids(items) == ids(numbered(34))


@counted
@pytest.mark.parametrize("later", [0, 8])
async def test_a_move_behind_the_last_item_of_the_page_that_has_moved_itself_is_detected(
    style: str, later: int
) -> None:
    server = ListServer(style, numbered(50))

    def change() -> None:  # an item of page 1 moves first, so that it comes again before the others of its page
        move_to_front(server, 9 - later, 20)
        server.items[:0] = numbered(59)[50:]

    before_request(server, 1, change)
    try:
        items = await server.list(**{server.paging.size: 10}).collect()
    except errors.ListChangedError:
        return
    assert ids(items) >= ids(numbered(50))


@pytest.mark.parametrize("unique", [False, True])
async def test_growth_by_two_pages_is_no_move(unique: bool) -> None:
    server = ListServer(items=numbered(34))
    before_request(server, 1, lambda: server.items.__setitem__(slice(0, 0), numbered(54)[34:]))
    items = await server.list(page_size=10).collect(unique=unique)
    assert ids(items) >= ids(numbered(34))
    assert not unique or len(items) == 44, "page 2 has ten of the added items"


async def test_tag_that_is_pushed_again_over_a_socket_is_returned() -> None:
    fake, names = FakeHub(), [f"1.{number}" for number in range(50)]
    fake.user("jane", password="dummy")
    fake.repository("jane/app", tags=names)
    async with fake.serve() as url, DockerHub(Password("jane", "dummy"), base_url=url) as hub:
        tags: list[str] = []
        async for page in hub.repositories.list_tags("jane", "app", page_size=10).pages():
            tags += [tag.name for tag in page]
            if page.number == 1 and len(page) == 10:
                fake.tag("jane/app", "1.3")
    assert set(tags) == {*names}


@counted
async def test_a_list_at_rest_and_a_list_that_grows_make_no_further_request(style: str) -> None:
    server = ListServer(style, numbered(35))
    before_request(server, 1, lambda: server.items.insert(0, {"id": "new"}))
    await server.list(**{server.paging.size: 10}).collect()
    assert len(server.requests) == 4
    server.before = lambda _: None
    await server.list(**{server.paging.size: 10}).collect()
    assert len(server.requests) == 8


@counted
async def test_items_that_moved_to_another_page_are_an_error(style: str) -> None:
    server = ListServer(style, numbered(35))
    before_request(server, 2, lambda: server.items.insert(12, server.items.pop(30)))
    items: list[Item] = []

    async def walk() -> None:
        async for item in server.list(**{server.paging.size: 10}):
            items.extend([item])

    with pytest.raises(errors.ListChangedError, match=r"has 0 added or moved items, expected 1"):
        await walk()
    assert ids(items) == ids(numbered(35)) - {"i30"}


async def test_resumed_walk_in_which_items_move_is_an_error() -> None:
    server = ListServer(items=numbered(45))
    cursor = (await server.list(page_size=10)).cursor
    before_request(server, 3, lambda: move_to_front(server, 44))
    with pytest.raises(errors.ListChangedError) as caught:
        await server.list(page_size=10).resume(cursor).collect()
    assert caught.value.cursor is not None
    assert caught.value.cursor.items == 45


async def test_move_that_a_walk_has_detected_is_an_error_of_the_walk_that_is_resumed_from_its_cursor() -> None:
    server = ListServer(items=numbered(45))
    before_request(server, 1, lambda: move_to_front(server, 44))
    server.faults[3] = errors.ServerError("try later", status_code=503)
    with pytest.raises(errors.ServerError) as failed:
        await server.list(page_size=10).collect()
    cursor = str(failed.value.cursor)
    assert cursor.split(":")[-2] == "1", "the text has the number of items that have moved"
    for _ in range(2):  # the cursor of the error itself resumes the same walk, which has nothing left to read
        with pytest.raises(errors.ListChangedError, match="1 items have moved") as caught:
            await server.list(page_size=10).resume(cursor).collect()
        assert caught.value.cursor is not None
        cursor = str(caught.value.cursor)


@pytest.mark.parametrize("grow", [0, 1, 9])
@pytest.mark.parametrize("prefetch", [1, 4])
async def test_item_that_moves_before_a_walk_is_resumed_is_an_error_at_its_end(grow: int, prefetch: int) -> None:
    server = ListServer(items=numbered(45))
    first = await server.list(page_size=10)
    server.items[:0] = numbered(grow, 100)
    rest = await server.list(page_size=10).resume(str(first.cursor)).collect(unique=True)
    assert ids(numbered(35, 10)) <= ids(rest), "added items only make items come again"
    move_to_front(server, 40)
    pager = server.list(page_size=10).resume(str(first.cursor))
    walk, items = pager.items(prefetch=prefetch), list[Item]()
    with pytest.raises(errors.ListChangedError, match="has changed since the first page of the walk") as caught:
        await read_into(items, walk)
    assert ids(items) >= ids(numbered(35, 10)) - {server.items[0]["id"]}
    with pytest.raises(errors.ListChangedError):
        await server.list(page_size=10).resume(caught.value.cursor or "").collect()


REMOVED = [slice(1), slice(4, 5), slice(9, 10), slice(10), slice(25), slice(5, 45), slice(8, 44), slice(45)]


@pytest.mark.parametrize("removed", REMOVED)
async def test_items_removed_before_a_walk_is_resumed_are_an_error_at_its_end(removed: slice) -> None:
    server = ListServer(items=numbered(45))
    cursor = str((await server.list(page_size=10)).cursor)
    del server.items[removed]
    with pytest.raises(errors.ListChangedError):
        await server.list(page_size=10).resume(cursor).collect()


@pytest.mark.parametrize("count", [1, 10, 11, 25])
@pytest.mark.parametrize("grow", [0, 1])
async def test_pages_of_items_that_move_before_a_walk_is_resumed_are_an_error_at_its_end(count: int, grow: int) -> None:
    server = ListServer(items=numbered(65))
    cursor = str((await server.list(page_size=10)).cursor)
    first, moved, last = server.items[:30], server.items[30 : 30 + count], server.items[30 + count :]
    server.items = [*numbered(grow, 100), *moved, *first, *last]
    with pytest.raises(errors.ListChangedError):
        await server.list(page_size=10).resume(cursor).collect()


@counted
@pytest.mark.parametrize("grow", [0, 1, 9, 10, 11, 30])
async def test_list_that_grew_before_a_walk_is_resumed_is_no_error(style: str, grow: int) -> None:
    server = ListServer(style, numbered(45))
    size = {server.paging.size: 10}
    cursor = str((await server.list(**size)).cursor)
    server.items[:0] = numbered(grow, 100)
    assert ids(await server.list(**size).resume(cursor).collect()) >= ids(numbered(35, 10))


@counted
@pytest.mark.parametrize("place", [0, 2, 5])
async def test_end_of_a_list_to_which_an_item_was_added_can_be_resumed_again_and_again(style: str, place: int) -> None:
    server = ListServer(style, numbered(5))
    cursor = (await server.list(**{server.paging.size: 10})).cursor
    server.items.insert(place, {"id": "new"})
    for _ in range(3):
        page = await server.list().resume(str(cursor))
        assert {*ids(page.items)} <= {"new", "i4"}, "if requests name an index, the next item is at the end"
        assert await server.list().resume(str(cursor)).collect() == page.items
        cursor = page.cursor


@counted
async def test_changes_after_the_cursor_of_a_resumed_walk_are_no_error(style: str) -> None:
    server = ListServer(style, numbered(45))
    cursor = str((await server.list(**{server.paging.size: 10})).cursor)
    server.items.append({"id": "new"})
    del server.items[20]
    move_to_front(server, 3)  # an item that the walk has read
    assert await server.list(**{server.paging.size: 10}).resume(cursor).collect() == server.items[10:]


@pytest.mark.parametrize("unique", [False, True])
async def test_move_that_moves_of_all_items_of_the_first_page_hide_is_an_error(unique: bool) -> None:
    server = ListServer(items=numbered(45))

    def change() -> None:  # the items of page 1 move after i40, and two items of page 2 with them
        for number in (40, 9, 11, 10, *range(8, -1, -1)):
            move_to_front(server, server.items.index({"id": f"i{number}"}))

    before_request(server, 2, change)
    with pytest.raises(errors.ListChangedError, match="expected 1"):
        await server.list(page_size=10).collect(unique=unique)


@pytest.mark.parametrize("moves_back", [False, True])
async def test_item_behind_the_moved_items_of_the_first_page_is_an_error(moves_back: bool) -> None:
    server = ListServer(items=numbered(45))
    first_page = range(9, -1, -1) if moves_back else range(10)

    def before(number: int) -> None:
        for index in {2: (34, *first_page), 4: (24,)}.get(number, ()):  # the walk has not read i34, and has read i24
            move_to_front(server, server.items.index({"id": f"i{index}"}))

    server.before = before
    with pytest.raises(errors.ListChangedError, match="an unknown number of added or moved items, expected 1"):
        await server.list(page_size=10).collect()


async def test_limit_that_is_reached_needs_no_moved_items() -> None:
    server = ListServer(items=numbered(45))
    before_request(server, 1, lambda: move_to_front(server, 44))
    assert len(await server.list(page_size=10).take(30)) == 30
    assert len(server.requests) == 3


async def test_request_for_moved_items_that_fails_is_sent_again_by_the_next_step() -> None:
    server = ListServer(items=numbered(25))
    before_request(server, 1, lambda: move_to_front(server, 24))
    server.faults[3] = errors.ServerError("try later", status_code=503)
    pages = server.list(page_size=10).pages()
    for _ in range(3):
        await anext(pages)
    with pytest.raises(errors.ServerError) as caught:
        await anext(pages)
    assert caught.value.cursor is not None
    assert caught.value.cursor.items == 25
    assert (await anext(pages)).items == [{"id": "i24"}]
    with pytest.raises(StopAsyncIteration):
        await anext(pages)


async def test_pages_ahead_of_a_page_that_shows_a_move_are_requested_again() -> None:
    server = ListServer(items=numbered(95))
    delays = {3: 9, 4: 3}  # page 3 is read after page 4 and pages 5 and 6, and after the move

    async def gate() -> None:
        for _ in range(delays.get(len(server.requests), 0)):
            await asyncio.sleep(0)

    def before(number: int) -> None:
        if server.requests[number].get("page") == "3" and len(server.items) == 95 and server.items[0]["id"] == "i0":
            move_to_front(server, 94)

    server.gate, server.before = gate, before
    assert ids(await server.list(page_size=10).collect(prefetch=5)) == ids(numbered(95))


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(COUNTED),
    count=st.integers(0, 60),
    size=st.integers(3, 12),
    cap=st.integers(3, 12),
    changes=st.dictionaries(st.integers(0, 14), st.lists(st.none() | st.integers(0, 60), max_size=2)),
)
@example(style="links", count=40, size=10, cap=10, changes={1: [39], 3: [None, 30]})
def test_walk_of_a_list_whose_items_move_to_the_beginning_has_every_item_or_raises(
    *, style: str, count: int, size: int, cap: int, changes: dict[int, list[int | None]]
) -> None:
    server = ListServer(style, numbered(count))
    server.cap = cap
    new = itertools.count()

    def before(number: int) -> None:
        for index in changes.get(number, []):
            if index is None:
                server.items.insert(0, {"id": f"new{next(new)}"})
            elif index < len(server.items):
                move_to_front(server, index)

    server.before = before
    try:
        items = asyncio.run(server.list(**{server.paging.size: size}).collect())
    except errors.PagingError:
        assert changes, "a list at rest is whole"
    else:
        assert ids(items) >= ids(numbered(count))

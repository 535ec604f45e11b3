"""What a walk and its cursors know suffices for unchanged lists walked with interruptions, and for lists that grow."""

import asyncio
import itertools
from contextlib import aclosing
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Cursor, Pager
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import PAGED, STYLES, Item, ListServer, numbered, paged
from tests.overrides.pagination.faulty_server import NOT_FOUND, FaultyServer, walk, with_items, with_no_items

LARGE = st.integers(1, 12) | st.just(100)
COUNTED = [name for name in PAGED if STYLES[name].total]
BY_NUMBER = [name for name in PAGED if STYLES[name].style == "page"]


def cut(response: dict[str, Any]) -> dict[str, Any]:
    return {key: value[:4] if isinstance(value, list) else value for key, value in response.items()}


class Server(ListServer):
    """A list whose pages have a cap, and which may lack the links that its document declares."""

    def __init__(self, style: str, count: int, size: int | None, cap: int, *, links: bool) -> None:
        super().__init__(style, numbered(count))
        self.size, self.cap, self.links = size, cap, links
        self.edit = self._without_links

    def _without_links(self, response: Any) -> Any:
        return response if self.links else {key: value for key, value in response.items() if key != self.paging.next}

    def sized(self, **query: int) -> Pager[Item]:
        size = {} if self.size is None else {self.paging.size: self.size}
        return self.list(**size, **query)


async def _walk_in_turns(server: Server, turns: list[int], prefetch: int) -> list[Item]:
    """Walk a list, and resume at the cursor after as many pages as each turn states, and once more at the end."""
    items: list[Item] = []
    pager = server.sized()
    for turn in [*turns, None, None]:
        async with aclosing(pager.pages(prefetch=prefetch)) as pages:
            number = 0
            async for page in pages:
                items += page.items
                pager = server.sized().resume(str(page.cursor))
                number += 1
                if number == turn:
                    break
    return items


@pytest.mark.parametrize("style", BY_NUMBER)
@pytest.mark.parametrize("fault", [NOT_FOUND, with_no_items, cut])
async def test_a_page_before_the_cursor_that_is_wrong_once_is_asked_for_again(style: str, fault: Any) -> None:
    server = ListServer(style, numbered(50))
    pager = server.list(**{server.paging.size: 10})
    pages = [page async for page in pager.pages()]
    server.requests.clear()
    if fault is NOT_FOUND:
        server.faults[0] = fault
    else:
        server.edit = lambda response: fault(response) if len(server.requests) == 1 else response
    assert await pager.resume(str(pages[2].cursor)).collect() == numbered(20, 30)


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(PAGED),
    count=st.integers(0, 60),
    size=st.none() | LARGE,
    cap=LARGE,
    links=st.booleans(),
    not_found=st.booleans(),
    turns=st.lists(st.integers(1, 4), max_size=6),
    prefetch=st.integers(1, 4),
)
@example(style="scim", count=37, size=None, cap=10, links=True, not_found=False, turns=[], prefetch=1)
@example(style="links", count=30, size=12, cap=100, links=False, not_found=True, turns=[], prefetch=1)
def test_an_unchanged_list_comes_once_wherever_its_walk_is_interrupted(
    *,
    style: str,
    count: int,
    size: int | None,
    cap: int,
    links: bool,
    not_found: bool,
    turns: list[int],
    prefetch: int,
) -> None:
    server = Server(style, count, size, cap, links=links)
    server.not_found = not_found
    assert asyncio.run(_walk_in_turns(server, turns, prefetch)) == numbered(count)


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(BY_NUMBER),
    count=st.integers(0, 60),
    size=LARGE,
    cap=LARGE,
    links=st.booleans(),
    not_found=st.booleans(),
    first=st.integers(1, 6),
    by_hand=st.booleans(),
)
@example(style="links", count=25, size=10, cap=100, links=False, not_found=False, first=2, by_hand=True)
def test_a_walk_from_a_named_page_has_the_rest_of_the_list(
    *, style: str, count: int, size: int, cap: int, links: bool, not_found: bool, first: int, by_hand: bool
) -> None:
    server = Server(style, count, size, cap, links=links)
    server.not_found = not_found
    stride = min(size, cap)
    if (first - 1) * stride >= count:
        return

    async def rest() -> list[Item]:
        pager = server.sized(page=first)
        if not by_hand:
            items = await pager.collect()
            last = [page.cursor async for page in pager.pages()][-1]
            assert await server.sized(page=first).resume(str(last)).collect() == []
            return items
        page = await pager
        items = [*page.items]
        while page.has_next:
            page = await page.next()
            items += page.items
        return items

    got = asyncio.run(rest())
    expected = numbered(count)[(first - 1) * stride :]
    silent = by_hand and server.paging.total is None  # nothing tells whether a page that is not full is the last one
    assert got == (expected[: len(got)] if silent else expected)


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(COUNTED),
    count=st.integers(0, 50),
    size=st.integers(2, 8),
    links=st.booleans(),
    prefetch=st.integers(1, 4),
    batches=st.dictionaries(
        st.integers(0, 20), st.tuples(st.integers(0, 60) | st.just(0), st.integers(1, 16)), max_size=8
    ),
)
@example(style="links", count=41, size=3, links=True, prefetch=1, batches={1: (0, 6)})
@example(style="links", count=18, size=2, links=False, prefetch=1, batches={11: (60, 1)})
@example(style="members", count=30, size=5, links=False, prefetch=1, batches={8: (0, 5)})
def test_a_list_that_only_grows_has_every_item_that_was_there(
    *, style: str, count: int, size: int, links: bool, prefetch: int, batches: dict[int, tuple[int, int]]
) -> None:
    server = Server(style, count, size, 100, links=links)
    fresh = ({"id": f"new{number}"} for number in itertools.count())

    def grow(number: int) -> None:
        index, length = batches.get(number, (0, 0))
        server.items[index:index] = itertools.islice(fresh, length)

    server.before = grow
    items = asyncio.run(server.sized().collect(prefetch=prefetch, unique=True))
    assert [item for item in items if item["id"].startswith("i")] == numbered(count)


@paged
async def test_a_cursor_of_five_fields_can_still_be_resumed(style: str) -> None:
    server = Server(style, 30, 10, 100, links=True)
    for links in (True, False):
        server.links = links
        for page in [page async for page in server.sized().pages()]:
            old = evolve(page.cursor, first=1, total=None, full=None, last=None, last_key=None)
            assert str(old).count(":") == 4
            assert await server.sized().resume(str(old)).collect() == numbered(30)[page.cursor.items :]


@paged
@pytest.mark.parametrize("wrong", [NOT_FOUND, with_no_items], ids=["404", "no items"])
async def test_a_page_that_is_missing_once_is_asked_for_again_by_a_resumed_walk(style: str, wrong: Any) -> None:
    server = FaultyServer(style, 36, 4)
    cursors = [page.cursor async for page in server.sized().pages()]
    for cursor in cursors[:-1]:
        server.wrong, server.times = {cursor.page - 1: wrong}, {cursor.page - 1: 1}
        assert await server.sized().resume(str(cursor)).collect() == numbered(36)[cursor.items :]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("style", [name for name in BY_NUMBER if STYLES[name].total])
async def test_items_that_the_last_page_left_out_come_in_this_walk_or_in_the_resumed_walk(
    style: str,
    links: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    server = FaultyServer(style, 45)
    if not links:
        server.edit = lambda response: {key: value for key, value in response.items() if key != server.paging.next}
    server.wrong[4] = lambda response: {**response, "results": response["results"][:2]}
    server.times[4] = 2
    pages = [page async for page in server.sized().pages()]
    assert [item for page in pages for item in page.items] == numbered(45)
    assert [(page.number, len(page)) for page in pages[-2:]] == [(5, 2), (5, 3)]
    assert await server.sized().resume(str(pages[-2].cursor)).collect() == numbered(3, 42)
    assert await server.sized().resume(str(pages[-1].cursor)).collect() == []


async def page_by_page(server: ListServer, pager: Pager[Item]) -> list[Item]:
    """Take the pages of a list one by one, each by the text of the cursor of the page before."""
    page, items = await pager, list[Item]()
    while True:
        items += page.items
        if not page.has_next:
            return items
        page = await pager.resume(str(page.cursor))


@pytest.mark.parametrize("style", BY_NUMBER)
async def test_pages_taken_one_by_one_are_checked_like_those_of_a_walk(style: str) -> None:
    server = FaultyServer(style, 45)
    pages: list[Any] = [page.items async for page in server.sized().pages()]
    server.wrong[2], server.times[2] = lambda response: with_items(response, pages[1]), 1
    assert await page_by_page(server, server.sized()) == numbered(45)


async def test_pages_taken_one_by_one_have_the_items_that_a_short_page_left_out() -> None:
    server = FaultyServer("audit logs", 90, 25)
    server.wrong[1], server.times[1] = lambda response: {"logs": response["logs"][:12]}, 1
    assert await page_by_page(server, server.sized()) == numbered(90)


async def test_pages_taken_one_by_one_of_a_server_that_repeats_them_end_with_an_error() -> None:
    server = ListServer("links", numbered(30))
    server.edit = lambda response: {**response, "results": numbered(10), "next": "more"}
    with pytest.raises(errors.PagingError):
        await page_by_page(server, server.list(page_size=10))


async def test_a_page_that_stays_missing_after_the_list_has_grown_ends_the_walk_if_it_was_whole() -> None:
    server = FaultyServer("links", 20)
    server.edit = lambda response: {key: value for key, value in response.items() if key != "next"}
    server.wrong[2] = NOT_FOUND
    server.before = lambda number: server.items.append({"id": "new"}) if number == 4 else None
    assert await walk(server) == (numbered(20), None)
    assert [request.get("page", "1") for request in server.requests] == ["1", "2", "3", "3", "2", "3"]


def test_the_cursor_of_a_page_knows_what_came_before_it() -> None:
    server = Server("links", 25, 10, 100, links=True)
    cursor = [page.cursor for page in asyncio.run(_pages(server.sized(page=2)))][-1]
    assert cursor.last_key is not None
    expected = Cursor("things.list", "", 4, 15, 10, first=2, total=25, full=10, last=5)
    assert evolve(cursor, arguments="", last_key=None) == expected


async def _pages(pager: Pager[Item]) -> list[Any]:
    return [page async for page in pager.pages()]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("style", PAGED)
@pytest.mark.parametrize("counts", [(0, 6), (6, 6, 6, 12), (3, 3, 6)])
async def test_turns_without_news_move_no_cursor(style: str, counts: tuple[int, ...], links: bool) -> None:  # noqa: FBT001 - pytest passes it
    """Whole pages that come after a turn without news are given by the next turn."""
    server = Server(style, 0, 3, 100, links=links)
    cursor, items = None, list[Item]()
    for count in counts:
        server.items = numbered(count)
        pager = server.sized() if cursor is None else server.sized().resume(cursor)
        async for page in pager.pages():
            items += page.items
            cursor = str(page.cursor)
    pages_read = -(-next(filter(None, counts)) // 3)
    assert [item for item in numbered(counts[-1])[pages_read * 3 :] if item not in items] == []
    assert [item for item in items if items.count(item) > 1] == []

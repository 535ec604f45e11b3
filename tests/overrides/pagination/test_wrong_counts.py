"""A count of the server that is wrong loses no item, and makes no walk fail that has every item."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from aiodockerhub_generated.types import Pager
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import PAGED, STYLES, Item, ListServer, numbered
from tests.overrides.pagination.test_split import walk as walk_part

Count = Callable[[int, int, int], int | None]
COUNTS: Mapping[str, Count] = {  # the count by number of items, number of items on the page, and number of the request
    "right": lambda count, length, request: count,
    "none": lambda count, length, request: None,
    "none after the first": lambda count, length, request: None if request else count,
    "always 0": lambda count, length, request: 0,
    "0 after the first": lambda count, length, request: 0 if request else count,
    "length of the page": lambda count, length, request: length,
    "half": lambda count, length, request: count // 2,
    "one too low": lambda count, length, request: max(0, count - 1),
    "at most 20": lambda count, length, request: min(count, 20),
    "at most 50": lambda count, length, request: min(count, 50),
}
COUNTED = [name for name in PAGED if STYLES[name].total]
BY_INDEX = [name for name in PAGED if STYLES[name].by_items]


class MiscountingServer(ListServer):
    """A server that caps its pages, and sends a wrong count.

    Attributes:
        count: Name of the count in `COUNTS`.
        once: Counts that are sent once, by number of the request.
        links: Whether the server sends the links that its document declares.
    """

    def __init__(self, style: str, count: int, cap: int, how: str = "right", *, links: bool = False) -> None:
        super().__init__(style, numbered(count))
        self.cap, self.count, self.links = cap, COUNTS[how], links
        self.default = 10
        self.once: dict[int, int] = {}
        self.edit = self._miscount

    def _miscount(self, response: dict[str, Any]) -> dict[str, Any]:
        request = len(self.requests) - 1
        length = len(response[str(self.paging.items)])
        total = self.once.get(request, self.count(len(self.items), length, request))
        dropped = {self.paging.total} | (set() if self.links else {self.paging.next})
        rest = {key: value for key, value in response.items() if key not in dropped}
        return rest if total is None or self.paging.total is None else {**rest, self.paging.total: total}

    def sized(self, size: int | None) -> Pager[Item]:
        return self.list(**({} if size is None else {self.paging.size: size}))


async def by_hand(server: MiscountingServer, size: int | None) -> list[Item]:
    page = await server.sized(size)
    items = [*page]
    while page.has_next:
        page = await page.next()
        items += page
    return items


async def by_cursor(server: MiscountingServer, size: int | None) -> list[Item]:
    pager, items = server.sized(size), list[Item]()
    while True:
        page = await pager
        items += page
        if not page.has_next:
            return items
        pager = server.sized(size).resume(str(page.cursor))


async def in_turns(server: MiscountingServer, size: int | None) -> list[Item]:
    """Walk a list, and resume at the cursor after the items of two pages, and once more at the end."""
    pager, items = server.sized(size), list[Item]()
    for _ in range(99):
        read = len(items)
        async for page in pager.pages(limit=2 * (size or 10)):
            items += page
            pager = server.sized(size).resume(str(page.cursor))
        if len(items) == read:
            break
    return items


async def in_parts(server: MiscountingServer, size: int | None) -> list[Item]:
    parts = await server.sized(size).split(3)
    return [*itertools.chain(*[await walk_part(server, part).collect() for part in parts])]


WALKS: Mapping[str, Callable[[MiscountingServer, int | None], Any]] = {
    "walk": lambda server, size: server.sized(size).collect(),
    "prefetch": lambda server, size: server.sized(size).collect(prefetch=4),
    "by hand": by_hand,
    "by cursor": by_cursor,
    "in turns": in_turns,
    "in parts": in_parts,
}


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(PAGED),
    count=st.integers(0, 130),
    size=st.none() | st.sampled_from([5, 10, 20, 25, 50]),
    cap=st.sampled_from([10, 20, 25, 100]),
    how=st.sampled_from(sorted(COUNTS)),
    links=st.booleans(),
    not_found=st.booleans(),
    kind=st.sampled_from(sorted(WALKS)),
)
@example(
    style="offsets", count=137, size=None, cap=25, how="length of the page", links=False, not_found=False, kind="walk"
)
@example(style="scim", count=90, size=20, cap=10, how="at most 20", links=False, not_found=False, kind="by cursor")
@example(style="scim", count=26, size=20, cap=100, how="none", links=False, not_found=False, kind="by cursor")
@example(style="scim", count=20, size=20, cap=100, how="none", links=False, not_found=True, kind="by hand")
def test_a_wrong_count_loses_nothing_and_fails_nothing(
    style: str, count: int, size: int | None, cap: int, how: str, *, links: bool, not_found: bool, kind: str
) -> None:
    if kind == "in parts" and how not in {"right", "none", "always 0", "length of the page", "at most 50"}:
        return  # a part whose count changes raises `ListChangedError`
    server = MiscountingServer(style, count, cap, how, links=links)
    server.not_found = not_found
    assert asyncio.run(WALKS[kind](server, size)) == numbered(count)


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(COUNTED),
    count=st.integers(0, 130),
    size=st.none() | st.sampled_from([5, 10, 20, 25, 50]),
    cap=st.sampled_from([10, 20, 25, 100]),
    once=st.dictionaries(st.integers(0, 14), st.integers(0, 150), max_size=1)
    | st.dictionaries(st.integers(0, 14), st.just(0), max_size=3),
    links=st.booleans(),
    not_found=st.booleans(),
    kind=st.sampled_from(sorted(WALKS.keys() - {"in parts"})),
)
@example(style="offsets", count=137, size=None, cap=25, once={2: 0}, links=False, not_found=False, kind="walk")
def test_a_count_that_is_wrong_once_loses_nothing_and_fails_nothing(
    style: str,
    count: int,
    size: int | None,
    cap: int,
    once: dict[int, int],
    *,
    links: bool,
    not_found: bool,
    kind: str,
) -> None:
    server = MiscountingServer(style, count, cap, links=links)
    server.not_found = not_found
    server.once = once if count else {}  # an empty first page that promises items is an error
    assert asyncio.run(WALKS[kind](server, size)) == numbered(count)


@pytest.mark.parametrize("style", COUNTED)
async def test_a_count_of_0_once_fails_no_part(style: str) -> None:
    server = MiscountingServer(style, 95, 10)
    parts = await server.sized(10).split(3)
    for request in range(16):
        server.requests.clear()
        server.once = {request: 0}
        assert await walk_part(server, parts[1]).collect() == numbered(30, 30)


@pytest.mark.parametrize(
    ("style", "count", "size", "cap", "requests"),
    [
        ("links", 90, 100, 25, 5),  # one of them because the first page is shorter than requested
        ("scim", 9, None, 100, 1),
        ("scim", 45, None, 100, 1 + 1),  # the server may cap its pages
        ("scim", 95, 10, 100, 10),
        ("scim", 90, 20, 10, 1 + 9 + 1),
        ("offsets", 9, None, 100, 1),
        ("offsets", 95, None, 100, 10),
        ("offsets", 90, None, 100, 9 + 1),  # the last page is full
        ("offsets", 95, 20, 100, 5),
    ],
)
async def test_one_more_request_shows_the_end_of_a_list_whose_last_page_is_full(
    style: str, count: int, size: int | None, cap: int, requests: int
) -> None:
    server = MiscountingServer(style, count, cap, links=True)
    assert await server.sized(size).collect() == numbered(count)
    assert len(server.requests) == requests


async def test_pages_are_fetched_ahead_though_the_count_is_too_low() -> None:
    server = MiscountingServer("offsets", 137, 100, "always 0")
    assert await server.sized(None).collect(prefetch=4) == numbered(137)
    assert server.most_running == 4


@pytest.mark.parametrize("style", BY_INDEX)
async def test_an_empty_page_that_contradicts_a_reached_count_is_not_the_end(style: str) -> None:
    server = MiscountingServer(style, 95, 10)
    respond = server.respond

    def respond_empty_once(query: dict[str, str]) -> Any:
        response = respond(query)
        return {**response, str(server.paging.items): []} if len(server.requests) == 4 else response

    server.respond = respond_empty_once  # type: ignore[method-assign]
    server.once = {1: 20, 2: 30}
    assert await server.sized(None).collect() == numbered(95)

"""Faults that differ from request to request never lose items silently, and never cost requests without end."""

import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from aiodockerhub import errors
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.lists import Item, ListServer, numbered
from tests.overrides.pagination.faulty_server import NOT_FOUND, FaultyServer, walk, with_no_items

MOST_REQUESTS = 30  # for one page; the search for moved items reads the first pages up to three times


def shorter(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "results": response["results"][:-1]}


def first_page(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "results": numbered(4)}


def longer(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "results": [*response["results"], *numbered(2, 900)]}


def moved_by_one(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "results": [*numbered(1, 800), *response["results"][:-1]]}


def unchanged(response: dict[str, Any]) -> dict[str, Any]:
    return response


FAULTS: list[Any] = [unchanged, shorter, with_no_items, first_page, longer, moved_by_one, NOT_FOUND]


def in_turns(server: FaultyServer, faults: list[Any]) -> Callable[[dict[str, Any]], Any]:
    """Return a fault that is another one of these at each request, again and again."""
    turns = itertools.cycle(faults)

    def respond(response: dict[str, Any]) -> Any:
        fault = next(turns)
        if fault is NOT_FOUND:
            raise errors.NotFoundError(NOT_FOUND.message, status_code=404)
        return fault(response)

    return respond


@given(
    patterns=st.dictionaries(st.integers(0, 4), st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4), min_size=1),
    prefetch=st.sampled_from([1, 3]),
)
async def test_no_page_is_requested_without_end(patterns: dict[int, list[Any]], prefetch: int) -> None:
    server = FaultyServer("links", 18, size=4)
    server.wrong = {page: in_turns(server, faults) for page, faults in patterns.items()}
    await walk(server, prefetch)
    for page, number in Counter(server.place(request) for request in server.requests).items():
        assert number <= MOST_REQUESTS, f"page {page + 1}"


@pytest.mark.parametrize(("page", "missing"), [(0, with_no_items), (2, with_no_items), (2, NOT_FOUND)])
async def test_a_page_that_is_short_and_missing_in_turns_is_taken_short(page: int, missing: Any) -> None:
    server = FaultyServer("links", 18, size=4)
    server.wrong[page] = in_turns(server, [shorter, missing])
    got, error = await walk(server)
    assert error is None
    assert got == [item for number, item in enumerate(numbered(18)) if number != 4 * page + 3]


def pushing(server: ListServer, seconds: list[Any]) -> None:
    """Add a page of items after page 1 was read, and another after page 2 came again; then send faults for page 3."""
    seen, faults = Counter[int](), iter(seconds)

    def edit(response: dict[str, Any]) -> Any:
        page = int(server.requests[-1].get("page", "1"))
        seen[page] += 1
        if (page, seen[page]) in {(1, 1), (2, 2)}:
            server.items[:0] = numbered(2, 100 * page)
        return next(faults, unchanged)(response) if page == 3 else response

    server.edit = edit


@pytest.mark.parametrize("prefetch", [1, 3])
async def test_a_resumed_walk_whose_last_page_was_page_1_once_is_complete(prefetch: int) -> None:
    server = FaultyServer("links", 18, size=4)
    pager = server.sized()
    cursor = next(page.cursor for page in [page async for page in pager.pages()] if page.number == 4)
    server.wrong[4], server.times[4] = (lambda _: {"count": 18, "next": "x", "results": numbered(4)}), 1
    assert await pager.resume(str(cursor)).collect(prefetch=prefetch) == numbered(2, 16)


@pytest.mark.parametrize("prefetch", [1, 3])
async def test_a_walk_whose_last_page_was_page_1_once_while_the_list_grew_is_an_error(prefetch: int) -> None:
    server = FaultyServer("links", 18, size=4)

    def grow_and_begin_again(_: dict[str, Any]) -> dict[str, Any]:
        server.items[:0] = numbered(1, 700)
        return {"count": 19, "next": "x", "results": server.items[:4]}

    server.wrong[4], server.times[4] = grow_and_begin_again, 1
    got, error = await walk(server, prefetch)
    assert isinstance(error, errors.PagingError), got


def ids(items: list[Item]) -> list[str]:
    return [item["id"] for item in items]


@pytest.mark.parametrize(
    "faults",
    [[unchanged, with_no_items], [shorter, with_no_items], [with_no_items], [shorter, unchanged, with_no_items]],
)
async def test_an_empty_page_after_growth_explained_a_repeated_page_does_not_end_the_list(faults: list[Any]) -> None:
    server = ListServer("links", numbered(10))
    pushing(server, faults)
    got = await server.list(page_size=2).collect()
    assert [each for each in dict.fromkeys(ids(got)) if len(each) == 2] == ids(numbered(10))


async def test_an_empty_page_that_stays_empty_after_growth_is_an_error() -> None:
    server = ListServer("links", numbered(10))
    pushing(server, [unchanged, *[with_no_items] * 10])
    with pytest.raises(errors.IncompleteListError, match="page 3 has no items, also when requested a second time"):
        await server.list(page_size=2).collect()

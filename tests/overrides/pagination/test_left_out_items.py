"""Items that a page had left out when the walk read it."""

import itertools
from typing import Any

import pytest
from aiodockerhub import errors

from tests.overrides.lists import Item, ListServer, numbered
from tests.overrides.pagination.faulty_server import NOT_FOUND, FaultyServer, walk


@pytest.mark.parametrize("prefetch", [1, 2, 8])
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("short", [3, 12])
async def test_items_that_a_short_page_of_a_list_without_links_left_out_come_with_the_next(
    short: int, place: int, prefetch: int
) -> None:
    server = FaultyServer("audit logs", 90, 25)
    server.wrong[place], server.times[place] = lambda response: {"logs": response["logs"][:short]}, 1
    assert await walk(server, prefetch) == (numbered(90), None)


@pytest.mark.parametrize("deleted", [0, 1, 2])
async def test_items_added_to_a_short_page_come_although_some_of_its_items_were_deleted(deleted: int) -> None:
    server = FaultyServer("audit logs", 13, 5)

    def add_and_delete(number: int) -> None:
        if number == 3:  # before the request for page 4
            del server.items[10 : 10 + deleted]
            server.items.extend(numbered(6, 13))

    server.before = add_and_delete
    assert await walk(server) == (numbered(19), None)


async def test_items_of_a_last_page_that_was_short_twice_come_on_one_more_page() -> None:
    server = FaultyServer("links", 45)
    server.wrong[4], server.times[4] = (lambda response: {**response, "results": response["results"][:2]}), 2
    assert await walk(server) == (numbered(45), None)


async def test_items_that_a_page_left_out_come_with_a_page_that_was_missing_at_first() -> None:
    server = FaultyServer("links", 45)
    server.wrong[3], server.times[3] = (lambda response: {**response, "results": response["results"][:2]}), 2
    server.wrong[4], server.times[4] = NOT_FOUND, 2
    assert await walk(server) == (numbered(45), None)
    server.wrong[3], server.times[3] = (lambda response: {**response, "results": response["results"][:2]}), 2
    server.times[4] = 3
    got, error = await walk(server)
    assert (got, type(error)) == (numbered(32), errors.IncompleteListError)


async def test_items_that_moved_to_the_last_page_while_the_page_after_it_was_deleted_come() -> None:
    server = FaultyServer("links", 49, 8)
    server.before = lambda number: server.items.pop(0) if number == 6 else None  # before the request for page 7
    assert await walk(server) == (numbered(49), None)


async def test_a_page_that_has_the_items_of_an_earlier_page_now_has_left_out_nothing() -> None:
    server = FaultyServer("audit logs", 13, 5)

    def add(number: int) -> None:
        if number == 3:  # before the request for page 4
            server.items[:0] = numbered(5, 100)

    server.before = add
    assert await walk(server) == ([*numbered(13), *numbered(3, 10)], None)


def last_page(response: dict[str, Any], items: list[Item]) -> dict[str, Any]:
    return {**response, "logs": items[(len(items) - 1) // 5 * 5 :]}


@pytest.mark.parametrize(
    ("length", "added_before"), [*itertools.product([13, 16], [None, 2, 3, 4]), (15, None), (15, 4)]
)
async def test_the_last_page_in_the_place_of_another_is_an_error(length: int, added_before: int | None) -> None:
    server = FaultyServer("audit logs", length, 5)
    server.wrong[1], server.times[1] = (lambda response: last_page(response, server.items)), 1
    server.before = lambda number: server.items.insert(0, numbered(1, 100)[0]) if number == added_before else None
    got, error = await walk(server)
    assert isinstance(error, errors.IncompleteListError)
    assert got[:5] == numbered(5)


@pytest.mark.parametrize("hidden", ["i6", "i8", "i11"])
async def test_hidden_items_are_none_that_a_page_has_left_out(hidden: str) -> None:
    server = ListServer(items=numbered(36))
    server.edit = lambda response: {
        **response,
        "results": [item for item in response["results"] if item["id"] != hidden],
    }
    second = await (await server.list(page_size=6)).next()
    assert await server.list(page_size=6).resume(str(second.cursor)).collect() == numbered(24, 12)

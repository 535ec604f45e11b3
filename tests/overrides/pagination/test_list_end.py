"""A walk is whole, or it raises: what the server does wrong, and what the walk makes of it."""

import pickle
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Paging

from tests.overrides.lists import STYLES, ListServer, numbered, paged
from tests.overrides.pagination.faulty_server import (
    LINKED,
    NO_PAGES,
    NOT_FOUND,
    FaultyServer,
    prefetches,
    walk,
    with_no_items,
)
from tests.overrides.scripted import respond, script


@pytest.mark.unmeasured
@prefetches
@paged
@pytest.mark.parametrize("wrong", [NOT_FOUND, with_no_items], ids=["404", "no items"])
async def test_a_page_that_is_missing_once_is_asked_for_again(style: str, wrong: Any, prefetch: int) -> None:
    server = FaultyServer(style, 95)
    for place in (2, 5, 9):
        server.wrong[place], server.times[place] = wrong, 1
    assert await walk(server, prefetch) == (numbered(95), None)


@prefetches
@paged
@pytest.mark.parametrize("wrong", [NOT_FOUND, with_no_items], ids=["404", "no items"])
async def test_a_page_that_stays_missing_is_an_error_that_can_be_resumed_from(
    style: str, wrong: Any, prefetch: int
) -> None:
    server = FaultyServer(style, 95)
    server.wrong[3] = wrong
    got, error = await walk(server, prefetch)
    assert got == numbered(30), "all items before the page were handed out"
    assert isinstance(error, errors.IncompleteListError)
    assert isinstance(error, errors.PagingError)
    assert error.cursor is not None
    assert error.cursor.items == 30
    assert "things.list breaks off: page 4 " in str(error)
    assert "also when requested a second time, although the list goes on; 30 " in str(error)
    assert pickle.loads(pickle.dumps(error)).cursor == error.cursor
    with pytest.raises(errors.IncompleteListError):  # it is still missing
        await server.sized().resume(error.cursor).collect(prefetch=prefetch)
    server.wrong.clear()
    assert await server.sized().resume(str(error.cursor)).collect(prefetch=prefetch) == numbered(65, 30)


@pytest.mark.unmeasured
@prefetches
@paged
@pytest.mark.parametrize("kind", NO_PAGES)
async def test_what_is_no_page_is_an_error_with_a_cursor(style: str, kind: str, prefetch: int) -> None:
    server = FaultyServer(style, 95)
    server.wrong[3] = NO_PAGES[kind]
    got, error = await walk(server, prefetch)
    assert got == numbered(30)
    assert isinstance(error, errors.IncompleteListError)
    assert "the response for page 4 is not a page, expected" in str(error)
    assert error.cursor is not None
    server.wrong.clear()
    assert await server.sized().resume(error.cursor).collect() == numbered(65, 30)


async def test_a_later_page_beyond_a_limit_of_the_client_is_a_decode_error_with_a_cursor() -> None:
    tags = [{"name": f"v{number}"} for number in range(4)]
    larger = [{**tag, "extra": "x" * 1000} for tag in tags[2:]]
    pages = [{"count": 4, "results": results} for results in (tags[:2], larger)]
    pages[0]["next"] = "https://hub.docker.com/v2/x?page=2"
    async with script(*(respond(200, page) for page in pages)).hub(max_response_size=1000) as hub:
        with pytest.raises(errors.DecodeError, match="max_response_size") as caught:
            await hub.repositories.list_tags("acme", "app", page_size=2).collect()
    assert caught.value.exceeds_limit
    assert caught.value.cursor is not None
    assert (caught.value.cursor.page, caught.value.cursor.items) == (2, 2)


@pytest.mark.unmeasured
@prefetches
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", [kind for kind in NO_PAGES if kind != "array"])
async def test_a_first_page_that_is_none_is_a_decode_error(style: str, kind: str, prefetch: int) -> None:
    server = FaultyServer(style, 95)
    single = STYLES[style].style == "single"
    server.wrong[0] = NO_PAGES["error"] if callable(NO_PAGES[kind]) and single else NO_PAGES[kind]
    got, error = await walk(server, prefetch)
    assert got == []
    assert type(error) is errors.DecodeError


async def test_a_strict_clients_error_about_a_field_stays_what_it_is() -> None:
    server = FaultyServer("links", 50)
    field = errors.DecodeError("things.list", "$.results[*].id", "string", "5")
    server.before = lambda number: server.faults.update({number: field}) if number == 2 else None
    assert await walk(server) == (numbered(20), field)


@pytest.mark.unmeasured
@prefetches
@paged
async def test_a_list_that_has_shrunk_is_over(style: str, prefetch: int) -> None:
    for left in (0, 5, 12, 25, 30):
        server = FaultyServer(style, 50)

        def shrink(number: int, server: FaultyServer = server, left: int = left) -> None:
            if server.place(server.requests[number]) == 3:
                del server.items[left:]

        server.before = shrink
        got, error = await walk(server, prefetch)
        assert error is None
        assert got[:left] == numbered(50)[:left]


@prefetches
@pytest.mark.parametrize("style", LINKED)
async def test_a_list_that_is_gone_is_incomplete(style: str, prefetch: int) -> None:
    server = FaultyServer(style, 50)

    def delete(number: int) -> None:
        if server.place(server.requests[number]) == 2:
            server.wrong = dict.fromkeys(range(9), NOT_FOUND)

    server.before = delete
    got, error = await walk(server, prefetch)
    assert isinstance(error, errors.IncompleteListError)
    assert isinstance(error.__cause__, errors.NotFoundError)
    assert got[:10] == numbered(10)
    with pytest.raises(errors.NotFoundError):
        await server.sized().resume(str(error.cursor)).collect()


async def test_a_missing_page_costs_three_requests_to_find_out() -> None:
    server = FaultyServer("links", 50)
    server.wrong[3] = NOT_FOUND
    await walk(server)
    assert [request.get("page", "1") for request in server.requests] == ["1", "2", "3", "4", "4", "3"]


@prefetches
@pytest.mark.parametrize("style", LINKED)
@pytest.mark.parametrize("count", [20, 25])
async def test_an_empty_last_page_whose_own_count_was_read_ends_a_list_that_links_to_it(
    style: str, count: int, prefetch: int
) -> None:
    server = FaultyServer(style, count)
    server.not_found = False
    last = -(-count // 10) - 1
    server.wrong[last] = lambda response: {**response, "next": "https://elsewhere.example/"}
    assert await walk(server, prefetch) == (numbered(count), None)
    cursors = [page.cursor async for page in server.sized().pages()]
    for cursor in cursors:
        assert await server.sized().resume(str(cursor)).collect() == numbered(count)[cursor.items :]
    server.not_found = True
    assert type((await walk(server, prefetch))[1]) is errors.IncompleteListError, "a 404 says nothing of the list"


@prefetches
@pytest.mark.parametrize("style", LINKED)
async def test_capped_pages_without_links_are_walked_to_the_count(style: str, prefetch: int) -> None:
    server = ListServer(style, numbered(11))
    server.cap = 5
    server.edit = lambda response: {**response, "next": None}
    assert await server.list(page_size=100).collect(prefetch=prefetch) == numbered(11)


@pytest.mark.parametrize("not_found", [False, True])
@pytest.mark.parametrize("count", [10, 30])
async def test_a_full_last_page_of_a_list_without_links_is_followed_by_none(count: int, *, not_found: bool) -> None:
    server = FaultyServer("audit logs", count)
    server.not_found = not_found
    assert await walk(server) == (numbered(count), None)
    last = count // 10
    assert [int(request.get("page", 1)) for request in server.requests[last:]] == [last + 1, last + 1, last + 2]


async def test_an_empty_first_page_that_promises_more_is_an_error() -> None:
    server = FaultyServer("links", 50)
    server.wrong[0] = with_no_items
    got, error = await walk(server)
    assert (got, type(error), len(server.requests)) == ([], errors.IncompleteListError, 2)
    server.times[0] = 1
    assert await walk(server) == (numbered(50), None)


async def test_a_list_in_one_piece_that_says_there_is_more_is_incomplete() -> None:
    server = FaultyServer("invites", 5)
    for more in ({"next": "https://hub.docker.com/?page=2"}, {"total": 17}):
        server.edit = lambda response, more=more: {**response, **more}  # type: ignore[misc] # a default that differs
        got, error = await walk(server)
        assert got == numbered(5)
        assert isinstance(error, errors.IncompleteListError)
        assert "it is one page, which promises more items than it has" in str(error)


async def test_scim_leaves_out_resources_if_there_are_none() -> None:
    server = FaultyServer("scim", 0)
    server.wrong[0] = {"totalResults": 0}
    assert await walk(server) == ([], None)
    server.wrong[0] = {"totalResults": 3}
    assert type((await walk(server))[1]) is errors.DecodeError


async def test_a_page_fetched_by_hand_is_checked_too() -> None:
    server = FaultyServer("links", 25)
    page = await server.sized()
    server.wrong[1] = NOT_FOUND
    with pytest.raises(errors.IncompleteListError) as caught:
        await page.next()
    assert caught.value.cursor == page.cursor


@pytest.mark.parametrize("status", [401, 403])
async def test_refusals_are_not_to_be_resumed_by_the_same_caller(status: int) -> None:
    server = FaultyServer("links", 50)
    refusal = errors.status_class(status)("sign in to page further", status_code=status)
    server.before = lambda number: server.faults.update({number: refusal}) if number == 1 else None
    got, error = await walk(server)
    assert (got, error) == (numbered(10), refusal)
    assert "a client that may read it goes on with pager.resume(" in refusal.__notes__[-1]


def test_every_style_of_the_client_is_walked_here() -> None:
    from aiodockerhub_generated.operations import OPERATIONS

    def habits(paging: Paging) -> tuple[object, ...]:
        return paging.style, paging.next is None, paging.total is None, paging.items is None

    single_with_a_total = ("single", True, False, False)
    walked = {habits(paging) for paging in STYLES.values()} | {single_with_a_total}
    used = {id_: operation.paging for id_, operation in OPERATIONS.items() if operation.paging}
    missing = {id_: paging for id_, paging in used.items() if habits(paging) not in walked}
    assert not missing, f"add these to STYLES in tests/overrides/lists.py, and all tests of walks try them: {missing}"


@prefetches
@pytest.mark.parametrize("missing", [NOT_FOUND, with_no_items], ids=["404", "no items"])
async def test_a_count_that_is_too_high_makes_no_list_incomplete(missing: Any, prefetch: int) -> None:
    server = FaultyServer("links", 25)
    server.edit = lambda response: {**response, "count": 99}
    server.not_found = missing is NOT_FOUND
    assert await walk(server, prefetch) == (numbered(25), None)
    pages = [int(request.get("page", 1)) for request in server.requests]
    assert pages.count(4) == 2
    assert max(pages) <= 3 + prefetch


async def test_item_added_while_the_end_of_a_list_is_resumed_is_no_error() -> None:
    server = ListServer("links", numbered(20))
    cursor = [page.cursor async for page in server.list(page_size=10).pages()][-1]
    added = len(server.requests) + 3  # after the page before, and two requests for the page at the cursor
    server.before = lambda number: server.items.append({"id": "new"}) if number == added else None
    assert await server.list(page_size=10).resume(str(cursor)).collect() == [{"id": "new"}]


async def test_a_first_page_without_items_is_not_believed_if_there_is_a_count() -> None:
    server = FaultyServer("links", 25)
    server.wrong[0] = lambda response: {"count": 25, "next": None, "results": []}
    got, error = await walk(server)
    assert (got, type(error), len(server.requests)) == ([], errors.IncompleteListError, 2)
    server.times[0] = 1
    assert await walk(server) == (numbered(25), None)


async def test_a_bare_array_shorter_than_any_page_is_the_whole_list() -> None:
    server = ListServer(items=numbered(3), paging=Paging(total="count", next="next", max_size=100))
    server.edit = lambda response: {"results": response["results"]}
    assert await server.list().collect() == numbered(3)
    page = await server.list()
    assert page.has_next, "nothing says that it is the last"
    assert [*(await page.next())] == []
    assert len(server.requests) == 4
    server.respond = lambda query: {"results": numbered(30)}  # type: ignore[method-assign] # whatever the page
    assert await server.list().collect() == numbered(30)


@prefetches
@pytest.mark.parametrize("count", [0, 7])
async def test_an_empty_first_page_of_an_audit_log_may_be_wrong_once(count: int, prefetch: int) -> None:
    server = FaultyServer("audit logs", count, 5)
    server.wrong, server.times = {0: with_no_items}, {0: 1}
    assert await server.sized().collect(prefetch=prefetch) == numbered(count)
    assert (await server.sized()).items == numbered(min(count, 5))


@paged
async def test_an_empty_first_page_with_a_link_or_a_count_is_not_requested_again(style: str) -> None:
    server = FaultyServer(style, 0)
    assert await server.sized().collect() == []
    assert len(server.requests) == (2 if style == "audit logs" else 1)

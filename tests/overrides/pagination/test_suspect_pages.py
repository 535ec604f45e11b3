"""Pages that do not fit those before them are asked for again, and believed or not."""

import itertools
import random
from typing import Any

import httpx
import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Paging

from tests.overrides.lists import STYLES, ListServer, numbered, paged
from tests.overrides.pagination.faulty_server import LINKED, NOT_FOUND, FaultyServer, prefetches, walk, with_no_items
from tests.overrides.scripted import script

BY_NUMBER = [name for name, paging in STYLES.items() if paging.style == "page"]
COUNTED = [name for name in BY_NUMBER if STYLES[name].total]


def cut(response: dict[str, Any]) -> dict[str, Any]:
    return {key: value[:7] if isinstance(value, list) else value for key, value in response.items()}


def cut_and_last(response: dict[str, Any]) -> dict[str, Any]:
    return {**cut(response), "next": None}


def served(server: FaultyServer) -> list[int]:
    return [server.place(request) + 1 for request in server.requests]


@prefetches
@pytest.mark.parametrize("style", COUNTED)
@pytest.mark.parametrize("wrong", [cut, cut_and_last])
async def test_a_page_that_is_short_once_is_asked_for_again(style: str, wrong: Any, prefetch: int) -> None:
    for places in ({0}, {2, 5}, {9}):
        server = FaultyServer(style, 97)
        server.wrong = dict.fromkeys(places, wrong)
        server.times = dict.fromkeys(places, 1)
        if places == {9}:
            server.wrong[9] = lambda response: {**response, "results": response["results"][:3]}
        assert await walk(server, prefetch) == (numbered(97), None)


@pytest.mark.parametrize("style", COUNTED)
@pytest.mark.parametrize("place", [0, 3])
@pytest.mark.parametrize("empty", [1, 2])
async def test_a_page_that_is_short_and_then_empty_is_asked_for_once_more(style: str, place: int, empty: int) -> None:
    server = ListServer(style, numbered(50))
    responses = iter([cut, *[with_no_items] * empty])

    def edit(response: Any) -> Any:
        return next(responses, dict)(response) if len(server.requests) > place else response

    server.edit = edit
    pager = server.list(**{server.paging.size: 10})
    if empty == 1:
        assert await pager.collect() == numbered(50)
    else:
        with pytest.raises(errors.IncompleteListError, match="although the list goes on"):
            await pager.collect()


@prefetches
@pytest.mark.parametrize("style", COUNTED)
async def test_pages_that_stay_short_are_believed_and_cost_one_request(style: str, prefetch: int) -> None:
    server = FaultyServer(style, 50)
    server.wrong = dict.fromkeys((1, 2, 3), cut)
    got, error = await walk(server, prefetch)
    assert error is None
    assert got == [*numbered(17), *numbered(7, 20), *numbered(7, 30), *numbered(10, 40)]
    assert [served(server).count(page) for page in (1, 2, 3, 4)] == [1, 2, 1, 1]


@prefetches
@pytest.mark.parametrize("style", COUNTED)
@pytest.mark.parametrize("wrong", [cut, cut_and_last])
async def test_a_page_that_is_short_once_is_asked_for_again_though_the_server_caps_its_pages(
    style: str, wrong: Any, prefetch: int
) -> None:
    for place in range(1, 9):  # page 1 is shorter than requested anyway
        server = FaultyServer(style, 90)
        server.cap = 10
        server.wrong, server.times = {place: wrong}, {place: 1}
        pager = server.list(**{server.paging.size: 25})
        assert await pager.collect(prefetch=prefetch) == numbered(90)


@prefetches
@pytest.mark.parametrize("short", [1, 9])
async def test_a_short_page_in_the_middle_of_a_list_without_links_does_not_end_it(short: int, prefetch: int) -> None:
    server = FaultyServer("audit logs", 45)
    server.wrong[1] = lambda response: {"logs": response["logs"][:short]}
    got, error = await walk(server, prefetch)
    assert (got, error) == ([*numbered(10 + short), *numbered(25, 20)], None)


@prefetches
async def test_a_page_of_a_list_without_links_whose_items_have_moved_is_not_missing(prefetch: int) -> None:
    server = FaultyServer("audit logs", 45, 10)
    server.before = lambda number: server.items.__setitem__(slice(0, 0), numbered(8, 100)) if number == 5 else None
    got, error = await walk(server, prefetch)
    assert error is None
    assert {item["id"] for item in numbered(45)} <= {item["id"] for item in got}


@prefetches
async def test_a_list_whose_pages_are_capped_below_its_default_size_is_walked_to_its_end(prefetch: int) -> None:
    server = ListServer("audit logs", numbered(45))
    server.cap = 7
    assert await server.list().collect(prefetch=prefetch) == numbered(45)


@prefetches
@paged
async def test_a_page_in_the_place_of_another_is_asked_for_again(style: str, prefetch: int) -> None:
    for wrong, earlier in ((1, 0), (4, 3), (4, 1), (9, 2), (13, 2), (20, 0)):
        server = FaultyServer(style, 215)
        items = str(server.paging.items)
        server.wrong[wrong] = lambda response, items=items, earlier=earlier: {
            **response, items: numbered(10, 10 * earlier)
        }  # fmt: skip
        server.times[wrong] = 1
        assert await walk(server, prefetch) == (numbered(215), None)


@prefetches
@pytest.mark.parametrize("style", LINKED)
async def test_a_page_that_is_short_after_it_was_another_is_asked_for_once_more(style: str, prefetch: int) -> None:
    server = FaultyServer(style, 95)
    items, faults = str(server.paging.items), iter([numbered(10, 10), numbered(5, 50)])
    server.wrong[5] = lambda response: {**response, items: next(faults)}
    server.times[5] = 2
    assert await walk(server, prefetch) == (numbered(95), None)
    assert list(faults) == []


@prefetches
@paged
async def test_a_page_that_stays_in_the_place_of_others_is_an_error_and_nothing_comes_twice(
    style: str, prefetch: int
) -> None:
    server = FaultyServer(style, 95)
    items = str(server.paging.items)
    repeated = dict.fromkeys(range(3, 10), lambda response: {**response, items: numbered(10, 10)})
    server.wrong = {**repeated}
    got, error = await walk(server, prefetch)
    assert got == numbered(30)
    assert isinstance(error, errors.IncompleteListError)
    assert "things.list goes in circles: the response for page 4 is page 2, also a second time" in str(error)
    server.wrong.clear()
    assert await server.sized().resume(error.cursor).collect() == numbered(65, 30)


async def test_a_list_that_grows_by_a_whole_page_is_walked_on() -> None:
    server = FaultyServer("links", 20)
    server.before = lambda number: server.items.__setitem__(slice(0, 0), numbered(10, 100)) if number == 1 else None
    assert await walk(server) == ([*numbered(10), *numbered(20)], None), "the page that moved comes twice"


async def test_a_first_page_of_new_items_alone_is_explained_by_the_growth_since_it_was_read() -> None:
    server = FaultyServer("links", 41, 3)
    server.before = lambda number: server.items.__setitem__(slice(0, 0), numbered(6, 100)) if number == 1 else None
    assert await walk(server) == ([*numbered(3), *numbered(3, 103), *numbered(41)], None)


async def test_a_list_that_grows_as_quickly_as_it_is_read_ends_with_an_error() -> None:
    server, chance, numbers = FaultyServer("links", 20, 3), random.Random(1), itertools.count(100, 3)

    def grow(number: int) -> None:
        del number
        if chance.random() < 0.6:
            server.items[:0] = numbered(3, next(numbers))

    server.before = grow
    _, error = await walk(server)
    assert type(error) is errors.PagingError
    assert "things.list grows as quickly as it is read: added items have moved those of 101 pages" in str(error)


@prefetches
@pytest.mark.parametrize("style", ["scim", "offsets"])
@pytest.mark.parametrize("wrong", [0, 1, 3])
async def test_a_page_by_index_that_was_the_short_last_one_once_is_asked_for_again(
    style: str, prefetch: int, wrong: int
) -> None:
    server = FaultyServer(style, 48)
    items = str(server.paging.items)
    server.wrong[wrong] = lambda response: {**response, items: numbered(8, 40)}
    server.times[wrong] = 1
    assert await walk(server, prefetch) == (numbered(48), None)


@prefetches
@pytest.mark.parametrize("style", BY_NUMBER)
@pytest.mark.parametrize("place", [10, 20])
async def test_a_first_page_that_was_another_one_once_is_missing(style: str, prefetch: int, place: int) -> None:
    server = FaultyServer(style, 95)
    items = str(server.paging.items)
    server.wrong[0] = lambda response: {**response, items: numbered(10, place)}
    server.times[0] = 1
    got, error = await walk(server, prefetch)
    assert isinstance(error, errors.IncompleteListError)
    assert "has other items on page 1 now" in str(error)
    assert got == [*numbered(10, place), *numbered(place - 10, 10)]


@prefetches
@pytest.mark.parametrize("style", BY_NUMBER)
async def test_a_page_that_was_the_next_one_once_is_missing(style: str, prefetch: int) -> None:
    for wrong in (1, 4):
        server = FaultyServer(style, 95)
        items, place = str(server.paging.items), 10 * wrong + 10
        server.wrong[wrong] = lambda response, items=items, place=place: {**response, items: numbered(10, place)}
        server.times[wrong] = 1
        got, error = await walk(server, prefetch)
        assert isinstance(error, errors.IncompleteListError)
        assert f"has other items on page {wrong + 1} now" in str(error)
        assert got == [*numbered(10 * wrong), *numbered(10, place)]


async def test_a_list_that_grows_by_less_than_a_page_is_walked_on() -> None:
    server = FaultyServer("links", 32)
    server.before = lambda number: server.items.__setitem__(slice(0, 0), numbered(3, 100)) if number == 3 else None
    assert await walk(server) == ([*numbered(30), *numbered(5, 27)], None), "of the last page all but two came before"


@prefetches
async def test_what_follows_a_first_page_that_was_longer_once_is_no_news(prefetch: int) -> None:
    server = FaultyServer("links", 95)
    server.wrong[0], server.times[0] = (lambda response: {**response, "results": numbered(20)}), 1
    got, error = await walk(server, prefetch)
    assert (got, type(error)) == (numbered(20), errors.IncompleteListError)


@prefetches
@pytest.mark.parametrize("times", [1, 9])
async def test_the_first_page_of_a_resumed_walk_is_checked_against_the_one_before(times: int, prefetch: int) -> None:
    server = FaultyServer("links", 95)
    cursor = [page async for page in server.sized().pages(limit=30)][-1].cursor
    server.wrong[3], server.times[3] = (lambda response: {**response, "results": numbered(10, 20)}), times
    if times == 1:
        assert await server.sized().resume(cursor).collect(prefetch=prefetch) == numbered(65, 30)
    else:
        with pytest.raises(errors.IncompleteListError, match=r"for page 4 is page 3, also a second time") as caught:
            await server.sized().resume(cursor).collect(prefetch=prefetch)
        assert caught.value.cursor == cursor


@pytest.mark.parametrize("style", LINKED)
async def test_a_walk_from_a_later_page_misses_nothing_though_two_pages_come_short_once(style: str) -> None:
    server = FaultyServer(style, 95)
    for page in (2, 3):  # from 0; the first page of the walk, and the one before it
        server.wrong[page] = lambda response: {**response, "results": response["results"][1:]}
        server.times[page] = 1
    assert await server.list(**{server.paging.page: 4, server.paging.size: 10}).collect() == numbered(65, 30)


async def test_a_page_before_the_first_one_that_is_gone_is_not_missed() -> None:
    server = FaultyServer("links", 95)
    cursor = [page async for page in server.sized().pages(limit=30)][-1].cursor
    server.wrong[2] = NOT_FOUND
    assert await server.sized().resume(cursor).collect() == numbered(65, 30)

    def busy(_: object) -> None:
        raise errors.ServerError("busy", status_code=503)

    server.wrong[2] = busy
    with pytest.raises(errors.ServerError) as caught:
        await server.sized().resume(cursor).collect()
    assert caught.value.cursor == cursor


@prefetches
async def test_a_list_that_is_not_cut_into_pages_comes_once(prefetch: int) -> None:
    for count in (1, 9, 10, 30):
        server = FaultyServer("links", count)
        server.respond = lambda query: {"results": server.items}  # type: ignore[method-assign] # noqa: B023 - used at once
        got, error = await walk(server, prefetch)
        assert error is None
        assert got == numbered(count)


@pytest.mark.parametrize("style", BY_NUMBER)
async def test_pages_that_become_longer_than_asked_for_leave_something_out(style: str) -> None:
    server = FaultyServer(style, 95)
    server.wrong[4] = lambda response: {**response, str(server.paging.items): numbered(20, 80)}
    got, error = await walk(server)
    assert got == numbered(40)
    assert isinstance(error, errors.IncompleteListError)
    assert "has changed the size of its pages: page 5 has 20 items" in str(error)
    assert error.cursor is not None
    assert error.cursor.items == 40
    server.times[4] = 1
    assert await walk(server) == (numbered(95), None)


async def test_pages_that_have_been_longer_than_asked_for_from_the_beginning_are_taken() -> None:
    server = ListServer(items=numbered(95), paging=Paging(total="count", next="next", max_size=100))
    plain = server.respond
    server.respond = lambda query: plain({**query, "page_size": "20"})  # type: ignore[method-assign]
    assert await server.list(page_size=10).collect() == numbered(95)


async def test_a_page_that_does_not_fit_and_is_gone_then_is_missing() -> None:
    server = FaultyServer("links", 50)
    responses = iter([{"count": 50, "next": "x", "results": numbered(10)}])
    server.wrong[2] = lambda response: next(responses, {"count": 50, "next": "x", "results": []})
    got, error = await walk(server)
    assert got == numbered(20)
    assert isinstance(error, errors.IncompleteListError)
    assert "page 3 has no items, also when requested a second time" in str(error)


async def test_a_part_of_a_walk_is_checked_too() -> None:
    from tests.overrides.pagination.test_split import walk as walk_part

    server = FaultyServer("links", 95)
    parts = await server.sized().split(3)
    server.wrong[4], server.times[4] = cut, 1
    assert await walk_part(server, parts[1]).collect() == numbered(30, 30)
    server.wrong[3], server.times[3] = (lambda response: {**response, "results": numbered(10, 20)}), 1
    assert await walk_part(server, parts[1]).collect() == numbered(30, 30)
    server.wrong[3], server.times[3] = (lambda response: {**response, "results": numbered(10)}), 1
    assert await walk_part(server, parts[1]).collect() == numbered(30, 30)


@pytest.mark.parametrize("resumes", [False, True])
async def test_a_first_page_without_a_requested_size_that_is_short_once_is_asked_for_again(*, resumes: bool) -> None:
    sent = list[int]()

    def serve(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", "1"))
        sent.append(page)
        items = [{"id": number, "name": f"v{number}"} for number in range(37)][(page - 1) * 10 : page * 10]
        more = "https://hub.docker.com/v2/next" if page < 4 else None
        return httpx.Response(200, json={"count": 37, "next": more, "results": items[: 6 if len(sent) == 1 else None]})

    async with script(serve).hub() as hub:
        pager = hub.repositories.list_tags("acme", "app")
        page = await pager
        got = [*page.items]
        while page.has_next:
            page = await (pager.resume(str(page.cursor)) if resumes else page.next())
            got += page.items
    assert [tag.name for tag in got] == [f"v{number}" for number in range(37)]
    assert sent[:2] == [1, 1]

import pytest

from tests.overrides.lists import ListServer, numbered, paged
from tests.overrides.pagination.faulty_server import LINKED, FaultyServer, prefetches, silent, walk


@pytest.mark.parametrize("count", [0, 7, 10**9, None, "many", "7", "9" * 400])
@pytest.mark.parametrize("prefetch", [1, 4])
async def test_the_servers_count_never_ends_a_walk(count: object, prefetch: int) -> None:
    server = ListServer(items=numbered(60))
    server.edit = lambda response: {**response, "count": count}
    assert await server.list(page_size=10).collect(prefetch=prefetch) == numbered(60)


@paged
@pytest.mark.parametrize("cap", [25, 40])
async def test_a_size_that_the_server_caps_in_silence_is_no_end(style: str, cap: int) -> None:
    server = ListServer(style, numbered(105))
    server.cap = cap
    for prefetch in (1, 3):
        assert await server.list().collect(prefetch=prefetch) == numbered(105)


async def test_a_short_page_of_a_list_without_links_is_believed_when_the_next_one_is_empty() -> None:
    server = ListServer("audit logs", numbered(60))
    assert len(await server.list(page_size=25).collect()) == 60
    assert [request.get("page", "1") for request in server.requests] == ["1", "2", "3", "4"]
    server.requests.clear()
    server.items = numbered(5)
    assert len(await server.list().collect()) == 5
    assert len(await server.list().take(5)) == 5
    assert len(server.requests) == 3


async def test_pages_one_after_another_lose_nothing_of_a_list_without_links() -> None:
    server = ListServer("audit logs", numbered(60))
    server.cap = 3
    page = await server.list()
    items = [*page]
    while page.has_next:
        page = await page.next()
        items += page
    assert items == numbered(60)


async def test_total_may_go_by_another_name_and_extra_fields_stay_readable() -> None:
    server = ListServer("organization tokens", numbered(3))
    server.edit = lambda response: {"count": 3, "active_count": 2, "results": response["results"], "next": None}
    page = await server.list()
    assert page.total == 3
    assert page.envelope == {"count": 3, "active_count": 2, "next": None}


@pytest.mark.parametrize("style", LINKED)
async def test_a_page_that_is_silent_about_the_next_is_not_the_last(style: str) -> None:
    server = FaultyServer(style, 50)
    server.wrong = {1: silent, 4: silent}
    assert await walk(server) == (numbered(50), None)
    short = FaultyServer(style, 50)
    short.wrong = {1: lambda response: {"results": response["results"][:9]}}
    assert len((await walk(short))[0]) == 49


@prefetches
async def test_a_count_may_be_written_as_text(prefetch: int) -> None:
    server = FaultyServer("links", 95)
    server.edit = lambda response: {**response, "count": "95"}
    server.wrong = dict.fromkeys((0, 4), lambda response: {**response, "next": None})
    assert await walk(server, prefetch) == (numbered(95), None)


@pytest.mark.unmeasured
@prefetches
@pytest.mark.parametrize("style", LINKED)
@pytest.mark.parametrize("odd", [None, "", False, []], ids=repr)
async def test_a_page_without_a_link_is_not_the_last_if_the_count_says_so(
    style: str, odd: object, prefetch: int
) -> None:
    server = FaultyServer(style, 95)
    if not server.paging.total or style == "members":
        server.edit = lambda response: {"count": 95, **response}
    server.wrong = dict.fromkeys((0, 4), lambda response: {**response, "next": odd})
    assert await walk(server, prefetch) == (numbered(95), None)


async def test_a_walk_that_starts_at_a_later_page_doubts_nothing() -> None:
    server = FaultyServer("links", 35)
    assert await server.list(page=3, page_size=10).collect() == numbered(15, 20)
    pages = [request.get("page", "1") for request in server.requests]
    assert pages == ["2", "3", "1", "4"], "pages 2 and 1 are what the others may repeat"

import asyncio
import inspect
import itertools
import json
from functools import partial
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password, errors
from aiodockerhub.pagination.pager import HubPager
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated import _responses, calls
from aiodockerhub_generated.models import RepositoryListEntry, Tag
from aiodockerhub_generated.types import Pager
from attrs import evolve

from tests.generated.model_samples import smallest
from tests.overrides.lists import STYLES, ListServer, numbered, take


async def test_awaiting_gives_the_first_page_as_the_server_cuts_it() -> None:
    server = ListServer(items=numbered(25))
    page = await server.list()
    assert page.items == numbered(10)
    assert (page.number, page.total, page.has_next, len(page), [*page]) == (1, 25, True, 10, page.items)
    assert server.requests == [{}]


async def test_what_forgets_that_a_pager_is_asynchronous_is_told() -> None:
    pager: Any = ListServer(items=numbered(5)).list()
    with pytest.raises(TypeError, match=r"is asynchronous: write `async for`, or `await pager.collect\(\)`"):
        list(pager)
    with pytest.raises(AttributeError, match="a pager has no attribute 'name': await it for a page") as caught:
        _ = pager.name
    assert caught.value.name == "name"


async def test_next_walks_to_the_end_and_refuses_to_go_beyond() -> None:
    server = ListServer(items=numbered(25))
    page = await server.list(page_size=20)
    last = await page.next()
    assert (last.items, last.number, last.has_next) == (numbered(5, 20), 2, False)
    with pytest.raises(errors.LastPageError, match="page 2 is the last one"):
        await last.next()


@pytest.mark.unmeasured
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 250])
@pytest.mark.parametrize("prefetch", [1, 4])
async def test_every_style_walks_the_whole_list_in_order(style: str, size: int, prefetch: int) -> None:
    server = ListServer(style, numbered(size))
    assert await server.list().collect(prefetch=prefetch) == numbered(size)
    assert server.running == 0


async def test_walking_asks_for_the_largest_pages_unless_told_otherwise() -> None:
    server = ListServer(items=numbered(250))
    assert [item async for item in server.list()] == numbered(250)
    assert [request.get("page_size") for request in server.requests] == ["100", "100", "100"]
    server.requests.clear()
    assert [len(page) async for page in server.list(page_size=50).pages()] == [50] * 5
    server.requests.clear()
    assert await server.list(page=3).collect() == numbered(230, 20), "a page by number keeps the size it counts by"
    assert server.requests == [{"page": str(number)} for number in (2, 3, 1, *range(4, 26))]


async def test_take_asks_for_no_more_than_it_needs() -> None:
    server = ListServer(items=numbered(1000))
    assert await server.list().take(7) == numbered(7)
    assert server.requests == [{"page_size": "7"}]
    server.requests.clear()
    assert await server.list().take(150, prefetch=8) == numbered(150)
    assert sorted(request.get("page", "1") for request in server.requests) == ["1", "2"]
    server.requests.clear()
    async for _ in server.list().items(limit=250, prefetch=8):
        await asyncio.sleep(0)
    assert len(server.requests) == 3
    server.requests.clear()
    assert await server.list().take(0) == []
    assert server.requests == []


async def test_pages_with_a_limit_end_with_a_whole_page() -> None:
    server = ListServer(items=numbered(100))
    pages = [page async for page in server.list(page_size=10).pages(limit=15)]
    assert [len(page) for page in pages] == [10, 10]
    assert [item async for item in server.list(page_size=10).items(limit=15)] == numbered(15)
    assert await server.list(page_size=10).resume(pages[-1].cursor).take(3) == numbered(3, 20)


@pytest.mark.parametrize("settings", [{"limit": 2.5}, {"prefetch": "4"}, {"prefetch": None}, {"on_page": 5}])
async def test_settings_that_make_no_sense_are_refused_before_any_request(settings: Any) -> None:
    server = ListServer(items=numbered(5))
    with pytest.raises(ValueError, match=f"{next(iter(settings))} must be a"):
        await server.list().collect(**settings)
    assert server.requests == []


async def test_negative_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="limit must be a whole number of at least 0, or None; got -1"):
        await ListServer().list().take(-1)
    with pytest.raises(ValueError, match="prefetch must be a whole number of at least 0; got -2"):
        await ListServer().list().collect(prefetch=-2)
    with pytest.raises(ValueError, match="prefetch must be at most 1,000"):
        await ListServer().list().collect(prefetch=100_000)


def test_a_page_size_beyond_the_limit_is_refused_before_the_call() -> None:
    server = ListServer()
    with pytest.raises(errors.ArgumentError, match=r"page_size must be at most 100, the limit of .*; got 101") as error:
        _ = server.list(page_size=101)
    assert error.value.argument == "page_size"
    for wrong in (0, -3, 1.5):
        with pytest.raises(
            errors.ArgumentError, match=r"page_size of things\.list must be a whole number from 1"
        ) as refusal:
            _ = server.list(page_size=wrong)
        assert refusal.value.argument == "page_size"
        with pytest.raises(ValueError, match=r"page of things\.list must be a whole number from 1"):
            _ = server.list(page=wrong)
    for name in ("page", "page_size"):  # of a caller of `hub.walk`, whose options may have any text
        with pytest.raises(ValueError, match=rf"{name} of things\.list must be a whole number from 1; got '\*\*\*'"):
            _ = server.list(**{name: "dckr_pat_dummy0123456789"})
    with pytest.raises(ValueError, match="count must be at most 200"):
        _ = ListServer("scim").list(count=201)
    assert server.requests == []


def test_a_call_that_lists_nothing_has_no_pages() -> None:
    server = ListServer()
    call = server.call({})
    with pytest.raises(ValueError, match="must be of an operation that lists something"):
        _ = server.paginate(evolve(call, operation=evolve(call.operation, paging=None)))


async def test_a_page_by_number_past_the_end_has_no_items() -> None:
    server = ListServer(items=numbered(20))
    beyond = await server.list(page=7)
    assert (beyond.items, beyond.has_next) == ([], False)


async def test_404_on_the_first_page_keeps_its_error() -> None:
    server = ListServer(items=numbered(20))
    server.faults[0] = errors.NotFoundError("no such repository", status_code=404)
    with pytest.raises(errors.NotFoundError):
        await server.list().collect()
    assert len(server.requests) == 1


async def test_fields_of_a_generated_envelope_are_those_beside_its_items() -> None:
    page = {"count": 1, "next": None, "previous": None, "new": [1], "results": [{"name": "a", "namespace": "b"}]}
    server = ListServer()
    server.respond = lambda query: json.dumps(page).encode()  # type: ignore[method-assign] # the bytes of a real response
    got = await server.paginate(calls.repositories.list("b"))
    assert got.items == [RepositoryListEntry(name="a", namespace="b")]
    assert got.envelope == {"count": 1, "next": None, "previous": None, "new": [1]}


async def test_a_response_in_a_shape_of_other_times_is_the_decoders_business() -> None:
    server = ListServer("members", numbered(3))
    server.edit = lambda response: response["results"]
    call = evolve(server.call({}), items=_responses.itself)
    assert (await server.paginate(call)).envelope == {}
    assert await server.paginate(call).collect() == numbered(3)
    server = ListServer("scim", numbered(3))
    server.edit = lambda response: {"resources": response["Resources"], "totalResults": 3}
    page = await server.paginate(evolve(server.call({}), items=partial(take, "resources")))
    assert (page.items, page.envelope) == (numbered(3), {"totalResults": 3})


async def test_links_of_the_server_are_never_followed() -> None:
    server = ListServer(items=numbered(30))
    await server.list(page_size=10, name="x").collect()
    assert server.requests == [
        {"page_size": "10", "name": "x", **({"page": str(number)} if number > 1 else {})} for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("prefetch", [1, 4])
@pytest.mark.parametrize("period", [1, 2, 3])
async def test_a_server_that_goes_in_circles_ends_in_a_clear_error(prefetch: int, period: int) -> None:
    server = ListServer(items=numbered(10 * period))
    plain = server.respond
    server.respond = lambda query: {  # type: ignore[method-assign]
        **plain({**query, "page": str((int(query.get("page", 1)) - 1) % period + 1)}),
        "next": "https://hub.docker.com/?page=2",
    }
    got: list[dict[str, Any]] = []

    async def read() -> None:
        async for item in server.list(page_size=10).items(prefetch=prefetch):
            got.extend([item])

    message = r"things\.list goes in circles: the response for page \d is page 1"
    with pytest.raises(errors.IncompleteListError, match=message) as caught:
        await read()
    assert got == numbered(10 * period), "nothing comes twice"
    assert caught.value.cursor is not None
    assert caught.value.cursor.items == len(got)
    assert len(server.requests) <= period + 2 + prefetch


@pytest.mark.parametrize("prefetch", [1, 4])
@pytest.mark.parametrize("period", [1, 2, 3])
async def test_a_server_that_goes_in_circles_is_noticed_where_nothing_tells_items_apart(
    prefetch: int, period: int
) -> None:
    server = ListServer()
    server.respond = lambda query: {  # type: ignore[method-assign]
        "results": [{"text": int(query.get("page", 1)) % period}] * 10,
        "next": "https://hub.docker.com/?page=2",
    }
    with pytest.raises(errors.PagingError, match=r"things\.list goes in circles: page \d+ is one that came 5 times"):
        await server.list(page_size=10).collect(prefetch=prefetch)
    assert len(server.requests) < 60


async def test_a_hand_made_walk_cannot_go_in_circles_either() -> None:
    server = ListServer(items=numbered(10))
    server.respond = lambda query: {"results": numbered(10), "next": "x"}  # type: ignore[method-assign]

    async def walk() -> None:
        page = await server.list()
        while page.has_next:
            page = await page.next()

    with pytest.raises(errors.PagingError):
        await walk()


async def test_a_list_that_grows_is_walked_to_its_new_end() -> None:
    server = ListServer(items=numbered(20))

    def grow(number: int) -> None:
        if number < 6:
            server.items[:0] = [{"id": f"new{number}"}]

    server.before = grow
    got = await server.list(page_size=5).collect()
    assert {item["id"] for item in numbered(20)} <= {item["id"] for item in got}
    assert len(got) > len({item["id"] for item in got})
    server.items = numbered(20)
    server.requests.clear()
    unique = await server.list(page_size=5).collect(unique=True)
    assert len(unique) == len({item["id"] for item in unique})
    assert numbered(20) == [item for item in unique if not item["id"].startswith("new")]


async def test_progress_is_reported_for_each_page_before_its_items() -> None:
    server = ListServer(items=numbered(25))
    seen: list[object] = []

    def report(number: int, so_far: int, total: int | None) -> None:
        seen.append((number, so_far, total))

    async for item in server.list(page_size=10).items(on_page=report):
        seen += [item["id"]]
    assert [entry for entry in seen if isinstance(entry, tuple)] == [(1, 10, 25), (2, 20, 25), (3, 25, 25)]
    assert seen[:2] == [(1, 10, 25), "i0"]
    resumed: list[object] = []
    cursor = (await server.list(page_size=10)).cursor
    await server.list().resume(cursor).collect(on_page=lambda *progress: resumed.append(progress))
    assert resumed == [(2, 20, 25), (3, 25, 25)], "a resumed walk goes on counting"


async def test_progress_may_be_reported_to_a_coroutine_function() -> None:
    seen = list[int]()

    async def report(number: int, so_far: int, total: int | None) -> None:
        seen.append(so_far)

    await ListServer(items=numbered(25)).list(page_size=10).collect(on_page=report)
    assert seen == [10, 20, 25]


async def test_audit_logs_report_no_total() -> None:
    seen: list[object] = []
    await ListServer("audit logs", numbered(3)).list().collect(on_page=lambda *progress: seen.append(progress))
    assert seen == [(1, 3, None)]


async def test_scim_users_are_found_by_index_even_if_pages_are_short() -> None:
    server = ListServer("scim", numbered(50))
    server.edit = lambda response: {**response, "Resources": response["Resources"][:7]}  # may return fewer: RFC 7644
    assert await server.list(count=10).collect() == numbered(50)
    assert await server.list(count=10).collect(prefetch=4) == numbered(50)
    assert await server.list(count=10, startIndex=11).collect() == numbered(40, 10)
    lengths = itertools.cycle([10, 10, 4])
    server.edit = lambda response: {**response, "Resources": response["Resources"][: next(lengths)]}
    assert await server.list(count=10).collect() == numbered(50)


def test_a_pager_says_what_it_walks() -> None:
    assert repr(ListServer().list()).startswith("<pager of things.list:")
    assert repr(HubPager.__new__(HubPager)) == "<pager, not made>"


@pytest.mark.parametrize("size", [None, 50, 100])
async def test_items_that_are_on_the_first_page_take_no_second_request(size: int | None) -> None:
    server = ListServer(items=numbered(300))
    chosen = {} if size is None else {"page_size": size}
    assert await server.list(**chosen).take(50, prefetch=4) == numbered(50)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["pages", "resume", "split"])
def test_help_shows_the_whole_docstring_of_a_method(name: str) -> None:
    assert inspect.getdoc(getattr(HubPager, name)) == inspect.getdoc(getattr(Pager, name))


async def test_the_message_in_the_place_of_a_list_is_masked_and_on_one_line() -> None:
    server = ListServer(items=numbered(3))
    server.edit = lambda response: {"message": "no\n\x1b[31m password=swordfish-example"}
    with pytest.raises(errors.DecodeError) as caught:
        await server.list()
    assert caught.value.received == "null: no [31m password=***"


@pytest.mark.parametrize("odd", [None, "x", 5, []])
@pytest.mark.parametrize("strict", [False, True])
async def test_item_that_is_no_object_is_an_error_of_decoding(odd: object, strict: bool) -> None:
    fake = FakeHub()
    fake.user("jane", password="dummy")
    fake.repository("jane/app", tags=30)
    page = {"count": 30, "next": "https://elsewhere.example/?page=3", "results": [smallest(Tag), odd]}
    fake.fault("repositories.list_tags", after=1, times=None, json=page)
    async with fake.serve() as url, DockerHub(Password("jane", "dummy"), base_url=url, strict=strict) as hub:
        with pytest.raises(errors.DecodeError, match=r"expected object at \$\.results\[\*\], got ") as caught:
            await hub.repositories.list_tags("jane", "app", page_size=10).collect()
    assert caught.value.cursor is not None
    assert caught.value.cursor.items == 10


async def test_scim_list_of_null_is_no_list_without_items() -> None:
    fake = FakeHub()
    fake.user("jane", password="dummy")
    fake.org("acme", owner="jane", scim_token="scim_dummy")
    fake.fault("scim.list_users", times=None, json={"totalResults": 0, "Resources": [None]})
    async with DockerHub(Password("jane", "dummy"), scim_token="scim_dummy", transport=fake.transport) as hub:
        with pytest.raises(errors.DecodeError, match="expected object at"):
            await hub.scim.list_users()

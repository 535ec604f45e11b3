"""Pages ahead that were read before the list grew are requested again, and no others."""

import asyncio
import itertools
from collections.abc import Callable, Mapping

import pytest
from aiodockerhub import DockerHub, Password, errors
from aiodockerhub.http.events import RequestEvent
from aiodockerhub.testing import FakeHub, ManualClock
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import PAGED, STYLES, ListServer, numbered

COUNTED = [style for style in PAGED if STYLES[style].total]
counted = pytest.mark.parametrize("style", COUNTED)


def late(server: ListServer, ticks: Mapping[int, int]) -> None:
    """Delay requests by a number of iterations of the event loop, by the number of the request, from 1."""

    async def gate() -> None:
        for _ in range(ticks.get(len(server.requests), 0)):
            await asyncio.sleep(0)

    server.gate = gate


def grow_before(server: ListServer, place: int, count: int = 1) -> None:
    """Insert items at the beginning of the list before the first response for a page."""
    is_grown = False

    def before(number: int) -> None:
        nonlocal is_grown
        if not is_grown and server.requests[number].get(server.paging.page) == str(place):
            server.items[:0] = [{"id": f"new{new}"} for new in range(count)]
            is_grown = True

    server.before = before


def grow_at_each_request(server: ListServer, count: int) -> None:
    def before(number: int) -> None:
        server.items[:0] = [{"id": f"new{number}-{new}"} for new in range(count)]

    server.before = before


def page_2(server: ListServer) -> int:
    return 10 + server.paging.first if server.paging.by_items else 2


@counted
@pytest.mark.parametrize("prefetch", [2, 3, 8])
async def test_an_item_that_moves_to_a_page_read_before_is_not_lost(style: str, prefetch: int) -> None:
    server = ListServer(style, numbered(95))
    late(server, {2: 20})
    grow_before(server, page_2(server))
    items = await server.list(**{server.paging.size: 10}).collect(prefetch=prefetch)
    assert items == [*numbered(10), *numbered(86, 9)], "item 10 came again, as it does without prefetch"


@counted
async def test_only_pages_that_were_read_before_are_requested_again(style: str) -> None:
    server = ListServer(style, numbered(195))
    late(server, {2: 20})
    grow_before(server, page_2(server))
    await server.list(**{server.paging.size: 10}).collect(prefetch=4)
    pages = [request.get(server.paging.page) for request in server.requests]
    repeated = {page for page in pages if pages.count(page) > 1}
    assert len(pages) - len({*pages}) == len(repeated) <= 3, "at most prefetch - 1, each of them once"
    assert str(page_2(server)) not in repeated


@counted
async def test_a_list_at_rest_takes_no_further_requests_however_late_pages_are(style: str) -> None:
    server = ListServer(style, numbered(95))
    late(server, {2: 20, 5: 30, 6: 7})
    assert await server.list(**{server.paging.size: 10}).collect(prefetch=4) == numbered(95)
    assert len(server.requests) == 10


async def test_a_page_of_a_count_that_the_items_contradict_is_not_requested_again() -> None:
    server = ListServer("links", numbered(35))
    late(server, {2: 20})
    server.edit = lambda response: {**response, "count": 0 if numbered(1, 20)[0] in response["results"] else 35}
    assert await server.list(page_size=10).collect(prefetch=4) == numbered(35)
    assert len(server.requests) == 4


async def test_removed_items_make_no_request_without_prefetch() -> None:
    server = ListServer("links", numbered(95))
    server.before = lambda _: server.items.pop()
    await server.list(page_size=10).collect()
    assert len(server.requests) == 9


@pytest.mark.parametrize("added", [1, 3])
@pytest.mark.parametrize("ticks", [(0,), (3, 0), (0, 5, 1)])
async def test_a_list_that_grows_at_each_request_ends_as_without_prefetch(added: int, ticks: tuple[int, ...]) -> None:
    outcomes: list[str] = []
    for prefetch in (1, 4):
        server = ListServer("links", numbered(95))
        grow_at_each_request(server, added)
        late(server, {number: ticks[number % len(ticks)] for number in range(3_000)})
        try:
            items = await server.list(page_size=10).collect(prefetch=prefetch)
        except errors.PagingError as error:
            outcomes += [type(error).__name__]
        else:
            assert {item["id"] for item in items} >= {item["id"] for item in numbered(95)}
            outcomes += ["ended"]
        assert len(server.requests) < 2_000
    assert outcomes[0] == outcomes[1]


@pytest.mark.heavy
@settings(deadline=None)
@given(
    style=st.sampled_from(COUNTED),
    count=st.integers(0, 60),
    size=st.integers(2, 12),
    prefetch=st.integers(1, 8),
    cap=st.integers(2, 12),
    inserted=st.dictionaries(st.integers(0, 14), st.lists(st.integers(0, 60), max_size=4)),
    ticks=st.lists(st.integers(0, 6), min_size=1, max_size=8),
)
@example(style="links", count=40, size=10, prefetch=3, cap=10, inserted={3: [0]}, ticks=[0, 6, 0, 0])
def test_a_walk_of_a_list_that_only_grows_has_every_item_or_raises(
    *,
    style: str,
    count: int,
    size: int,
    prefetch: int,
    cap: int,
    inserted: dict[int, list[int]],
    ticks: list[int],
) -> None:
    server = ListServer(style, numbered(count))
    server.cap = cap
    delays, new = itertools.cycle(ticks), itertools.count()

    async def gate() -> None:
        for _ in range(next(delays)):
            await asyncio.sleep(0)

    def before(number: int) -> None:
        for place in inserted.get(number, []):
            server.items.insert(place, {"id": f"new{next(new)}"})

    server.gate, server.before = gate, before
    try:
        items = asyncio.run(server.list(**{server.paging.size: size}).collect(prefetch=prefetch))
    except errors.PagingError:
        assert inserted, "a list at rest is whole"
    else:
        assert {item["id"] for item in items} >= {item["id"] for item in numbered(count)}


class Retried:
    """A FakeHub whose second page is retried, with a change of the list before the second attempt."""

    def __init__(self, operation: str, change: Callable[[FakeHub], object]) -> None:
        self.operation, self.clock = operation, ManualClock(automatic=True)
        self.fake = FakeHub(clock=self.clock)
        self.fake.user("jane", password="dummy")
        self.fake.fault(operation, after=1, status=503)
        self.change = change

    def hub(self) -> DockerHub:
        return DockerHub(
            Password("jane", "dummy"), transport=self.fake.transport, clock=self.clock, on_request=self.before_attempt
        )

    def before_attempt(self, event: RequestEvent) -> None:
        if event.attempt > 1:
            self.change(self.fake)

    @property
    def request_count(self) -> int:
        return sum(request.operation == self.operation for request in self.fake.requests)


@pytest.mark.parametrize("prefetch", [1, 2, 4])
async def test_a_push_while_a_page_is_retried_hides_no_tag(prefetch: int) -> None:
    names = [f"1.{number}" for number in range(50)]
    server = Retried("repositories.list_tags", lambda fake: fake.tag("jane/app", "2.0"))
    server.fake.repository("jane/app", tags=names)
    async with server.hub() as hub:
        tags = await hub.repositories.list_tags("jane", "app", page_size=10).collect(prefetch=prefetch)
    assert {tag.name for tag in tags} >= {*names}


@pytest.mark.parametrize("prefetch", [2, 3, 8])
async def test_a_tag_that_is_pushed_again_while_a_page_is_retried_hides_no_other_tag(prefetch: int) -> None:
    server = Retried("repositories.list_tags", lambda fake: fake.tag("jane/app", "1.45"))
    server.fake.repository("jane/app", tags=[f"1.{number}" for number in range(50)])
    async with server.hub() as hub:
        tags = await hub.repositories.list_tags("jane", "app", page_size=10).collect(prefetch=prefetch)
    assert {tag.name for tag in tags} >= {f"1.{number}" for number in range(50)} - {"1.45"}


async def test_a_retried_page_of_a_list_with_a_count_that_is_at_rest_makes_no_further_request() -> None:
    server = Retried("repositories.list_tags", lambda _: None)
    server.fake.repository("jane/app", tags=50)
    async with server.hub() as hub:
        assert len(await hub.repositories.list_tags("jane", "app", page_size=10).collect(prefetch=4)) == 50
    assert server.request_count == 6, "five pages, and one retry"


@pytest.mark.parametrize("prefetch", [1, 2, 4])
async def test_pages_after_a_retried_page_of_a_list_without_a_count_are_requested_again(prefetch: int) -> None:
    def push(fake: FakeHub, name: str = "new") -> None:
        fake.tag("jane/app", name)

    server = Retried("audit_logs.list", push)
    server.fake.repository("jane/app")
    for number in range(100):
        push(server.fake, f"t{number}")
    async with server.hub() as hub:
        logs = await hub.audit_logs.list("jane", page_size=10).collect(prefetch=prefetch)
    tags = {str((log.data or {}).get("tag")) for log in logs}
    assert tags >= {f"t{number}" for number in range(100)}
    without_prefetch = 13  # ten or eleven pages, one retry, and an empty page at the end
    # The pages ahead are requested again once, and up to `prefetch - 1` pages are requested after the end.
    assert server.request_count <= without_prefetch + prefetch + prefetch - 1


@counted
@pytest.mark.parametrize("prefetch", [4, 50])
@pytest.mark.parametrize("ticks", [(0,), (9, 0, 4, 7), (0, 1, 2, 3, 4, 5)])
async def test_a_list_that_becomes_shorter_makes_few_further_requests(
    style: str, prefetch: int, ticks: tuple[int, ...]
) -> None:
    server = ListServer(style, numbered(3_000))
    server.before = lambda _: server.items.pop()
    late(server, {number: ticks[number % len(ticks)] for number in range(3_000)})
    items = await server.list(**{server.paging.size: 10}).collect(prefetch=prefetch)
    pages = len(items) // 10
    assert {item["id"] for item in items} >= {item["id"] for item in server.items}
    assert len(server.requests) <= pages + pages // 4 + 20 + 3 * prefetch

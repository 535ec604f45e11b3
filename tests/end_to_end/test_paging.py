"""Random walks over all kinds of lists of a FakeHub, through the whole client, compared with what a model predicts."""

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import httpx
import pytest
from aiodockerhub import Cursor, DockerHub, ListChangedError, Password, ServerError
from aiodockerhub.testing import FakeHub, ManualClock
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Paging
from hypothesis import example, given
from hypothesis import strategies as st

from tests.end_to_end.listings import Listing, Tags, each_listing, quickly
from tests.overrides.lists import Change, Turns, change, check_walk, predict

T = TypeVar("T")
NO_ITEMS = re.compile(rb'"(results|logs|[Rr]esources|data)": ?\[\]')


class Stage(httpx.AsyncBaseTransport):
    """A FakeHub with a list on it; calls `before` with the number of each request for the list, from 0."""

    def __init__(self, listing: Listing, count: int) -> None:
        self.listing = listing
        self.fake = FakeHub(seed=1, clock=ManualClock(automatic=True))
        self.fake.user("jane", password="dummy")
        self.fake.org("acme", owner="jane", scim_token="scim_dummy")
        self.fake.repository("acme/app")
        self.before: Callable[[int], object] = lambda number: None
        self.page = ""  # that the last request for the list asks for
        self.requests = self.running = 0
        self.ended = False  # a response was without items: what comes after that is to find out if the list has ended
        # Jane and her team have to be there for anything to be allowed; they come first, where no change touches them.
        self.fixed = {"orgs.list_members": ["jane"], "scim.list_users": ["jane"], "groups.list": ["owners"]}.get(
            listing.operation, []
        )
        listing.arrange(self.fake, [*self.fixed, *names(count)])

    def hub(self, **options: Any) -> DockerHub:
        return DockerHub(Password("jane", "dummy"), scim_token="scim_dummy", transport=self, strict=True, **options)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/v2/auth/token":
            self.page = str(request.url.params)  # by number or by index
            self.before(self.requests)
            self.requests += 1
        self.running += 1
        try:
            await asyncio.sleep(0)
            response = await self.fake.transport.handle_async_request(request)
            self.ended = self.ended or response.status_code == httpx.codes.NOT_FOUND
            self.ended = self.ended or bool(NO_ITEMS.search(await response.aread()))
            return response
        finally:
            self.running -= 1


def names(count: int, kind: str = "one") -> list[str]:
    return [f"{kind}{number:03}" for number in range(count)]


def newcomers() -> Iterator[str]:
    return (f"new{number:03}" for number in itertools.count())


def paging_of(listing: Listing) -> Paging:
    paging = OPERATIONS[listing.operation].paging
    assert paging is not None
    return paging


def run(stage: Stage, walk: Callable[[DockerHub], Awaitable[T]], **options: Any) -> T:
    """Run a walk, and check that afterwards no request and no task is running, and all places are free."""

    async def checked() -> T:
        async with stage.hub(concurrency=3, **options) as hub:
            result = await walk(hub)
            for _ in range(30):
                await asyncio.sleep(0)
            assert stage.running == 0
            before = stage.requests
            stage.before = lambda number: None
            await asyncio.gather(*(hub.repositories.get("acme", "app") for _ in range(3)))
            assert stage.requests == before + 3
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return result

    return asyncio.run(checked())


@pytest.mark.heavy
@each_listing
@given(
    count=st.integers(0, 40),
    size=st.integers(3, 12),
    prefetch=st.integers(0, 6),
    limit=st.none() | st.integers(0, 50),
    unique=st.booleans(),
)
@quickly
def test_a_list_at_rest_is_walked_exactly(
    *, listing: Listing, count: int, size: int, prefetch: int, limit: int | None, unique: bool
) -> None:
    stage = Stage(listing, count)

    async def walk(hub: DockerHub) -> list[str]:
        items = await listing.pager(hub, size).collect(limit=limit, prefetch=prefetch, unique=unique)
        return [listing.key(item) for item in items]

    assert run(stage, walk) == [*stage.fixed, *names(count)][:limit]


@pytest.mark.heavy
@each_listing
@given(
    count=st.integers(0, 40),
    size=st.integers(3, 12),
    prefetch=st.integers(1, 5),
    good=st.lists(st.integers(0, 4), max_size=4),
)
@quickly
def test_a_walk_resumed_after_every_fault_loses_nothing(
    *, listing: Listing, count: int, size: int, prefetch: int, good: list[int]
) -> None:
    stage = Stage(listing, count)
    for after in good:
        stage.fake.fault(listing.operation, after=after, status=503, json={"detail": "try later"})

    async def walk(hub: DockerHub) -> list[str]:
        got: list[str] = []
        cursor: Cursor | None = None
        while True:
            pager = listing.pager(hub, size)
            try:
                async for item in (pager if cursor is None else pager.resume(str(cursor))).items(prefetch=prefetch):
                    got += [listing.key(item)]
            except ServerError as error:
                cursor = error.cursor
            else:
                return got
            assert cursor is not None
            assert cursor.items == len(got)

    assert run(stage, walk, max_retries=0) == [*stage.fixed, *names(count)]


@pytest.mark.heavy
@each_listing
@given(size=st.integers(3, 12), prefetch=st.integers(1, 6), leave=st.integers(1, 30))
@quickly
def test_leaving_at_any_item_leaves_nothing_behind(*, listing: Listing, size: int, prefetch: int, leave: int) -> None:
    stage = Stage(listing, 30)

    async def walk(hub: DockerHub) -> list[str]:
        got: list[str] = []
        async for item in listing.pager(hub, size).items(prefetch=prefetch):
            got += [listing.key(item)]
            if len(got) == leave:
                break
        return got

    assert run(stage, walk) == [*stage.fixed, *names(30)][:leave]


@pytest.mark.heavy
@each_listing
@given(
    count=st.integers(0, 40),
    size=st.integers(4, 12),
    schedule=st.dictionaries(
        st.integers(0, 8), st.lists(st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 45)), max_size=3)
    ),
)
@quickly
@example(count=7, size=4, schedule={2: [("insert", 0), ("insert", 0)], 3: [("insert", 0)]})
def test_a_list_that_changes_is_walked_as_a_reader_of_its_pages_would(
    *, listing: Listing, count: int, size: int, schedule: dict[int, list[Change]]
) -> None:
    stage = Stage(listing, count)
    fixed = len(stage.fixed)
    shifted = {number: [(what, index + fixed) for what, index in wanted] for number, wanted in schedule.items()}
    fresh = newcomers()

    turns = Turns(paging_of(listing))

    def before(request: int) -> None:
        number = turns.number(request, stage.page)
        if stage.ended or number is None:
            return
        keys = listing.keys(stage.fake)
        change(keys, shifted.get(number, []), fresh)
        listing.arrange(stage.fake, keys)

    stage.before = before
    expected = predict(paging_of(listing), [*stage.fixed, *names(count)], size, shifted, newcomers())

    async def walk(hub: DockerHub) -> list[str]:
        got: list[str] = []
        with suppress(ListChangedError):  # raised after all pages: added and deleted items seem to have moved
            async for item in listing.pager(hub, size):
                got += [listing.key(item)]
        return got

    check_walk(run(stage, walk), expected)


@pytest.mark.heavy
@pytest.mark.parametrize("prefetch", [1, 5])
async def test_retries_refresh_and_rate_limits_do_not_show_in_a_walk(prefetch: int) -> None:
    stage = Stage(Tags(), 200)
    clock = ManualClock(automatic=True)
    stage.fake = FakeHub(seed=1, clock=clock)
    stage.fake.user("jane", password="dummy")
    stage.fake.org("acme", owner="jane")
    stage.fake.repository("acme/app", private=True)
    Tags().arrange(stage.fake, names(200))
    stage.fake.rate_limit(10, window=30)
    for after in (2, 5, 9):
        stage.fake.fault("repositories.list_tags", after=after, status=502, html="<html>")
    stage.before = lambda number: stage.fake.clock.advance(700) if number == 20 else None  # no token lives so long
    async with stage.hub(clock=clock, max_retry_after=600, retry_timeout=10_000, max_retries=50) as hub:
        tags = await hub.repositories.list_tags("acme", "app", page_size=5).collect(prefetch=prefetch)
    assert [tag.name for tag in tags] == names(200)
    statuses = {request.status for request in stage.fake.requests}
    assert {429, 502} <= statuses
    assert sum(request.operation == "authentication.create_token" for request in stage.fake.requests) > 1


class Sluggish(httpx.AsyncBaseTransport):
    """Returns each response of FakeHub after ten iterations of the event loop."""

    def __init__(self, fake: FakeHub) -> None:
        self.fake = fake

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.fake.transport.handle_async_request(request)
        for _ in range(10):
            await asyncio.sleep(0)
        return response


@pytest.mark.heavy
@pytest.mark.parametrize("prefetch", [1, 2, 4, 8])
async def test_an_automatic_clock_takes_a_walk_through_a_rate_limit(prefetch: int) -> None:
    clock = ManualClock(automatic=True)
    fake = FakeHub(seed=1, clock=clock)
    fake.user("jane", password="dummy")
    fake.org("acme", owner="jane")
    fake.repository("acme/app", private=True)
    Tags().arrange(fake, names(300))
    fake.rate_limit(8, window=30)
    async with DockerHub(Password("jane", "dummy"), transport=Sluggish(fake), clock=clock) as hub:
        tags = await hub.repositories.list_tags("acme", "app", page_size=10).collect(prefetch=prefetch)
    assert [tag.name for tag in tags] == names(300)
    assert any(request.status == httpx.codes.TOO_MANY_REQUESTS for request in fake.requests)
    assert clock.monotonic() < 130, "all who wait for the same window wait at the same time"

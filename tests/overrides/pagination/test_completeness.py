"""A walk is whole, or it raises: what the server does wrong, and what the walk makes of it."""

import asyncio
import itertools
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Pager, Paging
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.overrides.lists import STYLES, Change, Item, ListServer, change, numbered

NOT_FOUND = errors.NotFoundError("httperror 404: object not found", status_code=404)
PAGED = [name for name, paging in STYLES.items() if paging.style != "single"]
LINKED = [name for name, paging in STYLES.items() if paging.next]
prefetches = pytest.mark.parametrize("prefetch", [1, 2, 8])


class FaultyServer(ListServer):
    """Has something wrong with some of its pages.

    Attributes:
        wrong: What to answer in the place of the page at an offset: an exception, or what makes it of the right answer.
        times: How often each is wrong; always if left out.
    """

    def __init__(self, style: str, count: int, size: int = 10) -> None:
        super().__init__(style, numbered(count))
        self.size = size
        self.wrong: dict[int, Any] = {}
        self.times: dict[int, int] = {}

    def place(self, query: Mapping[str, str]) -> int:
        place = int(query.get(self.paging.page, self.paging.first)) - self.paging.first
        return place // self.size if self.paging.by_items else place

    def answer(self, query: dict[str, str]) -> Any:
        place = self.place(query)
        if place not in self.wrong or self.times.get(place, 1) < 1:
            return super().answer(query)
        if place in self.times:
            self.times[place] -= 1
        wrong = self.wrong[place]
        if wrong is NOT_FOUND:
            raise errors.NotFoundError(NOT_FOUND.message, status_code=404)
        return wrong(super().answer(query)) if callable(wrong) else wrong

    def sized(self) -> Pager[Item]:
        return self.list(**({} if self.paging.style == "single" else {self.paging.size: self.size}))


def without_items(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if not isinstance(value, list)}


def with_no_items(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: [] if isinstance(value, list) else value for key, value in answer.items()}


def silent(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if isinstance(value, list)}


NO_PAGES: dict[str, Any] = {
    "without its items": without_items,
    "null for items": lambda answer: {**answer, **dict.fromkeys(("results", "logs", "Resources"))},
    "array": [],
    "null": None,
    "string": "maintenance",
    "error": {"detail": "maintenance"},
}


async def walk(server: FaultyServer, prefetch: int = 1) -> tuple[list[Item], errors.DockerHubError | None]:
    got: list[Item] = []
    try:
        async for item in server.sized().items(prefetch=prefetch):
            got.extend([item])
    except errors.DockerHubError as error:
        return got, error
    finally:
        for _ in range(3):
            await asyncio.sleep(0)
        assert server.running == 0
    return got, None


@prefetches
@pytest.mark.parametrize("style", PAGED)
@pytest.mark.parametrize("wrong", [NOT_FOUND, with_no_items], ids=["404", "no items"])
async def test_a_page_that_is_missing_once_is_asked_for_again(style: str, wrong: Any, prefetch: int) -> None:
    server = FaultyServer(style, 95)
    for place in (2, 5, 9):
        server.wrong[place], server.times[place] = wrong, 1
    assert await walk(server, prefetch) == (numbered(95), None)


@prefetches
@pytest.mark.parametrize("style", PAGED)
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
    assert "things.list breaks off: there is more of it" in str(error)
    assert pickle.loads(pickle.dumps(error)).cursor == error.cursor
    with pytest.raises(errors.IncompleteListError):  # it is still missing
        await server.sized().resume(error.cursor).collect(prefetch=prefetch)
    server.wrong.clear()
    assert await server.sized().resume(str(error.cursor)).collect(prefetch=prefetch) == numbered(65, 30)


@prefetches
@pytest.mark.parametrize("style", PAGED)
@pytest.mark.parametrize("kind", NO_PAGES)
async def test_what_is_no_page_is_an_error_with_a_cursor(style: str, kind: str, prefetch: int) -> None:
    server = FaultyServer(style, 95)
    server.wrong[3] = NO_PAGES[kind]
    got, error = await walk(server, prefetch)
    assert got == numbered(30)
    assert isinstance(error, errors.IncompleteListError)
    assert "what came for page 4 is not a page, expected" in str(error)
    assert error.cursor is not None
    server.wrong.clear()
    assert await server.sized().resume(error.cursor).collect() == numbered(65, 30)


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


@prefetches
@pytest.mark.parametrize("style", PAGED)
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


@pytest.mark.parametrize("count", [10, 30])
async def test_a_full_last_page_of_a_list_without_links_is_followed_by_an_empty_one(count: int) -> None:
    server = FaultyServer("audit logs", count)
    assert await walk(server) == (numbered(count), None)
    last = count // 10
    assert [int(request.get("page", 1)) for request in server.requests[last:]] == [last + 1, last + 1, last + 2]


@pytest.mark.parametrize("style", LINKED)
async def test_a_page_that_is_silent_about_the_next_is_not_the_last(style: str) -> None:
    server = FaultyServer(style, 50)
    server.wrong = {1: silent, 4: silent}
    assert await walk(server) == (numbered(50), None)
    short = FaultyServer(style, 50)
    short.wrong = {1: lambda answer: {"results": answer["results"][:9]}}
    assert len((await walk(short))[0]) == 49


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
        server.edit = lambda answer, more=more: {**answer, **more}  # type: ignore[misc] # a default that differs
        got, error = await walk(server)
        assert got == numbered(5)
        assert isinstance(error, errors.IncompleteListError)
        assert "comes in one piece" in str(error)


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


FAULTS: dict[str, Any] = {"404": NOT_FOUND, "empty": with_no_items, **NO_PAGES}
faults = st.dictionaries(st.integers(0, 9), st.tuples(st.sampled_from(sorted(FAULTS)), st.none() | st.integers(1, 3)))
changes = st.dictionaries(
    st.integers(0, 14), st.lists(st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 60)), max_size=12)
)


@settings(deadline=None)
@given(
    style=st.sampled_from(sorted(STYLES)),
    count=st.integers(0, 60),
    size=st.integers(2, 12),
    prefetch=st.integers(1, 8),
    wrong=faults,
    late=st.lists(st.integers(0, 5), min_size=1, max_size=6),
)
@example(style="links", count=30, size=10, prefetch=1, wrong={2: ("404", None)}, late=[0])
def test_no_walk_is_short_without_an_error(
    *, style: str, count: int, size: int, prefetch: int, wrong: dict[int, tuple[str, int | None]], late: list[int]
) -> None:
    server = FaultyServer(style, count, size)
    bare = server.paging.items is None or server.paging.style == "single"
    for place, (kind, times) in wrong.items():
        if not (bare and (kind in {"array", "empty"} or callable(FAULTS[kind]))):  # those are right answers there
            server.wrong[place] = FAULTS[kind]
            if times is not None:
                server.times[place] = times
    if server.paging.next is server.paging.total is None:
        for place, kind in [*server.wrong.items()]:
            if kind is with_no_items and ((place + 1) * size >= count or place + 1 in server.wrong):
                del server.wrong[place]  # an empty page with none after it is how such a list ends
    promised = count > size if server.paging.next else server.paging.total is not None
    if server.wrong.get(0) is with_no_items and not promised:
        del server.wrong[0]  # nothing tells such a list from one that is empty
    server.gate = _gate(late)

    async def finished() -> list[Item]:
        got, error = await walk(server, prefetch)
        assert got == numbered(count)[: len(got)]
        if error is None:
            return got
        server.wrong.clear()  # mended: the walk goes on
        rest = server.sized().resume(error.cursor)
        return [*got, *await rest.collect(prefetch=prefetch)]

    assert asyncio.run(finished()) == numbered(count)


@settings(deadline=None)
@given(
    style=st.sampled_from(PAGED),
    count=st.integers(0, 60),
    size=st.integers(2, 12),
    prefetch=st.integers(1, 8),
    schedule=changes,
    late=st.lists(st.integers(0, 5), min_size=1, max_size=6),
)
def test_a_walk_of_a_list_that_grows_and_shrinks_ends_where_the_list_does(
    *, style: str, count: int, size: int, prefetch: int, schedule: dict[int, list[Change]], late: list[int]
) -> None:
    server = FaultyServer(style, count, size)
    fresh = ({"id": f"new{number}"} for number in itertools.count())
    lengths = [count]

    def before(number: int) -> None:
        change(server.items, schedule.get(number, []), fresh)
        lengths.append(len(server.items))

    server.before = before
    server.gate = _gate(late)
    got, error = asyncio.run(walk(server, prefetch))
    assert error is None or isinstance(error, errors.IncompleteListError)
    if error is None:
        assert len(got) >= min(lengths), "shorter than the list ever was"


def _gate(late: list[int]) -> Callable[[], Any]:
    ticks = itertools.cycle(late)

    async def gate() -> None:
        for _ in range(next(ticks)):
            await asyncio.sleep(0)

    return gate


def test_every_style_of_the_client_is_walked_here() -> None:
    from aiodockerhub_generated.operations import OPERATIONS

    def habits(paging: Paging) -> tuple[object, ...]:
        return paging.style, paging.next is None, paging.total is None, paging.items is None

    used = {habits(operation.paging) for operation in OPERATIONS.values() if operation.paging}
    single_with_a_total = ("single", True, False, False)
    assert used <= {habits(paging) for paging in STYLES.values()} | {single_with_a_total}


@prefetches
@pytest.mark.parametrize("style", LINKED)
@pytest.mark.parametrize("odd", [None, "", False, []], ids=repr)
async def test_a_page_without_a_link_is_not_the_last_if_the_count_says_so(
    style: str, odd: object, prefetch: int
) -> None:
    server = FaultyServer(style, 95)
    if not server.paging.total or style == "members":
        server.edit = lambda answer: {"count": 95, **answer}
    server.wrong = dict.fromkeys((0, 4), lambda answer: {**answer, "next": odd})
    assert await walk(server, prefetch) == (numbered(95), None)


@prefetches
@pytest.mark.parametrize("missing", [NOT_FOUND, with_no_items], ids=["404", "no items"])
async def test_a_count_that_is_too_high_makes_no_list_incomplete(missing: Any, prefetch: int) -> None:
    server = FaultyServer("links", 25)
    server.edit = lambda answer: {**answer, "count": 99}
    server.not_found = missing is NOT_FOUND
    assert await walk(server, prefetch) == (numbered(25), None)
    pages = [int(request.get("page", 1)) for request in server.requests]
    assert pages.count(4) == 2
    assert max(pages) <= 3 + prefetch


async def test_a_walk_that_starts_at_a_later_page_doubts_nothing() -> None:
    server = FaultyServer("links", 35)
    assert await server.list(page=3, page_size=10).collect() == numbered(15, 20)
    assert len(server.requests) == 2


async def test_a_first_page_without_items_is_not_believed_if_there_is_a_count() -> None:
    server = FaultyServer("links", 25)
    server.wrong[0] = lambda answer: {"count": 25, "next": None, "results": []}
    got, error = await walk(server)
    assert (got, type(error), len(server.requests)) == ([], errors.IncompleteListError, 2)
    server.times[0] = 1
    assert await walk(server) == (numbered(25), None)


async def test_a_bare_array_shorter_than_any_page_is_the_whole_list() -> None:
    server = ListServer(items=numbered(3), paging=Paging(total="count", next="next", max_size=100))
    server.edit = lambda answer: {"results": answer["results"]}
    assert await server.list().collect() == numbered(3)
    assert not (await server.list()).has_next
    assert len(server.requests) == 2

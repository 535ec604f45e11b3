"""A list on a server in memory, for tests of the pager, with every style of paging and behaviour of the service."""

import asyncio
import itertools
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar, cast

import pytest
from aiodockerhub import errors
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.pagination.pager import HubPager
from aiodockerhub_generated import _responses
from aiodockerhub_generated._json import type_name
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Call, CallOptions, Operation, PagedCall, Pager, Paging, WrongTypeError

T = TypeVar("T")
Item = dict[str, Any]
Change = tuple[str, int]

STYLES = {
    "links": Paging(total="count", next="next", default_size=10, max_size=100),
    "organization tokens": Paging(total="total", next="next", default_size=10, max_size=100),
    "members": Paging(total="count", next="next"),
    "audit logs": Paging(items="logs", default_size=25, max_size=100),
    "scim": Paging(
        style="scim", page="startIndex", size="count", items="Resources", total="totalResults", max_size=200
    ),
    "offsets": Paging(style="offset", page="from", size="size", total="total"),
    "invites": Paging(style="single", items="data"),
    "plain": Paging(style="single", items=None),
}
PAGED = [name for name, paging in STYLES.items() if paging.style != "single"]
paged = pytest.mark.parametrize("style", PAGED)


def greatest_page(operation: str) -> int:
    """Return the maximum number of items on a page of a list, from the document; 100 if the document states none."""
    paging = OPERATIONS[operation].paging
    return 100 if paging is None or paging.max_size is None else paging.max_size


def unchanged(payload: Any, drift: object) -> Any:
    """Return a payload that needs no decoding."""
    del drift
    return payload


def take(name: str, envelope: object) -> list[Item]:
    """Return the items of an envelope, as the generated calls do."""
    if not isinstance(envelope, dict):
        raise WrongTypeError("$", "object", type_name(envelope))
    found = cast("dict[str, Any]", envelope).get(name)
    if not isinstance(found, list):
        raise WrongTypeError(f"$.{name}", "array", type_name(found))
    return cast("list[Item]", found)


def numbered(count: int, first: int = 0) -> list[Item]:
    return [{"id": f"i{number}"} for number in range(first, first + count)]


class ListServer:
    """Serves `items` as the list of an operation, in one of the styles of paging.

    Attributes:
        items: The list, which a test may change at any time.
        default, cap: Number of items on a page if the request states none, and maximum number.
        not_found: Whether the response past the end of the list has status 404; otherwise it is an empty page.
        before: Function that is called before each response with the number of the request, from 0.
        faults: Exceptions to raise, by number of the request.
        edit: Function that may change a response.
        gate: Coroutine function that each request awaits before its response; `None` for no wait.
        requests: The queries so far.
        running, most_running: Number of requests under way now, and the maximum so far.
        ended: Whether a response had no items. A walk sends later requests only to find out whether the list has ended.
    """

    def __init__(self, style: str = "links", items: list[Item] | None = None, paging: Paging | None = None) -> None:
        self.paging = paging or STYLES[style]
        self.items = [] if items is None else items
        self.default = self.paging.default_size or 25
        self.cap = 100
        self.not_found = self.paging.next is not None
        self.before: Callable[[int], object] = lambda number: None
        self.faults: dict[int, Exception] = {}
        self.edit: Callable[[Any], Any] = lambda response: response
        self.gate: Callable[[], Any] | None = None
        self.requests: list[dict[str, str]] = []
        self.running = self.most_running = 0
        self.ended = False

    def call(
        self, query: Mapping[str, object], operation: str = "things.list", path: str = "/v2/things"
    ) -> PagedCall[Any, Item]:
        name = self.paging.items
        return PagedCall(
            operation=Operation(id=operation, method="GET", path=path, paging=self.paging),
            path=path,
            query=tuple((key, str(value)) for key, value in query.items()),
            decode=unchanged,
            items=_responses.itself if name is None else partial(take, name),
        )

    def list(self, **query: object) -> Pager[Item]:
        return self.paginate(self.call(query))

    def paginate(self, call: PagedCall[Any, T], options: CallOptions | None = None) -> Pager[T]:
        return HubPager(self, call, options)

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        number = len(self.requests)
        self.requests.append(dict(call.query))
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await (asyncio.sleep(0) if self.gate is None else self.gate())
            self.before(number)
            if number in self.faults:
                raise self.faults[number]
            return call.decode(self.edit(self.respond(dict(call.query))), None)
        except errors.DockerHubError as error:
            as_outcome(error, call)  # as a session does
            raise
        finally:
            self.running -= 1

    def respond(self, query: dict[str, str]) -> Any:
        paging = self.paging
        if paging.style == "single":
            return list(self.items) if paging.items is None else {paging.items: list(self.items)}
        size = min(int(query.get(paging.size, self.default)), self.cap)
        place = int(query.get(paging.page, paging.first))
        start = place - paging.first if paging.by_items else (place - 1) * size
        if start >= len(self.items) and place > 1 and self.not_found:
            self.ended = True
            raise errors.NotFoundError("httperror 404: object not found", status_code=404)
        self.ended = self.ended or start >= len(self.items)
        response: dict[str, Any] = {str(paging.items): self.items[start : start + size]}
        if paging.total:
            response[paging.total] = len(self.items)
        if paging.next:
            more = start + size < len(self.items)
            response[paging.next] = f"https://elsewhere.example/?page={place + 1}" if more else None
        return response


def change(items: list[T], wanted: list[Change], newcomers: Iterator[T]) -> None:
    """Change a list in place: `("insert", index)` inserts the next newcomer, `("delete", index)` deletes an item."""
    for what, index in wanted:
        if what == "insert":
            items.insert(index, next(newcomers))
        elif index < len(items):
            del items[index]


def is_silent(paging: Paging) -> bool:
    """Return whether the pages of a list have neither links nor a count."""
    return paging.style == "page" and not paging.next and not paging.total


class Turns:
    """Numbers the requests of a walk, for a schedule of changes.

    In a list without links, the page after a full last page may have items that were on the last page, and the walk
    asks for it again. What it sees then is what it saw before: only the first request of each page has a number.
    """

    def __init__(self, paging: Paging) -> None:
        self._asks_again = not paging.next
        self._pages: dict[str, None] = {}

    def number(self, request: int, page: str) -> int | None:
        """Number a request from 0; `None` for one that is made again.

        Args:
            request: Number of all requests before it.
            page: The page that it asks for.
        """
        if not self._asks_again:
            return request
        if page in self._pages:
            return None
        self._pages[page] = None
        return len(self._pages) - 1


def predict(
    paging: Paging, items: list[T], size: int, schedule: Mapping[int, list[Change]], newcomers: Iterator[T]
) -> list[T]:
    """Predict the items of a reader who requests page after page until a response ends the list.

    In a list without links and count, a reader looks once more at a page that was not full if another page follows.

    Args:
        paging: Paging of the list.
        items: The list before the first request.
        size: Number of items on a page.
        schedule: Changes of the list before each request, by its number in `Turns`.
        newcomers: Items to insert.

    Returns:
        The items, with those that the page got at its end after it was read.
    """
    got: list[T] = []
    previous: list[T] | None = None  # a page that was not full, until one is looked at once more
    looks_back = is_silent(paging)
    full = 10  # items on a full page: those of the longest page so far, because a server may cap its pages
    for index in itertools.count():
        change(items, schedule.get(index, []), newcomers)
        if paging.style == "single":
            return list(items)
        start = len(got) if paging.by_items else index * size
        page = items[start : start + size]
        if page and looks_back and previous is not None:
            now = items[start - size : start]
            last_former = max((place for place, item in enumerate(now) if item in previous), default=len(now))
            got += now[last_former + 1 :]
            looks_back = False
        got += page
        previous = page if len(page) < size else None
        if paging.by_items:
            last = len(page) < min(size, full) and len(got) >= len(items)
            full = max(len(page), full if index else 0)
        elif paging.next:
            last = start + size >= len(items)
        else:
            last = False  # only a page without items ends the list
        if last or not page:
            break
    return got


def check_walk(items: list[T], expected: list[T]) -> None:
    """Check that a walk returned the items of a reader, and after these only items that the reader has missed.

    Items that have moved to the last page, or to page 1, come at the end of a walk; and so do items that were added.

    Args:
        items: Items that the walk returned.
        expected: Items of the reader, by `predict`.
    """
    assert items[: len(expected)] == expected
    assert all(item not in expected for item in items[len(expected) :])

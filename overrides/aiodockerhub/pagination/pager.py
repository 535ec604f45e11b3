"""One pager for all of Docker Hub's lists: which requests a walk makes, and when the list has ended."""

import inspect
import math
from collections.abc import AsyncGenerator, Generator, Mapping
from typing import Any, Generic, TypeGuard, TypeVar, cast

from aiodockerhub_generated.types import (
    UNSET,
    Call,
    CallOptions,
    Cursor,
    DriftSink,
    Model,
    OnPage,
    Page,
    PagedCall,
    Pager,
    Sender,
)
from attrs import evolve, field, frozen
from attrs import fields as attributes

from aiodockerhub import errors
from aiodockerhub.helpers.arguments import check_function, check_number
from aiodockerhub.pagination.item_key import item_key
from aiodockerhub.pagination.prefetch import Prefetch

T = TypeVar("T")

_TOTALS = ("count", "total", "totalResults")  # Hub's names for it; lists have been seen to swap one for another
_SAME_PAGES = 5  # a page that comes back so often is a server going in circles, not a list that grows


@frozen
class _Answer(Generic[T]):
    """What one request gave: the items, and the other fields of the answer."""

    items: list[T]
    fields: Mapping[str, Any]


@frozen
class _Circle:
    """Notices a walk that goes in circles: remembers one page, and a later one whenever the walk is twice as long.

    Its memory is constant (R. Brent, "An improved Monte Carlo factorization algorithm", 1980). A list that grows under
    the walk repeats pages too, but not the same one again and again.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * _SAME_PAGES
    hits: int = 0

    def after(self, items: list[Any]) -> "_Circle":
        page = hash(tuple(item_key(item) for item in items))
        hits = self.hits + (page == self.anchor)
        if 0 < self.steps < self.reach:
            return evolve(self, steps=self.steps + 1, hits=hits)
        return _Circle(anchor=page, steps=1, reach=2 * self.reach if self.steps else self.reach)


@frozen
class HubPage(Page[T]):
    """A page as the server answered it, and how to get at the one after it."""

    promised: bool = field(repr=False)  # the server itself said that there is more, it was not inferred
    full: int = field(repr=False)  # items on the fullest page so far: what the server takes for a whole page
    circle: _Circle = field(repr=False)
    _pager: "HubPager[T]" = field(repr=False, eq=False)

    async def next(self) -> Page[T]:
        """Fetch the page after this one."""
        if not self.has_next:
            raise LookupError(f"page {self.number} is the last one; ask has_next before next()")
        return await self._pager.page(self.cursor, self)


class HubPager(Pager[T]):
    """Walks the pages of one call; `Pager` says how it is used.

    Args:
        sender: Sends the requests.
        call: The call for the first page, which may name a page and a page size.
        options: What is to differ for every request of the walk.
        start: Where to start; the first page of the call if left out.

    Raises:
        ArgumentError: The page or the page size is out of range.
    """

    def __init__(
        self, sender: Sender, call: PagedCall[Any, T], options: CallOptions | None = None, start: Cursor | None = None
    ) -> None:
        paging = call.operation.paging
        if paging is None:
            raise errors.ArgumentError(
                f"call must be of an operation that lists something; {call.operation.id} does not"
            )
        self._sender, self._call, self._options, self._paging = sender, call, options, paging
        chosen = () if paging.style == "single" else (paging.page, paging.size)
        rest = tuple((name, value) for name, value in call.query if name not in chosen)
        self._place = {name: _whole(call, name, value) for name, value in call.query if name in chosen}
        size, most = self._place.get(paging.size), paging.max_size
        if size is not None and most is not None and size > most:
            raise errors.ArgumentError(
                f"{paging.size} must be at most {most}, the limit of {call.operation.id}; got {size}"
            )
        if start is None:
            first = self._place.get(paging.page, 1)
            page, items = (1, first - 1) if paging.style == "scim" else (first, 0)
            start = Cursor(call.operation.id, Cursor.checksum(call.path, rest), page, items, size)
        self._start = start

    def __repr__(self) -> str:
        # asyncio.create_task shows this in the error with which it refuses whatever is not a coroutine.
        return f"<pager of {self._start}; await or iterate it, in a task of its own as create_task(pager.collect())>"

    def __await__(self) -> Generator[Any, None, Page[T]]:
        return self.page(self._start, None).__await__()

    def resume(self, cursor: Cursor | str) -> "HubPager[T]":
        """Go on from a place in this list."""
        cursor = Cursor.parse(cursor) if isinstance(cursor, str) else cursor
        own, size = self._start, self._place.get(self._paging.size)
        if cursor.operation != own.operation:
            raise errors.ArgumentError(f"cursor must be one of {own.operation}; this one is of {cursor.operation}")
        if cursor.arguments != own.arguments:
            raise errors.ArgumentError(
                f"cursor is of {own.operation} with other arguments; repeat the call with the same ones"
            )
        if size not in (None, cursor.size):
            raise errors.ArgumentError(
                f"{self._paging.size}={size} does not fit the cursor, made with {cursor.size}; leave it out"
            )
        return HubPager(self._sender, self._call, self._options, cursor)

    async def pages(
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> AsyncGenerator[Page[T], None]:
        """Walk the list page by page."""
        check_number("limit", limit, whole=True, optional=True)
        check_number("prefetch", prefetch, whole=True)
        check_function("on_page", on_page)
        if limit == 0:
            return
        cursor, page, taken = self._largest(limit), None, 0
        seen: set[Any] = set()
        async with Prefetch(self._request, self._key) as requests:
            while True:
                left = None if limit is None else limit - taken
                requests.want(self._ahead(cursor, page, prefetch, left))
                page = await self.page(cursor, page, requests)
                cursor = page.cursor
                if not page.items and taken:
                    return  # the list ended with the page before, which did not know it
                shown = page
                if unique:
                    keys = [item_key(item) for item in page.items]
                    shown = evolve(page, items=[i for i, key in zip(page.items, keys, strict=True) if key not in seen])
                    seen.update(keys)
                taken += len(shown.items)
                done = not page.has_next or (limit is not None and taken >= limit)
                if not done:
                    # One page is about to be in the reader's hands: it counts.
                    left = None if limit is None else limit - taken
                    requests.want(self._ahead(cursor, page, prefetch - 1, left))
                told = None if on_page is None else on_page(page.number, cursor.items, page.total)
                if inspect.isawaitable(told):
                    await told
                yield shown
                if done:
                    return

    async def page(
        self, cursor: Cursor, previous: HubPage[T] | None, requests: "Prefetch[Cursor, _Answer[T]] | None" = None
    ) -> HubPage[T]:
        """Fetch the page at a cursor, or take it from the requests under way.

        Args:
            cursor: The place of the page.
            previous: The page before it in this walk, if any.
            requests: Requests made ahead.

        Returns:
            The page; past the end of the list, one without items.

        Raises:
            DockerHubError: The call failed; its ``cursor`` is the given one.
        """
        try:
            early = requests is not None and requests.started(cursor)
            answer = await (self._request(cursor) if requests is None else requests.get(cursor))
            if early and previous is not None and previous.promised and not answer.items:
                # Requested before the promise was read, when the list may still have been too short for it.
                answer = await self._request(cursor)
            return self._page(cursor, answer, previous)
        except errors.DockerHubError as error:
            error.cursor = cursor
            if previous is not None:
                error.add_note(f"Page {cursor.page} could not be read; go on with pager.resume({str(cursor)!r}).")
            raise

    async def _request(self, cursor: Cursor) -> _Answer[T]:
        paging, beyond = self._paging, cursor.page > 1 or cursor.items > 0
        if paging.style == "single":
            query: dict[str, int | None] = {}
            if beyond:
                return _Answer([], {})
        elif paging.style == "scim":
            query = {paging.page: cursor.items + 1, paging.size: cursor.size}
        else:
            query = {paging.page: cursor.page, paging.size: cursor.size}
        if not beyond and paging.page not in self._place:
            query.pop(paging.page, None)
        call = self._call.with_query(**query)
        raw = Call(operation=call.operation, path=call.path, query=call.query, body=call.body, decode=self._decode)
        try:
            return await self._sender.send(raw, self._options)
        except errors.NotFoundError:
            if beyond:
                return _Answer([], {})  # how Docker Hub says that a page lies past the last one
            raise

    def _decode(self, payload: Any, drift: DriftSink | None) -> _Answer[T]:
        envelope = self._call.decode(payload, drift)
        return _Answer(self._call.items(envelope), _other_fields(envelope, self._paging.items))

    def _page(self, cursor: Cursor, answer: _Answer[T], previous: HubPage[T] | None) -> HubPage[T]:
        paging, fields, count = self._paging, answer.fields, len(answer.items)
        so_far = cursor.items + count
        names = (paging.total, *_TOTALS) if paging.total else _TOTALS
        total = next((int(value) for name in names if _is_whole(value := fields.get(name))), None)
        asked = cursor.size or paging.default_size
        full = previous.full if previous else paging.default_size or 1
        link = paging.next or "next"
        if paging.style == "single" or not count:
            more = promised = False
        elif link in fields:
            more = promised = bool(fields[link])
        else:
            # Nobody says, so a short page is the last: one with less than was asked for, unless the server caps the
            # size in silence. Then there is more by its total, or a page before was as short.
            promised = False
            more = count >= (asked or full) or (so_far < total if total is not None else count >= full)
        circle = (previous.circle if previous else _Circle()).after(answer.items) if count else _Circle()
        if circle.hits >= _SAME_PAGES:
            raise errors.PagingError(
                f"{cursor.operation} goes in circles: page {cursor.page} is one that came {circle.hits} times before"
            )
        after = evolve(cursor, page=cursor.page + 1, items=so_far)
        return HubPage(
            answer.items, cursor.page, total, more, after, fields, promised,
            count if previous is None else max(full, count), circle, self,
        )  # fmt: skip

    def _largest(self, limit: int | None) -> Cursor:
        """Where a walk starts: unless the caller chose page or size, with the largest pages that make sense."""
        start, most = self._start, self._paging.max_size
        if start.page > 1 or start.size is not None or most is None or self._paging.style == "single":
            return start
        return evolve(start, size=most if limit is None else min(most, limit))

    def _ahead(self, cursor: Cursor, page: HubPage[T] | None, prefetch: int, left: int | None) -> list[Cursor]:
        """The places worth requesting now: the next one, and as many after it as make sense."""
        stride = page.full if page else cursor.size or self._paging.default_size
        if self._paging.style == "single" or prefetch < 1:
            return []
        if stride is None:
            return [cursor]
        if page is None:
            prefetch = min(prefetch, 2)  # for all we know there is one page
        elif page.total is not None:
            prefetch = min(prefetch, math.ceil((page.total - cursor.items) / stride))
        if left is not None:
            prefetch = min(prefetch, math.ceil(left / stride))
        return [evolve(cursor, page=cursor.page + step, items=cursor.items + step * stride) for step in range(prefetch)]

    def _key(self, cursor: Cursor) -> int:
        return cursor.items if self._paging.style == "scim" else cursor.page


def _other_fields(envelope: object, items: str | None) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = {}
    match envelope:
        case Model():
            known = {attribute.name: getattr(envelope, attribute.name) for attribute in attributes(type(envelope))}
            extras: dict[str, Any] = known.pop("_extras") or {}
            fields = {envelope.SCHEMA.key(name): value for name, value in known.items() if value is not UNSET} | extras
        case Mapping():  # of a call that was not generated
            fields = cast("Mapping[str, Any]", envelope)
        case _:
            pass
    name = (items or "").lower()  # SCIM's is written `Resources` or `resources`
    return {key: value for key, value in fields.items() if key.lower() != name}


def _is_whole(value: object) -> TypeGuard[int | float]:
    return type(value) is int or (type(value) is float and value.is_integer())


def _whole(call: PagedCall[Any, Any], name: str, value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise errors.ArgumentError(f"{name} of {call.operation.id} must be a whole number from 1; got {value}")
    return number

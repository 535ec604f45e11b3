"""The pager of a list: first request, `resume`, `split`, fetched pages."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from aiodockerhub_generated.types import (
    Call,
    CallOptions,
    Cursor,
    OnPage,
    Page,
    PagedCall,
    Pager,
    Sender,
    Walk,
    WalkPart,
)
from attrs import evolve

from aiodockerhub import errors
from aiodockerhub.auth.accounts import ANONYMOUS
from aiodockerhub.helpers.arguments import check_flag, check_function, check_instance, check_number
from aiodockerhub.helpers.text import shown_name
from aiodockerhub.pagination.cursor_checks import check_cursor
from aiodockerhub.pagination.left_out_items import add_left_out
from aiodockerhub.pagination.list_end import needs_proof, read_to_the_end
from aiodockerhub.pagination.moved_items import with_moved_count, with_moves_before
from aiodockerhub.pagination.outdated_pages import is_outdated, take_page
from aiodockerhub.pagination.page import HubPage, read_page
from aiodockerhub.pagination.page_requests import PageData, PageRequests, first_cursor, is_beyond_first, with_query_of
from aiodockerhub.pagination.page_size import read_page_choice, with_largest_pages
from aiodockerhub.pagination.pages_before import read_first_page, read_page_before
from aiodockerhub.pagination.prefetch import Prefetch, check_prefetch
from aiodockerhub.pagination.resume_note import add_resume_note, not_a_page_error
from aiodockerhub.pagination.split import PartBounds, PartWatch, cut_into_parts, page_stride
from aiodockerhub.pagination.suspect_pages import follows_short_page, is_suspect, read_again, read_left_out
from aiodockerhub.pagination.walk import PageWalk, WalkOptions

if TYPE_CHECKING:
    from aiodockerhub.http.events import ApiResponse
    from aiodockerhub.http.session import Session

T = TypeVar("T")


class HubPager(Pager[T]):
    """The pager of one call; `Pager` documents its public methods.

    Args:
        sender: Client or session that sends the requests.
        call: Call for the first page, which may name a page and a page size; or a part of a walk.
        options: Options of every request of the walk; `None`, the default, for the options of the client.
        start: Cursor of the first page; `None`, the default, for the first page of the call or of the part.

    Raises:
        ArgumentError: The operation is no list, or the page or the page size is out of range.
    """

    def __init__(
        self,
        sender: Sender,
        call: PagedCall[Any, T] | WalkPart[T],
        options: CallOptions | None = None,
        start: Cursor | None = None,
    ) -> None:
        part = call if isinstance(call, WalkPart) else None
        call, options = with_query_of(call.call if isinstance(call, WalkPart) else call, options)
        self._call_or_part = call if part is None else evolve(part, call=call)
        self._is_resumed = start is not None
        if start is None and part is not None:
            start = part.start
        paging = call.operation.paging
        if paging is None:
            raise errors.ArgumentError(
                f"call must be of an operation that lists something; {call.operation.id} does not"
            )
        self._sender, self._call, self._options, self._paging = sender, call, options, paging
        self._bounds = PartBounds(part, paging) if part is not None and part.of > 1 else None
        chosen = () if paging.style == "single" else (paging.page, paging.size)
        rest = tuple((name, value) for name, value in call.query if name not in chosen)
        self._chosen = read_page_choice(call, paging)
        if start is None:
            first = self._chosen.get(paging.page, paging.first)
            page, items = (1, first - paging.first) if paging.by_items else (first, 0)
            size = self._chosen.get(paging.size)
            start = Cursor(call.operation.id, Cursor.checksum(call.path, rest), page, items, size, first=page)
        self._start = start
        named = paging.page in self._chosen
        self._requests = PageRequests(sender, call, options, paging, page_named=named)

    def __repr__(self) -> str:
        if not hasattr(self, "_start"):  # in the traceback of a refused argument
            return "<pager, not made>"
        # The text has advice, because asyncio.create_task shows it in the error with which it refuses a pager.
        part = "" if self._bounds is None else f", part {self._bounds.part.number} of {self._bounds.part.of}"
        how = "await or iterate it, in a task of its own as create_task(pager.collect())"
        return f"<pager of {self._start}{part}; {how}>"

    if not TYPE_CHECKING:  # without these methods, type checkers report the mistakes

        def __iter__(self) -> NoReturn:
            raise errors.ArgumentTypeError(
                f"the list of {self._call.operation.id} is asynchronous: write `async for`, or `await pager.collect()`"
            )

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(
                f"a pager has no attribute {name!r}: await it for a page, or take its items by `async for`",
                name=name,
                obj=self,
            )

    def __reduce__(self) -> NoReturn:
        raise TypeError("a pager holds its client and cannot be pickled: hand on a cursor, or a part of pager.split(n)")

    def __await__(self) -> Generator[Any, None, Page[T]]:
        return self._await_page().__await__()

    async def _await_page(self) -> Page[T]:
        # A resumed page is checked against the previous page, as a resumed walk checks its first page.
        previous = await self.fetch_page_before(self._start) if self._is_resumed else None
        return await self.fetch_checked(self._start, previous)

    def resume(self, cursor: Cursor | str | None) -> "HubPager[T]":  # noqa: D102 - see Pager in _walks
        if cursor is None:
            return self
        cursor = Cursor.parse(cursor) if isinstance(cursor, str) else cursor
        check_instance("cursor", cursor, Cursor, "page.cursor, error.cursor or the text of one")
        own, size = self._start, self._chosen.get(self._paging.size)
        if cursor.operation != own.operation:
            raise errors.ArgumentError(
                f"cursor must be one of {own.operation}; this one is of {shown_name(cursor.operation)}",
                argument="cursor",
            )
        if cursor.arguments != own.arguments:
            raise errors.ArgumentError(
                f"cursor is of {own.operation} with other arguments; repeat the call with the same ones",
                argument="cursor",
            )
        check_cursor(cursor, self._paging.max_size)
        if size not in (None, cursor.size):
            raise errors.ArgumentError(
                f"{self._paging.size}={size} does not fit the cursor, made with {cursor.size}; leave it out"
            )
        if self._bounds is not None:
            self._bounds.check(cursor)
        if cursor.account == ANONYMOUS:  # Docker Hub refuses long lists to anonymous callers, who then log in
            cursor = evolve(cursor, account=None)
        return HubPager(self._sender, self._call_or_part, self._options, cursor)

    async def split(self, parts: int) -> list[WalkPart[T]]:  # noqa: D102 - see Pager in _walks
        check_number("parts", parts, whole=True, positive=True)
        if self._bounds is not None:
            part = self._bounds.part
            raise errors.ArgumentError(
                f"this is part {part.number} of {part.of} already; split the whole walk into more parts",
                argument="parts",
            )
        page = await self.fetch_checked(with_largest_pages(self._start, self._paging, None), None)
        head = page
        if is_beyond_first(page.start):
            head = await self._fetch_unchecked(first_cursor(page.start), None)
        stride = await page_stride(self._paging, page, self._fetch_unchecked)
        return cut_into_parts(self._call, self._paging, page, head, parts, stride=stride)

    def pages(  # noqa: D102 - see Pager in _walks
        self, *, limit: int | None = None, prefetch: int = 1, unique: bool = False, on_page: OnPage | None = None
    ) -> Walk[Page[T]]:
        check_number("limit", limit, whole=True, optional=True)
        check_prefetch(prefetch)
        check_function("on_page", on_page)
        check_flag("unique", unique)
        return PageWalk(
            self,
            with_largest_pages(self._start, self._paging, limit),
            Prefetch(self._requests.fetch, self._prefetch_key),
            WalkOptions(limit, prefetch, unique, on_page),
            None if self._bounds is None else PartWatch(self._bounds),
        )

    def first_call(self, limit: int | None = None) -> Call[PageData[T]]:
        """Make the first call of a walk, with the page size that `pages` uses.

        No request is sent.

        Args:
            limit: Maximum number of items that the walk returns; `None`, the default, for no limit.
        """
        return self._requests.page_call(with_largest_pages(self._start, self._paging, limit))

    async def fetch_checked(
        self, cursor: Cursor, previous: HubPage[T] | None, prefetch: "Prefetch[Cursor, PageData[T]] | None" = None
    ) -> HubPage[T]:
        """Fetch the page at a cursor, or take it from the requests under way.

        Args:
            cursor: Cursor of the page.
            previous: Previous page of the walk or, if the walk was resumed here, of the list; `None` if there is none.
            prefetch: Requests under way; `None`, the default, if there are none.

        Returns:
            The page; a page without items after the end of the list or of the part.

        Raises:
            IncompleteListError: In place of a promised page, the server sends nothing, an earlier page, a page of
                another size, or something that is not a page. Or the credentials are now of another account.
            PagingError: The server sends the same items again and again, or the list grows as quickly as it is read.
            DockerHubError: The call failed. Each error has `cursor`, without its account if the page is refused.
        """
        try:
            data = await (
                self._requests.fetch(cursor)
                if prefetch is None
                else take_page(self._paging, cursor, previous, prefetch, self._requests.fetch)
            )
            page, left_out = read_page(self._paging, cursor, data, previous, self), None
            if needs_proof(self._paging, page, previous):
                if prefetch is not None:
                    await prefetch.cancel()  # the list may have ended, so that the walk needs no page after this
                page, left_out = await read_to_the_end(
                    self._paging, page, previous, self._fetch_unchecked, self._requests.is_response
                )
            if is_suspect(self._paging, page, previous):
                page = await read_again(self._paging, page, previous, self._fetch_unchecked)
            if previous is not None and follows_short_page(self._paging, page, previous):
                left_out = await read_left_out(page, previous, self._fetch_unchecked)
                page = evolve(page, short_for_good=True)  # the walk accepts short pages from then on
            page = with_moved_count(add_left_out(page, left_out), previous)
            page = with_moves_before(self._paging, page, previous)
            return page if self._bounds is None else self._bounds.within(page)
        except errors.DockerHubError as error:
            is_response = self._requests.is_response(error)
            incomplete = not_a_page_error(error, self._paging, cursor) if is_response else None
            add_resume_note(incomplete or error, cursor, has_previous=previous is not None, is_response=is_response)
            if incomplete is not None:
                raise incomplete from error
            raise

    async def fetch_page_before(self, cursor: Cursor) -> HubPage[T] | None:
        """Fetch the page before a cursor; see `read_page_before`."""
        return await read_page_before(self._paging, self._requests, cursor, self)

    async def fetch_first_page(self, cursor: Cursor) -> HubPage[T]:
        """Fetch page 1 of the list; see `read_first_page`."""
        return await read_first_page(self._paging, self._requests, cursor, self)

    async def request_first_page(self, session: "Session") -> "ApiResponse[Page[T]]":
        """Request the first page, and return it with status, headers and timing.

        Args:
            session: Session that sends the request.

        Returns:
            The response, with the page as `parsed`.

        Raises:
            DockerHubError: The call failed. Status 404 is an error here for every page.
        """
        response = await session.request(self._requests.page_call(self._start), self._options)
        response.parsed.account = response.account
        page: Page[T] = read_page(self._paging, self._start, response.parsed, None, self)
        return evolve(cast("ApiResponse[Any]", response), parsed=page)

    async def _fetch_unchecked(self, cursor: Cursor, previous: HubPage[T] | None) -> HubPage[T]:
        return read_page(self._paging, cursor, await self._requests.fetch(cursor), previous, self)

    def cursors_ahead(self, cursor: Cursor, page: HubPage[T] | None, prefetch: int, left: int | None) -> list[Cursor]:
        """List the cursors of the pages to request now.

        These pages are the next page and some pages after it.

        Args:
            cursor: Cursor of the next page.
            page: Page before the next page; `None` if the walk has no page yet.
            prefetch: Maximum number of pages under way.
            left: Number of items up to the limit of the walk; `None` for no limit.

        Returns:
            At most `prefetch` cursors; at most two if `page` is `None`. Only `cursor` if the size of the pages is
            unknown. Empty if `prefetch` is 0, if the whole list is one page, or if the list, `left` or the part ends
            before `cursor`.
        """
        stride = page.full if page else cursor.full or cursor.size or self._paging.default_size
        if self._paging.style == "single" or prefetch < 1:
            return []
        if stride is None:
            return [cursor]
        if page is None:
            prefetch = min(prefetch, 2)  # the list may have a single page
        elif page.known_total is not None:
            prefetch = min(prefetch, -(-(page.known_total - cursor.items) // stride))
        if left is not None:
            prefetch = min(prefetch, -(-left // stride))
        end = None if self._bounds is None else self._bounds.left(cursor)
        if end is not None:
            prefetch = min(prefetch, -(-end // stride) if self._paging.by_items else end)
        return [evolve(cursor, page=cursor.page + step, items=cursor.items + step * stride) for step in range(prefetch)]

    def must_request_again(self, data: PageData[T], page: HubPage[T] | None) -> bool:
        """Return whether a prefetched page must be requested again.

        That is so if the server may have read the prefetched page before an earlier page of the walk, and if the list
        may have changed in between; see `is_outdated`.

        Args:
            data: Response for the prefetched page.
            page: Earlier page of the walk; `None` if the walk starts with the prefetched page.
        """
        return page is not None and is_outdated(self._paging, data, page)

    def _prefetch_key(self, cursor: Cursor) -> int:
        return cursor.items if self._paging.by_items else cursor.page


async def request_page(
    session: "Session", call: PagedCall[Any, T], options: CallOptions | None
) -> "ApiResponse[Page[T]]":
    """Request the page that a call names.

    Args:
        session: Session that sends the request.
        call: Call of a list.
        options: Options of this request, and of the later requests of `page.next()`.

    Returns:
        The response, with the page as `parsed`.

    Raises:
        NotFoundError: The page is missing. Only a walk checks whether that means the end of the list.
        DockerHubError: The call failed.
    """
    return await HubPager(session, call, options).request_first_page(session)

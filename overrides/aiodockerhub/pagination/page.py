"""One page of a walk: its items, its cursor, and its next page."""

from collections.abc import Hashable
from copy import deepcopy
from typing import Any, Protocol, TypeVar

from aiodockerhub_generated.types import Cursor, Page, Paging
from attrs import evolve, field, frozen
from attrs import fields as attributes

from aiodockerhub.auth.accounts import are_other_accounts
from aiodockerhub.errors import IncompleteListError, LastPageError, NotFoundError, PagingError, UsageError
from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.next_page_sign import NextPageSign, credible_total, find_sign, read_total
from aiodockerhub.pagination.page_requests import PageData, RequestOrder
from aiodockerhub.pagination.repeated_pages import MAX_HITS, PageHistory

T = TypeVar("T")

_MIN_DEFAULT_SIZE = 10  # items on a page: the smallest default size that Docker's document states for a list


class NextPages(Protocol[T]):
    """The protocol of objects that fetch the next page for `page.next()`."""

    async def fetch_checked(self, cursor: Cursor, previous: Any, /) -> Page[T]:
        """Fetch the page at a cursor, which follows the page `previous`."""
        ...


@frozen
class HubPage(Page[T]):
    """A page of a walk, and what the walk has learned about the list so far.

    Attributes:
        start: Cursor of this page; `cursor` is the cursor of the next page.
        sign: What the page says about a next page; `None` if the page is the last. A page without items may also have
            a sign.
        known_total: Number of items in the whole list according to the latest page of the walk that has a credible
            count; `None` if no page has one. A count below the number of items so far is not credible.
        full: Number of items on the fullest page of the walk so far. A page with as many items is a full page.
        keys: Item keys of all items in the response. `items` may be fewer, because `unique` and parts drop items.
        previous: Page before this page in the walk, without its own `previous`; `None` if there is none.
        history: This page and the earlier pages of the walk.
        short_for_good: Whether a page of the walk had fewer items than expected, even when it was requested again.
        not_found: Error of a response with status 404; `None` for other responses.
        order: Position of the request for the page among the requests of the pager.
    """

    start: Cursor = field(repr=False)
    sign: NextPageSign | None = field(repr=False)
    known_total: int | None = field(repr=False)
    full: int = field(repr=False)
    keys: list[Hashable] = field(repr=False, eq=False)
    previous: "HubPage[T] | None" = field(repr=False, eq=False)
    history: PageHistory = field(repr=False, eq=False)
    short_for_good: bool = field(repr=False, eq=False)
    not_found: NotFoundError | None = field(repr=False, eq=False)
    order: RequestOrder = field(repr=False, eq=False)
    _pages: NextPages[T] | None = field(alias="pages", repr=False, eq=False)

    @property
    def is_last(self) -> bool:
        """Whether a walk ends with this page.

        After a page whose sign is `unclear`, a walk requests one more page.
        """
        return not self.has_next and (self.sign != "unclear" or not self.items)

    async def next(self) -> Page[T]:  # noqa: D102 - see Page.next
        if not self.has_next:
            raise LastPageError(f"page {self.number} is the last one; ask has_next before next()")
        if self._pages is None:
            raise UsageError("this page was pickled, without its client: go on with pager.resume(page.cursor)")
        return await self._pages.fetch_checked(self.cursor, self)

    def __copy__(self) -> "HubPage[T]":
        return evolve(self)  # by `__reduce__`, the copy would lose its client

    def __deepcopy__(self, memo: dict[int, Any]) -> "HubPage[T]":
        # The copy goes on with the same client. Nothing changes what a page knows of its walk, so both pages share it.
        return evolve(self, items=deepcopy(self.items, memo), envelope=deepcopy(self.envelope, memo))

    def __reduce__(self) -> tuple[Any, ...]:
        values = {attribute.alias: getattr(self, attribute.name) for attribute in attributes(type(self))}
        return _rebuild, (type(self), {**values, "keys": [], "previous": None, "pages": None})


def _rebuild(cls: type[HubPage[Any]], values: dict[str, Any]) -> HubPage[Any]:
    return cls(**values)


def read_page(
    paging: Paging, cursor: Cursor, data: PageData[T], previous: HubPage[T] | None, pages: NextPages[T]
) -> HubPage[T]:
    """Make a page from its response.

    Args:
        paging: Paging of the operation.
        cursor: Cursor of the page.
        data: Decoded response.
        previous: Page before this page in the walk; `None` for the first page of a walk.
        pages: Object that fetches the next page, for `page.next()`.

    Returns:
        The page.

    Raises:
        PagingError: The server has sent this page five times (`MAX_HITS`) before, or the items of one page have come
            again more than 20 times (`MAX_RETURNS`) on average.
        IncompleteListError: The page was requested with credentials of another account than the previous pages.
    """
    if are_other_accounts(cursor.account, data.account):
        raise IncompleteListError(
            f"{cursor.operation} breaks off: page {cursor.page} was requested with credentials of another account than "
            "the pages before it, so that it may be of another list; resume with the former account, or begin again; "
            f"{cursor.items} items were read before it"
        )
    if cursor.account is None and data.account is not None:
        cursor = evolve(cursor, account=data.account)
    count = len(data.items)
    total = read_total(paging, data.fields)
    # The first page of a walk has no previous page, but the cursor of a resumed walk has what the former walk knew.
    known_total, before = (cursor.total, None) if previous is None else (previous.known_total, previous.sign)
    fullest = cursor.full if previous is None else previous.full
    stride = fullest if cursor.page > 1 else None
    full = paging.default_size or _MIN_DEFAULT_SIZE if stride is None else stride
    known_total = credible_total((total, known_total), cursor, count, stride)
    sign = find_sign(paging, cursor, data, total=known_total, full=full, stride=stride, previous=before)
    fullest = max(count, fullest or 0)
    history = previous.history if previous else PageHistory(inserted=cursor.moved, moved=cursor.moved)
    if count:
        history = history.with_page(data.keys, cursor, known_total)
        if history.hits >= MAX_HITS:
            raise PagingError(
                f"{cursor.operation} goes in circles: page {cursor.page} is one that came {history.hits} times before"
            )
        if history.goes_in_circles:
            raise PagingError(
                f"{cursor.operation} goes in circles: the items of one page came again {history.returned} times up to "
                f"page {cursor.page}"
            )
    return HubPage(
        items=data.items,
        number=cursor.page,
        total=total,
        has_next=sign is not None and count > 0,  # also if `unclear`: the next page may have no items
        cursor=evolve(
            cursor,
            page=cursor.page + 1,
            items=cursor.items + count,
            total=None if known_total is None else max(0, known_total),
            full=fullest,
            last=count,
            last_key=page_digest(data.keys[-1:]),
        )
        if count
        else cursor,  # the list may get its next items on an empty page
        envelope=data.fields,
        start=cursor,
        sign=sign,
        known_total=known_total,
        full=fullest,
        keys=data.keys,
        previous=previous and evolve(previous, previous=None),
        history=history,
        short_for_good=previous is not None and previous.short_for_good,
        not_found=data.not_found,
        order=data.order,
        pages=pages,
    )

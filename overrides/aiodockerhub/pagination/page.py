"""One page of a walk, and whether it promises a next page."""

from collections.abc import Hashable, Mapping
from typing import Any, Literal, Protocol, TypeAlias, TypeGuard, TypeVar

from aiodockerhub_generated.types import Cursor, Page, Paging
from attrs import evolve, field, frozen
from attrs import fields as attributes

from aiodockerhub.errors import LastPageError, NotFoundError, PagingError, UsageError
from aiodockerhub.pagination.circle import SAME_PAGES, Circle
from aiodockerhub.pagination.page_requests import PageData

T = TypeVar("T")

Promise: TypeAlias = Literal["link", "count", "size", "doubt", "silence"]
"""What tells that a page is not the last: its link, the count of the whole list, or that it is full; or a doubt.

A doubt is a page without a link, and a count that says that there is more. Silence is a page with neither, that is not
full: nothing tells whether it is the last.
"""

_SMALLEST_DEFAULT = 10  # items on a page, of the lists for which Docker's document says so
_MOST_DIGITS = 18  # of a total in text
_TOTALS = ("count", "total", "totalResults")  # Hub's names for it; lists have been seen to swap one for another


class NextPages(Protocol[T]):
    """The protocol of what fetches the next page."""

    async def page(self, cursor: Cursor, previous: Any, /) -> Page[T]:
        """Fetch the page at a cursor."""
        ...


@frozen
class HubPage(Page[T]):
    """A page of a walk, with what the walk knows at that point.

    Attributes:
        start: The cursor of this page.
        promise: What promises a next page: its `link`, the `count`, the `size` of a full page, `silence` for a page
            that is not full in a list without link and count, or `doubt` for a page without link whose count says that
            there is more; `None` if nothing does. A page without items may have a promise too.
        known_total: The latest total in this page or an earlier one of the walk; `None` if no page had one.
        full: Number of items on the fullest page so far, which is what the server takes for a full page.
        keys: The item keys of all items in the response; `items` may have fewer, as `limit` and `unique` drop some.
        circle: The earlier pages of the walk.
        short_for_good: Whether a page of the walk had fewer items than expected, also when it was requested again.
        not_found: The error of a response with status 404; `None` for other responses.
    """

    start: Cursor = field(repr=False)
    promise: Promise | None = field(repr=False)
    known_total: int | None = field(repr=False)
    full: int = field(repr=False)
    keys: list[Hashable] = field(repr=False, eq=False)
    circle: Circle = field(repr=False, eq=False)
    short_for_good: bool = field(repr=False, eq=False)
    not_found: NotFoundError | None = field(repr=False, eq=False)
    _pages: NextPages[T] | None = field(alias="pages", repr=False, eq=False)

    @property
    def is_last(self) -> bool:
        """Whether a walk ends with this page.

        After a page whose promise is `silence`, a walk still requests one page.
        """
        return not self.has_next and (self.promise != "silence" or not self.items)

    async def next(self) -> Page[T]:  # noqa: D102 - that of Page
        if not self.has_next:
            raise LastPageError(f"page {self.number} is the last one; ask has_next before next()")
        if self._pages is None:
            raise UsageError("this page was pickled, without its client: go on with pager.resume(page.cursor)")
        return await self._pages.page(self.cursor, self)

    def __reduce__(self) -> tuple[Any, ...]:
        values = {attribute.alias: getattr(self, attribute.name) for attribute in attributes(type(self))}
        return _rebuild, (type(self), {**values, "keys": [], "pages": None})


def _rebuild(cls: type[HubPage[Any]], values: dict[str, Any]) -> HubPage[Any]:
    return cls(**values)


def read_page(
    paging: Paging, cursor: Cursor, data: PageData[T], previous: HubPage[T] | None, pages: NextPages[T]
) -> HubPage[T]:
    """Make a page from its response.

    Args:
        paging: The paging of the operation.
        cursor: The cursor of the page.
        data: The decoded response.
        previous: The page before it in the walk, if any.
        pages: Fetches the page after it.

    Returns:
        The page.

    Raises:
        PagingError: The server repeats pages: the walk goes in circles.
    """
    count = len(data.items)
    total = _total(paging, data.fields)
    known_total = total if total is not None or previous is None else previous.known_total
    promise = _promise(paging, cursor, data, previous, known_total)
    full = previous.full if previous else paging.default_size or _SMALLEST_DEFAULT
    circle = previous.circle if previous else Circle()
    if count:
        circle = circle.after(data.keys, cursor)
        if circle.hits >= SAME_PAGES:
            raise PagingError(
                f"{cursor.operation} goes in circles: page {cursor.page} is one that came {circle.hits} times before"
            )
    return HubPage(
        items=data.items,
        number=cursor.page,
        total=total,
        has_next=promise not in {None, "silence"} and count > 0,
        cursor=evolve(cursor, page=cursor.page + 1, items=cursor.items + count),
        envelope=data.fields,
        start=cursor,
        promise=promise,
        known_total=known_total,
        full=count if previous is None else max(full, count),
        keys=data.keys,
        circle=circle,
        short_for_good=previous is not None and previous.short_for_good,
        not_found=data.not_found,
        pages=pages,
    )


def _total(paging: Paging, fields: Mapping[str, Any]) -> int | None:
    names = (paging.total, *_TOTALS) if paging.total else _TOTALS
    return next((int(value) for name in names if _is_whole(value := fields.get(name))), None)


def _promise(
    paging: Paging, cursor: Cursor, data: PageData[Any], previous: HubPage[Any] | None, total: int | None
) -> Promise | None:
    """Find what promises a page after this one, if anything does.

    A link decides. In an operation with a field for links, a missing link decides too, unless the count says that there
    is more: then the walk requests the next page, and that page decides. In an operation without such a field, the
    count may promise more, but never ends the list, as Docker Hub's counts have been wrong. Without link and count, a
    full page promises more: one with as many items as requested, or as many as earlier pages, as servers cap the size
    unannounced.
    """
    count, link = len(data.items), paging.next or "next"
    if link in data.fields:
        return "link" if data.fields[link] else _doubt(paging, cursor, count, total)
    if total is not None and cursor.items + count < total:
        return "count"
    if not count or paging.style == "single":
        return None
    full = previous.full if previous else paging.default_size or _SMALLEST_DEFAULT
    asked = cursor.size or paging.default_size  # where nobody knows, a count that is reached is the end
    if (asked is not None and count >= asked) or (total is None and count >= full):
        return "size"
    if total is not None:
        return None
    # The page before had a link, and this one has nothing that would say whether it is the last.
    fell_silent = previous is not None and previous.promise == "link"
    return "size" if fell_silent else "silence"


def _doubt(paging: Paging, cursor: Cursor, count: int, total: int | None) -> Promise | None:
    # A walk may start at any page, so that fewer items were read than lie before the page.
    before = max(cursor.items, (cursor.page - 1) * (cursor.size or paging.default_size or count))
    return "doubt" if total is not None and before + count < total else None


def _is_whole(value: object) -> TypeGuard[int | float | str]:
    if isinstance(value, str):  # some servers write numbers so
        return value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS
    return type(value) is int or (type(value) is float and value.is_integer())

"""One page of a walk."""

from collections.abc import Hashable
from typing import Any, Protocol, TypeVar

from aiodockerhub_generated.types import Cursor, Page, Paging
from attrs import evolve, field, frozen
from attrs import fields as attributes

from aiodockerhub.errors import LastPageError, NotFoundError, PagingError, UsageError
from aiodockerhub.pagination.circle import SAME_PAGES, Circle
from aiodockerhub.pagination.page_requests import PageData
from aiodockerhub.pagination.promise import Promise, find_promise, read_total

T = TypeVar("T")

_SMALLEST_DEFAULT = 10  # items on a page, of the lists for which Docker's document says so


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
    total = read_total(paging, data.fields)
    known_total = total if total is not None or previous is None else previous.known_total
    full = previous.full if previous else paging.default_size or _SMALLEST_DEFAULT
    before = previous.promise if previous else None
    promise = find_promise(paging, cursor, data, total=known_total, full=full, previous=before)
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

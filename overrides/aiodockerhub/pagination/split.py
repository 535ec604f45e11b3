"""Splits a walk into parts, and detects later changes of the list."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, PagedCall, Paging, WalkPart
from attrs import define, evolve

from aiodockerhub.errors import ListChangedError
from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import first_cursor

T = TypeVar("T")
_SECOND_PAGE = 2


def cut_into_parts(
    call: PagedCall[Any, T], paging: Paging, page: HubPage[T], head: HubPage[T], parts: int
) -> list[WalkPart[T]]:
    """Cut a walk into parts of about the same number of pages.

    Args:
        call: Call of the list.
        paging: Paging of the operation.
        page: First page of the walk.
        head: Page 1 of the list, with which a part later detects that the list has changed. It differs from `page` if
            the call names a later page.
        parts: Maximum number of parts, at least 1.

    Returns:
        The parts in the order of the list; a single part if the whole list is one page, or if the server sends no
        count.
    """
    start, stride = page.start, len(page)
    whole = WalkPart(call=call, number=1, of=1, start=start, total=page.total, head=page_digest(head.keys))
    if paging.style == "single" or page.total is None or not page.has_next:
        return [whole]
    by_items = paging.by_items
    first = start.items if by_items else (start.page - 1) * stride
    pages = max(1, -(-(page.total - first) // stride))
    count = min(parts, pages)
    bounds = [pages * index // count for index in range(count + 1)]
    cursors = [evolve(start, page=start.page + bound, items=start.items + bound * stride) for bound in bounds]
    stops = [cursor.items if by_items else cursor.page for cursor in cursors[1:-1]]
    return [
        evolve(whole, number=number, of=count, start=cursor, stop=stop)
        for number, (cursor, stop) in enumerate(zip(cursors[:-1], [*stops, None], strict=True), 1)
    ]


@define
class PartWatch:
    """Ends the walk of a part at its last page, and detects a changed list.

    Attributes:
        part: Part of the walk.
        paging: Paging of the operation.
        total: Latest count received that differs from `part.total`; `None` if no count differs.
        short: Whether the list ended before the last page of the part.
    """

    part: WalkPart[Any]
    paging: Paging
    total: int | None = None
    short: bool = False

    def left(self, cursor: Cursor) -> int | None:
        """Count the pages from a cursor to the end of the part.

        Args:
            cursor: Cursor of a page, or of the end of the part.

        Returns:
            The number of pages; the number of items if requests name the index of an item, as requests of SCIM do.
            `None` if the part ends with the list.
        """
        stop = self.part.stop
        return None if stop is None else stop - (cursor.items if self.paging.by_items else cursor.page)

    def is_end(self, cursor: Cursor) -> bool:
        """Return whether the part ends before a cursor.

        Args:
            cursor: Cursor of a page.
        """
        left = self.left(cursor)
        return left is not None and left <= 0

    def within(self, page: HubPage[T]) -> HubPage[T]:
        """Record the count of a page, and drop the items of the next part.

        Args:
            page: Page of the walk.

        Returns:
            The page with the items of this part.
        """
        if page.total is not None and page.total != self.part.total:
            self.total = page.total
        left = self.left(page.cursor)
        if left is not None and left > 0 and not page.has_next:
            self.short = True
        if self.paging.by_items and left is not None and left < 0:
            return evolve(page, items=page.items[:left], cursor=evolve(page.cursor, items=page.cursor.items + left))
        return page

    async def finish(self, read: Callable[[Cursor, None], Awaitable[HubPage[Any]]], last: HubPage[Any] | None) -> None:
        """Check that the list has not changed since it was split.

        Args:
            read: Function that requests the page at a cursor; its second argument is `None`.
            last: Last page of the part; `None` if the part has no page.

        Raises:
            ListChangedError: The count or the first page of the list has changed.
            DockerHubError: The first page could not be read.
        """
        part, start = self.part, self.part.start
        if self.total is None and not self.short:
            head = await read(first_cursor(start), None)
            # The history of a part that begins at page 2 has page 1, with which the walk compared its first page.
            repeats_head = last is not None and start.page > _SECOND_PAGE and last.history.has(head.keys)
            if head.total == part.total and page_digest(head.keys) == part.head and not repeats_head:
                return
            self.total = head.total if head.total != part.total else None
        how = f"it has {self.total} items, not {part.total}" if self.total is not None else "its items are others now"
        raise ListChangedError(
            f"{start.operation} has changed since its walk was split: {how}. Part {part.number} of {part.of} has all "
            "that was on its pages, but items may be missing or come twice; split the walk anew"
        )

"""Splits a walk into parts, and detects later changes of the list."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, PagedCall, Paging, WalkPart
from attrs import define, evolve, frozen

from aiodockerhub.errors import ArgumentError, ListChangedError
from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.moved_items import with_moved
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import is_beyond_first
from aiodockerhub.pagination.pages_before import FirstPage

T = TypeVar("T")


async def page_stride(paging: Paging, page: HubPage[T], read: Callable[[Cursor, None], Awaitable[HubPage[T]]]) -> int:
    """Return the distance between the starts of two pages, in items.

    If the first page has fewer items than requested, the server sends smaller pages, or hides items of the first page.
    A server that sends smaller pages sends a second page of the same length. If the second page has this length and a
    next page, there are two explanations: smaller pages, or the same number of hidden items on each page. Each predicts
    another last page. If the predictions differ, the walk requests the page that would be the last with smaller pages,
    up to twice. This page has items only if pages are smaller.

    Args:
        paging: Paging of the operation.
        page: First page of the walk.
        read: Function that requests the page at a cursor; its second argument is `None`.

    Returns:
        The distance; the length of the page if requests state the index of an item, or if the list cannot be split.

    Raises:
        DockerHubError: One of the requested pages could not be read.
    """
    length, size = len(page), page.start.size or paging.default_size
    if paging.style != "page" or page.total is None or not page.has_next or (size is not None and length >= size):
        return length
    following = await read(page.cursor, None)
    if not following.has_next or len(following) != length:
        return size or max(length, len(following))
    last = -(-page.total // length)
    if size is None or last == -(-page.total // size):
        return length
    for _ in range(2):  # an empty response may be wrong once
        end = await read(evolve(page.cursor, page=last, items=(last - 1) * length), None)
        if end.items:
            return length
    return size


def cut_into_parts(
    call: PagedCall[Any, T], paging: Paging, page: HubPage[T], head: HubPage[T], parts: int, *, stride: int
) -> list[WalkPart[T]]:
    """Cut a walk into parts of about the same number of pages.

    Args:
        call: Call of the list.
        paging: Paging of the operation.
        page: First page of the walk.
        head: Page 1 of the list, by which a part later detects that the list has changed. `head` differs from `page` if
            the call names a later page.
        parts: Maximum number of parts, at least 1.
        stride: Distance between the starts of two pages, in items.

    Returns:
        The parts in the order of the list, at most one for each page. A single part if the list ends with `page`, or if
        the server sends no count.
    """
    start = page.start
    whole = WalkPart(call=call, number=1, of=1, start=start, total=page.total, head=page_digest(head.keys))
    if paging.style == "single" or page.total is None or not page.has_next:
        return [whole]
    by_items = paging.by_items
    first = start.items if by_items else (start.page - 1) * stride
    pages = max(1, -(-(page.total - first) // stride))
    count = min(parts, pages)
    bounds = [pages * index // count for index in range(count + 1)]
    later = evolve(start, last=None, last_key=None)  # nothing has read the page before a later part
    cursors = [
        start,
        *(evolve(later, page=start.page + bound, items=start.items + bound * stride) for bound in bounds[1:]),
    ]
    stops = [cursor.items if by_items else cursor.page for cursor in cursors[1:-1]]
    return [
        evolve(whole, number=number, of=count, start=cursor, stop=stop)
        for number, (cursor, stop) in enumerate(zip(cursors[:-1], [*stops, None], strict=True), 1)
    ]


@frozen
class PartBounds:
    """The first and the last page of a part.

    Attributes:
        part: Part of the walk.
        paging: Paging of the operation.
    """

    part: WalkPart[Any]
    paging: Paging

    def left(self, cursor: Cursor) -> int | None:
        """Count the pages from a cursor to the end of the part.

        The number is negative after the end.

        Args:
            cursor: Cursor of a page, or of the end of the part.

        Returns:
            The number of pages; the number of items if requests state the index of an item, as requests of SCIM do.
            `None` if the part ends with the list.
        """
        stop = self.part.stop
        return None if stop is None else stop - self._position(cursor)

    def is_end(self, cursor: Cursor) -> bool:
        """Return whether a cursor is at or after the end of the part.

        Args:
            cursor: Cursor of a page.
        """
        left = self.left(cursor)
        return left is not None and left <= 0

    def within(self, page: HubPage[T]) -> HubPage[T]:
        """End a page with the part: drop the items of the next part.

        Args:
            page: Page as the server sent it.

        Returns:
            The page with the items of this part. If the part ends with the page, the page has no next page.
        """
        left = self.left(page.cursor)
        if left is None or left > 0:
            return page
        items, cursor = page.items, page.cursor
        if self.is_end(page.start):
            items, cursor = [], page.start
        elif self.paging.by_items and left < 0:
            items, cursor = items[:left], evolve(cursor, items=cursor.items + left)
        return evolve(page, items=items, cursor=cursor, has_next=False, sign=None)

    def check(self, cursor: Cursor) -> None:
        """Check that a cursor of the list is in this part.

        Args:
            cursor: Cursor to resume from.

        Raises:
            ArgumentError: The cursor is before or after the part, or the cursor is for pages of another size.
        """
        part, left = self.part, self.left(cursor)
        is_before = self._position(cursor) < self._position(part.start)
        # This part ends where the next part starts. Only the cursor of the end follows a page, and so has `full`.
        is_after = left is not None and (left < 0 or (left == 0 and cursor.full is None))
        if is_before or is_after or cursor.size != part.start.size:
            raise ArgumentError(
                f"cursor must be one of part {part.number} of {part.of}; this one is of another part, or of the whole "
                "walk",
                argument="cursor",
            )

    def _position(self, cursor: Cursor) -> int:
        return cursor.items if self.paging.by_items else cursor.page


@define
class PartWatch:
    """Detects that the list of a part has changed.

    Attributes:
        bounds: First and last page of the part.
        total: Latest credible count that a page sent and that differs from the count at the split; `None` if no count
            differs.
    """

    bounds: PartBounds
    total: int | None = None

    @property
    def first(self) -> FirstPage:
        """Page 1 as the split has read it."""
        return FirstPage(self.bounds.part.head, self.bounds.part.total)

    def record(self, page: HubPage[T]) -> HubPage[T]:
        """Record what a page shows of a change: its count, an early end, page 1.

        Args:
            page: Page of the walk.

        Returns:
            The page. If it shows a change, its cursor says so, because a part that is resumed from a later cursor does
            not read the page again.
        """
        if self._differs(page):
            self.total = page.total
        left = self.bounds.left(page.cursor)
        is_early_end = left is not None and left > 0 and not page.has_next
        is_other_first = not is_beyond_first(page.start) and page_digest(page.keys) != self.first.digest
        has_changed = self._differs(page) or is_early_end or is_other_first or self.first.is_sent_as(page)
        return with_moved(page, 1) if has_changed else page

    async def finish(self, read_first: Callable[[Cursor], Awaitable[HubPage[Any]]], end: Cursor) -> None:
        """Check that the list has not changed since it was split.

        Args:
            read_first: Function that requests page 1; its argument is the cursor for errors.
            end: Cursor of the end of the part.

        Raises:
            ListChangedError: The count or page 1 of the list has changed, items have moved to earlier pages, the list
                ended before the end of the part, or the server sent page 1 in place of a page of the part, or another
                page in place of page 1. Items may be missing or come twice.
            DockerHubError: Page 1 of the list could not be read. The error has the argument `end` as its `cursor`.
        """
        part, start = self.bounds.part, self.bounds.part.start
        if self.total is None and not end.moved:
            head = await read_first(end)
            if not self._differs(head) and page_digest(head.keys) == part.head:
                return
            self.total = head.total if self._differs(head) else None
        how = f"it has {self.total} items, not {part.total}" if self.total is not None else "its items have changed"
        raise ListChangedError(
            f"{start.operation} has changed since its walk was split: {how}. Part {part.number} of {part.of} has all "
            "that was on its pages, but items may be missing or come twice; split the walk again"
        )

    def _differs(self, page: HubPage[Any]) -> bool:
        """Return whether a page's credible count differs from that at the split."""
        return page.total is not None and page.total == page.known_total != self.bounds.part.total

"""Splits a walk into parts, and detects changes of the list meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, PagedCall, Paging, WalkPart
from attrs import define, evolve

from aiodockerhub.errors import ListChangedError
from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.page import HubPage

T = TypeVar("T")
_SECOND = 2


def cut_into_parts(
    call: PagedCall[Any, T], paging: Paging, page: HubPage[T], head: HubPage[T], parts: int
) -> list[WalkPart[T]]:
    """Cut a walk into parts of about the same number of pages.

    Args:
        call: The call of the list.
        paging: The paging of the operation.
        page: The first page of the walk.
        head: Page 1 of the list, by which a part notices later that the list has changed; not the first page of the
            walk if the call starts further on.
        parts: How many parts at most.

    Returns:
        The parts in the order of the list; a single part if the list comes in one piece, or if the server gives no
        total.
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
        part: The part.
        paging: The paging of the operation.
        total: The last total received that differed from `part.total`.
        short: Whether the list ended before the part did.
    """

    part: WalkPart[Any]
    paging: Paging
    total: int | None = None
    short: bool = False

    def left(self, cursor: Cursor) -> int | None:
        """Count the pages from a cursor to the end of the part.

        Returns:
            The number of pages; of items in a list by offset, as SCIM's are. `None` if the part ends with the list.
        """
        stop = self.part.stop
        return None if stop is None else stop - (cursor.items if self.paging.by_items else cursor.page)

    def within(self, page: HubPage[T]) -> HubPage[T]:
        """Note the total of a page, and drop the items of the next part."""
        if page.total is not None and page.total != self.part.total:
            self.total = page.total
        left = self.left(page.cursor)
        if left is not None and left > 0 and not page.has_next:
            self.short = True
        if self.paging.by_items and left is not None and left < 0:
            return evolve(page, items=page.items[:left], cursor=evolve(page.cursor, items=page.cursor.items + left))
        return page

    async def finish(self, read: Callable[[Cursor, None], Awaitable[HubPage[Any]]], last: HubPage[Any] | None) -> None:
        """Check that the list is still the one that was split.

        Args:
            read: Requests the page at a cursor; its second argument is `None`.
            last: The last page of the part.

        Raises:
            ListChangedError: Its total or its first page has changed.
            DockerHubError: The first page could not be read.
        """
        part, start = self.part, self.part.start
        if self.total is None and not self.short:
            head = await read(evolve(start, page=1, items=0), None)
            # A part that begins at page 2 has read the first page, to check its own against it.
            repeats_head = last is not None and start.page > _SECOND and last.circle.knows(head.keys)
            if head.total == part.total and page_digest(head.keys) == part.head and not repeats_head:
                return
            self.total = head.total if head.total != part.total else None
        how = f"it has {self.total} items, not {part.total}" if self.total is not None else "its items are others now"
        raise ListChangedError(
            f"{start.operation} has changed since its walk was split: {how}. Part {part.number} of {part.of} has all "
            "that was on its pages, but items may be missing or come twice; split the walk anew"
        )

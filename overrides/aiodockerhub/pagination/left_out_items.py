"""Finds items that a page had left out, and adds them to the next page.

A server may send a page with too few items, or items may be added at the end of a page that the walk has read.
"""

from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor
from attrs import evolve

from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.page import HubPage

T = TypeVar("T")


def find_left_out(before: HubPage[T], start: Cursor, previous: HubPage[Any] | None) -> HubPage[T] | None:
    """Find the items at the end of a page that the walk has not returned.

    These are the items after the last item that the page had when the walk read it. If the page has none of the former
    items now, all of them have moved: the page has left out nothing. A resumed walk knows only the number of the former
    items and the digest of the last of them. If the digest fits no item, the number decides.

    Args:
        before: The page, as requested again.
        start: Cursor of the next page of the walk, which follows `before`.
        previous: The same page as it was read earlier, by this walk or before the first page of a resumed walk; `None`
            if it was not read earlier.

    Returns:
        `before` with only the items that it had left out; `None` if there are none.
    """
    ends = list[int]()
    if previous is None or previous.cursor != start:
        ends = [index for index, key in enumerate(before.keys, 1) if page_digest([key]) == start.last_key]
    if not ends:
        former = {*(before if previous is None else previous).keys[: start.last]}
        ends = [index for index, key in enumerate(before.keys, 1) if key in former]
    end = ends[-1] if ends else len(before)
    return evolve(before, items=before.items[end:], keys=before.keys[end:]) if end < len(before) else None


def add_left_out(page: HubPage[T], left_out: HubPage[T] | None) -> HubPage[T]:
    """Put left-out items of the previous page at the beginning of a page.

    Args:
        page: Page that follows; the end of the list if it has no items.
        left_out: Previous page with only these items; `None` if there are none.

    Returns:
        The page with these items before its own. If it has no own items, it gets the number of the previous page and no
        next page, and its cursor is the end of the list.
    """
    if left_out is None:
        return page
    cursor = evolve(page.cursor, items=page.cursor.items + len(left_out))
    page = evolve(page, items=[*left_out.items, *page.items], keys=[*left_out.keys, *page.keys], cursor=cursor)
    if len(page) > len(left_out):
        return page
    before = left_out.cursor
    full = max(cursor.full or 0, before.last or 0)
    cursor = evolve(cursor, last=before.last, last_key=before.last_key, full=full)
    return evolve(page, number=left_out.number, has_next=False, sign=None, cursor=cursor)

"""Continues a list at a cursor with smaller pages, for short results."""

from aiodockerhub_generated.catalog import PagingEntry
from aiodockerhub_generated.types import Cursor
from attrs import evolve


def fitting_size(paging: PagingEntry, cursor: Cursor, most: int) -> int | None:
    """Choose the largest page size with which a list can go on at a cursor.

    If requests state the number of a page, the items before the cursor must fill whole pages of the new size. If they
    state the index of an item, every size is possible.

    Args:
        paging: Paging of the operation.
        cursor: Cursor of a page.
        most: Maximum of the size, at least 1 and less than the size of the cursor.

    Returns:
        The size; `None` if it is unknown how many items are before the cursor.
    """
    offset = _items_before(paging, cursor)
    if offset is None:
        return None
    return most if paging["by_items"] else next(size for size in range(most, 0, -1) if offset % size == 0)


def with_size(paging: PagingEntry, cursor: Cursor, size: int) -> Cursor:
    """Make a cursor with a smaller page size for the same point of a list.

    Args:
        paging: Paging of the operation.
        cursor: Cursor of a page.
        size: Page size.

    Returns:
        The cursor; `cursor` itself if no page of this size begins there, if it is unknown how many items are before it,
        or if its own size is unknown or not larger than `size`.
    """
    offset = _items_before(paging, cursor)
    if offset is None or cursor.size is None or size >= cursor.size or (offset % size and not paging["by_items"]):
        return cursor
    page = cursor.page if paging["by_items"] else offset // size + 1
    full, last = (None if number is None else min(number, size) for number in (cursor.full, cursor.last))
    return evolve(cursor, page=page, size=size, full=full, last=last)


def _items_before(paging: PagingEntry, cursor: Cursor) -> int | None:
    """Return how many items of the list are before a cursor, if it is known.

    If pages are shorter than requested, it is unknown: the server may count pages of another size, or hide items.
    """
    if paging["by_items"] or cursor.page == 1:
        return cursor.items
    is_known = cursor.size is not None and cursor.size == cursor.full and cursor.last in {None, cursor.size}
    return (cursor.page - 1) * (cursor.size or 0) if is_known else None

"""The promise of a page: what tells that a list goes on after it.

This is a link, the count of the whole list, or that the page is full.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, TypeGuard

from aiodockerhub_generated.types import Cursor, Paging

from aiodockerhub.pagination.page_requests import PageData

Promise: TypeAlias = Literal["link", "count", "size", "doubt", "silence"]
"""What tells that a page is not the last: its link, the count of the whole list, or that it is full; or a doubt.

A doubt is a page without a link, and a count that says that there is more. Silence is a page with neither, that is not
full: nothing tells whether it is the last.
"""

_MOST_DIGITS = 18  # of a total in text
_TOTALS = ("count", "total", "totalResults")  # Hub's names for it; lists have swapped one for another


def read_total(paging: Paging, fields: Mapping[str, Any]) -> int | None:
    """Read the total of a list from the fields of a response.

    Args:
        paging: The paging of the operation.
        fields: The fields beside the items.

    Returns:
        Number of items in the whole list; `None` if no field has a whole number.
    """
    names = (paging.total, *_TOTALS) if paging.total else _TOTALS
    return next((int(value) for name in names if _is_whole(value := fields.get(name))), None)


def find_promise(
    paging: Paging, cursor: Cursor, data: PageData[Any], *, total: int | None, full: int, previous: Promise | None
) -> Promise | None:
    """Find what promises a page after this one, if anything does.

    A link decides. In an operation with a field for links, a missing link decides too, unless the count says that there
    is more: then the walk requests the next page, and that page decides. In an operation without such a field, the
    count may promise more, but never ends the list, as Docker Hub's counts have been wrong. Without link and count, a
    full page promises more: one with as many items as requested, or as many as earlier pages, as servers cap the size
    unannounced.

    Args:
        paging: The paging of the operation.
        cursor: The cursor of the page.
        data: The decoded response.
        total: The latest total of the walk, in this response or an earlier one; `None` if none had any.
        full: Number of items on the fullest page before this one, or of a full page by Docker's document.
        previous: The promise of the page before; `None` for the first page of a walk.

    Returns:
        The promise; `None` if nothing promises a page.
    """
    count, link = len(data.items), paging.next or "next"
    if link in data.fields:
        return "link" if data.fields[link] else _doubt(paging, cursor, count, total)
    if total is not None and cursor.items + count < total:
        return "count"
    if not count or paging.style == "single":
        return None
    asked = cursor.size or paging.default_size  # where nobody knows, a count that is reached is the end
    if (asked is not None and count >= asked) or (total is None and count >= full):
        return "size"
    if total is not None:
        return None
    # The page before had a link, and this one has nothing that would say whether it is the last.
    return "size" if previous == "link" else "silence"


def _doubt(paging: Paging, cursor: Cursor, count: int, total: int | None) -> Promise | None:
    # A walk may start at any page, so that fewer items were read than lie before the page.
    before = max(cursor.items, (cursor.page - 1) * (cursor.size or paging.default_size or count))
    return "doubt" if total is not None and before + count < total else None


def _is_whole(value: object) -> TypeGuard[int | float | str]:
    if isinstance(value, str):  # some servers write numbers so
        return value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS
    return type(value) is int or (type(value) is float and value.is_integer())

"""Decides from a page whether its list has a next page.

The signs of a next page are a link, the count of the whole list, and a full page.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, TypeGuard

from aiodockerhub_generated.types import Cursor, Paging

from aiodockerhub.pagination.page_requests import PageData

NextPageSign: TypeAlias = Literal["link", "count", "size", "conflict", "unclear"]
"""What a page says about a next page.

- `link`: the page has a link to a next page.
- `count`: the count of the whole list promises a next page.
- `size`: the page is full, which promises a next page.
- `conflict`: the page has no link, but the count promises a next page.
- `unclear`: the page may be the last page. It has neither link nor count, and is not full. Or its size contradicts its
  count: the page is full, although the list ends with this page according to the count.

`None` instead of a sign means that the page is the last page.
"""

_MAX_TOTAL_DIGITS = 18  # of a total that is sent as text
_TOTAL_NAMES = (
    "count",
    "total",
    "totalResults",
)  # all are read, because Docker Hub has renamed the field of some lists


def read_total(paging: Paging, fields: Mapping[str, Any]) -> int | None:
    """Read the number of items in a whole list from a response.

    Args:
        paging: Paging of the operation.
        fields: Fields of the response except for the items.

    Returns:
        The number of items; `None` if no field has a whole number.
    """
    names = (paging.total, *_TOTAL_NAMES) if paging.total else _TOTAL_NAMES
    return next((int(value) for name in names if _is_whole(value := fields.get(name))), None)


def credible_total(totals: Iterable[int | None], cursor: Cursor, count: int, stride: int | None) -> int | None:
    """Choose the latest count that the items read so far do not contradict.

    Servers have sent 0, the length of the page, or an estimate. A number below the number of items so far is not
    credible.

    Args:
        totals: Numbers that the server has sent, the latest first; `None` where it sent none.
        cursor: Cursor of a page.
        count: Number of items on the page. A page without items contradicts no number, because the list may have become
            shorter.
        stride: Number of items on the fullest page before this page, from which the number of items before the walk is
            computed; `None` if unknown: then `count` is used.

    Returns:
        The first number that the items do not contradict; `None` if there is none.
    """
    least = items_before(cursor, count if stride is None else stride) + count if count else None
    return next((total for total in totals if total is not None and (least is None or total >= least)), None)


def items_before(cursor: Cursor, full: int) -> int:
    """Compute how many items of the list are before a cursor.

    The cursor of a walk that began at a later page counts only the items that the walk has read. The pages before the
    walk are assumed to be full.

    Args:
        cursor: Cursor of a page.
        full: Number of items on a full page.
    """
    return (cursor.first - 1) * full + cursor.items


def find_sign(
    paging: Paging,
    cursor: Cursor,
    data: PageData[Any],
    *,
    total: int | None,
    full: int,
    stride: int | None,
    previous: NextPageSign | None,
) -> NextPageSign | None:
    """Find what a page says about a next page.

    If the response has a field for the link, a link promises a next page, and an empty field ends the list. Exception:
    the field is empty, but the count promises more items. Then the sign is `conflict`: the walk requests the next page,
    and the next page decides.

    If the response has no such field, the first of these rules that applies decides:

    - The count promises more items: `count`.
    - The page has no items, or the whole list is one page: the page is the last.
    - The page has as many items as requested or, if the request states no size, as the default size: `size`, whatever
      the count says.
    - There is a count, which this page reaches: the page is the last unless it is full. If it is full, the sign is
      `unclear`, because counts of Docker Hub have been wrong.
    - There is no count: `size` if the page is full, or if the previous page had a link, because the server then no
      longer sends links; otherwise `unclear`.

    A page is full if it has at least `full` items, because servers reduce the page size without notice.

    Args:
        paging: Paging of the operation.
        cursor: Cursor of the page.
        data: Decoded response.
        total: Number of items in the whole list according to the latest page of the walk that has a credible count;
            `None` if no page has one.
        full: `stride`, or the default size of a page if `stride` is `None`; 10 if the operation has no default size.
        stride: Number of items on the fullest page before this page; `None` for page 1, and if unknown.
        previous: Sign of the previous page, which decides if the page is not full and has neither link nor count;
            `None` for the first page of a walk.

    Returns:
        The sign; `None` if the page is the last. A page without items gets a sign only by a link or a count.
    """
    count, link = len(data.items), paging.next or "next"
    if link in data.fields:
        return "link" if data.fields[link] else _conflict(paging, cursor, count, total, stride)
    if total is not None and items_before(cursor, count if stride is None else stride) + count < total:
        return "count"
    if not count or paging.style == "single":
        return None
    requested = cursor.size or paging.default_size
    if requested is not None and count >= requested:
        return "size"
    if total is not None:
        return "unclear" if count >= full else None
    # If the previous page had a link, the server no longer sends links. The walk goes on until a page is missing.
    return "size" if count >= full or previous == "link" else "unclear"


def _conflict(paging: Paging, cursor: Cursor, count: int, total: int | None, stride: int | None) -> NextPageSign | None:
    if stride is None:  # a server may send fewer items than requested, but a missing link usually means the last page
        stride = cursor.size or paging.default_size or count
    before = items_before(cursor, stride)
    return "conflict" if total is not None and before + count < total else None


def _is_whole(value: object) -> TypeGuard[int | float | str]:
    if isinstance(value, str):  # some servers send numbers as text
        return value.isascii() and value.isdecimal() and len(value) <= _MAX_TOTAL_DIGITS
    return type(value) is int or (type(value) is float and value.is_integer())

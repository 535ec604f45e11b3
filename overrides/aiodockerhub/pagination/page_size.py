"""The page size of a walk, and the page at which it starts."""

from typing import Any

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.types import Cursor, PagedCall, Paging
from attrs import evolve

from aiodockerhub.errors import ArgumentError


def read_page_choice(call: PagedCall[Any, Any], paging: Paging) -> dict[str, int]:
    """Read the page and the page size that a call names.

    Args:
        call: Call for the first page.
        paging: Paging of its operation.

    Returns:
        The numbers by the names of their query parameters, such as `{"page": 2, "page_size": 50}`; empty if the call
        names neither, or if the whole list is one page.

    Raises:
        ArgumentError: A value is not a whole number, is too small, or is above the maximum page size of the operation.
    """
    parameters = () if paging.style == "single" else (paging.page, paging.size)
    numbers = {
        name: _whole_number(call, name, value, least=paging.first if name == paging.page else 1)
        for name, value in call.query
        if name in parameters
    }
    size, most = numbers.get(paging.size), paging.max_size
    if size is not None and most is not None and size > most:
        raise ArgumentError(
            f"{paging.size} must be at most {most}, the limit of {call.operation.id}; got {size}", argument=paging.size
        )
    return numbers


def with_largest_pages(start: Cursor, paging: Paging, limit: int | None) -> Cursor:
    """Choose the largest useful page size for a walk.

    A walk keeps the page size that the caller has chosen. It also keeps the server's page size if it starts at a later
    page, because the number of a page depends on the size.

    Args:
        start: Cursor at which the walk starts.
        paging: Paging of the operation.
        limit: Maximum number of items that the walk returns; `None` for no limit.

    Returns:
        The cursor with the page size: the smaller of `limit` and the maximum page size of the operation. If the walk
        keeps its page size, the maximum is unknown, or the whole list is one page, the cursor does not change.
    """
    most = paging.max_size
    if start.page > 1 or start.size is not None or most is None or paging.style == "single":
        return start
    return evolve(start, size=most if limit is None else min(most, limit))


def _whole_number(call: PagedCall[Any, Any], name: str, value: str, *, least: int) -> int:
    try:
        number = int(value)
    except ValueError:
        number = -1
    if number < least:
        raise ArgumentError(
            f"{name} of {call.operation.id} must be a whole number from {least}; got {shortened(value)}", argument=name
        )
    return number

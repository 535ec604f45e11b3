"""Pages as Docker Hub sends them: maximum size, absolute links, 404."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from aiodockerhub.testing import errors
from aiodockerhub.testing.handled_request import HandledRequest

T = TypeVar("T")
_MAX_INT32 = 2**31 - 1


def page_body(
    request: HandledRequest,
    items: Sequence[T],
    render: Callable[[T], Any],
    *,
    size: int = 10,
    total: str = "count",
    refuse: Callable[[str], errors.Refusal] | None = None,
) -> dict[str, Any]:
    """Make the body of the page that a request names.

    Args:
        request: Request, which may name `page` and `page_size`. A `page_size` above the maximum becomes the maximum.
        items: All items of the list, in order.
        render: Function that makes the JSON of an item.
        size: Number of items on a page if neither the request nor Docker's OpenAPI document states it; 10 by default.
        total: Key of the number of all items; `count` by default.
        refuse: Function that makes the error for a parameter that is not a positive number, from the name of the
            parameter; `None`, the default, for the error 404.

    Returns:
        The body: the number of all items, links to the next and the previous page (or null), and the items of the page.

    Raises:
        Refusal: A parameter is invalid, a page after the first has no items, or an anonymous caller may not see the
            page.
    """
    paging = request.operation.paging
    size = size if paging is None or paging.default_size is None else paging.default_size
    page = positive_number(request, "page", 1, refuse)
    size = min(positive_number(request, "page_size", size, refuse), request.max_page_size)
    start = (page - 1) * size
    wall = request.settings.anonymous_walls.get(request.operation.id)
    if wall is not None and request.caller.kind == "anonymous" and start >= wall:
        raise errors.wall()
    if page > 1 and start >= len(items):
        raise errors.not_found()
    return {
        total: len(items),
        "next": _link(request, page + 1) if start + size < len(items) else None,
        "previous": _link(request, page - 1) if page > 1 else None,
        "results": [render(item) for item in items[start : start + size]],
    }


def positive_number(
    request: HandledRequest, name: str, default: int, refuse: Callable[[str], errors.Refusal] | None = None
) -> int:
    """Read a query parameter that is a positive whole number.

    Args:
        request: Request to read from.
        name: Name of the parameter.
        default: Value if the parameter is missing.
        refuse: Function that makes the error for any other value, from the name of the parameter; `None`, the default,
            for the error 404 of a missing page.

    Raises:
        Refusal: The value is not a number from 1 to 2**31 - 1.
    """
    value = request.query.get(name)
    if value is None:
        return default
    count = parse_digits(value)
    if not count or count > _MAX_INT32:
        raise refuse(name) if refuse else errors.not_found()
    return count


def parse_digits(text: str) -> int | None:
    """Convert up to 18 digits to an integer; return `None` for other texts."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _link(request: HandledRequest, page: int) -> str:
    others = [(name, value) for name, value in request.query.multi_items() if name != "page"]
    origin = request.settings.link_origin or f"{request.url.scheme}://{request.url.netloc}"
    return f"{origin}{request.url.path}?{urlencode([('page', str(page)), *others])}"

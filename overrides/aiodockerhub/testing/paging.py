"""Pages as Docker Hub sends them: a greatest size, absolute links, 404."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from aiodockerhub.testing import errors
from aiodockerhub.testing.handled_request import HandledRequest

T = TypeVar("T")
_INT32 = 2**31 - 1


def cut(
    request: HandledRequest,
    items: Sequence[T],
    render: Callable[[T], Any],
    *,
    size: int = 10,
    total: str = "count",
    refuse: Callable[[str], errors.Refusal] | None = None,
) -> dict[str, Any]:
    """Write the page envelope for a request.

    Args:
        request: the request, which names `page` and `page_size`.
        items: everything there is, in order.
        render: makes the JSON of one item.
        size: items on a page when neither the request nor the document says.
        total: key under which the number of items stands.
        refuse: makes the refusal for a parameter that is no positive number, from its name; 404 by default.

    Returns:
        Total, links to the next and the previous page (or null), and the items of this page.
    """
    paging = request.operation.paging
    size = size if paging is None or paging.default_size is None else paging.default_size
    page = number(request, "page", 1, refuse)
    size = min(number(request, "page_size", size, refuse), request.greatest_page)
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


def number(
    request: HandledRequest, name: str, default: int, refuse: Callable[[str], errors.Refusal] | None = None
) -> int:
    """Read a positive whole number of the query.

    Args:
        request: the request.
        name: of the parameter.
        default: when it is absent.
        refuse: makes the refusal, from the name; 404 by default, as for a page that is not there.
    """
    value = request.query.get(name)
    if value is None:
        return default
    count = whole(value)
    if not count or count > _INT32:
        raise refuse(name) if refuse else errors.not_found()
    return count


def whole(text: str) -> int | None:
    """Read plain digits as a 64-bit integer; `None` for any other text."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _link(request: HandledRequest, page: int) -> str:
    others = [(name, value) for name, value in request.query.multi_items() if name != "page"]
    origin = request.settings.link_origin or f"{request.url.scheme}://{request.url.netloc}"
    return f"{origin}{request.url.path}?{urlencode([('page', str(page)), *others])}"

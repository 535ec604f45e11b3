"""Pages as a value that says how an operation pages, and the Protocols of what walks them."""

from collections.abc import AsyncIterator, Generator, Sequence
from typing import Any, Literal, Protocol, TypeVar

import attrs

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(kw_only=True)
class Paging:
    """How an operation pages.

    Attributes:
        style: `page` (numbered pages), `scim` (startIndex and count) or `single` (everything in one answer).
        page: Query parameter that selects the page, or the first item for `scim`.
        size: Query parameter that sets the number of items on a page.
        items: Key of the items in the answer.
        total: Key of the number of all items in the answer, if there is one.
        next: Key of the link to the next page in the answer, if there is one.
        default_size: Items on a page when the size is not given.
        max_size: The largest size the service accepts.
    """

    style: Literal["page", "scim", "single"]
    page: str = "page"
    size: str = "page_size"
    items: str = "results"
    total: str | None = None
    next: str | None = None
    default_size: int | None = None
    max_size: int | None = None


class Page(Protocol[T_co]):
    """One page of items."""

    @property
    def items(self) -> Sequence[T_co]:
        """The items of this page."""
        ...


class Pager(Protocol[T_co]):
    """Walks the items of all pages; awaited, it gives the first page."""

    def __await__(self) -> Generator[Any, None, Page[T_co]]: ...

    def __aiter__(self) -> AsyncIterator[T_co]: ...

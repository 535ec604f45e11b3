"""Pages, cursors, and the facts about the paging of an operation."""

import abc
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from attrs import asdict, evolve, field, frozen

from .errors import ArgumentError, ArgumentTypeError

T = TypeVar("T")

OnPage: TypeAlias = Callable[[int, int, int | None], object]
"""A progress callback, which may be a coroutine function.

Its arguments are the number of the page in the list; the number of items up to the end of the page, including items
that `unique` leaves out (`Cursor.items` of the page's cursor); and the server's total, or `None` if the server does not
report it.
"""


@frozen(kw_only=True)
class Paging:
    """The paging of an operation, derived from its parameters and response.

    Attributes:
        style: `page`, the default, numbers pages from 1; `scim` numbers items from 1 (RFC 7644, section 3.4.2.4);
            `offset` numbers items from 0; `single` returns the whole list in one response.
        page: Name of the query parameter for the number of the page; for `scim` and `offset`, for the number of the
            first item. `page` by default.
        size: Name of the query parameter for the number of items on a page; `page_size` by default.
        items: Field of the response that contains the items, `results` by default; `None` if the response is the array.
        total: Field with the number of items in the whole list; `None` if there is none. The count alone ends no
            walk, because it may be wrong; a page that is not full and reaches the count is the last.
        next: Field with the link to the next page; `None` if there is none. The link only means that there is a next
            page: its URL is never requested.
        default_size: Number of items on a page if the request does not state it; `None` if unknown.
        max_size: Maximum number of items on a page; `None` if unknown.
    """

    style: Literal["page", "scim", "offset", "single"] = "page"
    page: str = "page"
    size: str = "page_size"
    items: str | None = "results"
    total: str | None = None
    next: str | None = None
    default_size: int | None = None
    max_size: int | None = None

    @property
    def by_items(self) -> bool:
        """Whether a request states the index of an item, not of a page."""
        return self.style in {"scim", "offset"}

    @property
    def first(self) -> int:
        """Number of the first page, or of the first item."""
        return 0 if self.style == "offset" else 1


# Ends of a cursor's text that are left out, because they contain only defaults.
_NO_NUMBERS = ":1:-:-:-"
_NO_FURTHER = ":-:0:-"


@frozen
class Cursor:
    """A cursor: the point between two pages at which a walk can be resumed.

    A cursor may be used later, and in another process.

    `str(cursor)` is short, printable text without secrets, and `Cursor.parse` makes a cursor of it again.
    `Pager.resume` accepts a cursor and its text.

    Attributes:
        operation: The operation whose list is walked, such as `repositories.list_tags`.
        arguments: Checksum of the call's arguments, except the page and its size, so that a cursor is not used for
            another list by mistake.
        page: Number of the next page, from 1.
        items: Number of items that the walk has read before that page; if requests state the index of an item, as in
            SCIM: number of items of the list before that page.
        size: Number of items that each request asks for; `None` if the server chooses it.
        first: Number of the page at which the walk began, 1 by default; `items` does not count the items before that
            page, unless requests state the index of an item.
        total: Number of items in the whole list, according to the latest page before the cursor that has a count;
            `None` if no page has one.
        full: Number of items on the fullest page before the cursor; `None` if the walk has read no page.
        last: Number of items on the last page before the cursor; `None` if the walk has read no page.
        account: Account with which the walk has read its pages: `anonymous`, or a kind and a digest, such as
            `user-0123abcd`; `None` if unknown.
        moved: Number of items that were added, moved to earlier pages or removed from them; 0, the default, if the walk
            has detected neither a move nor a removal. With another number, a walk that is resumed raises
            `ListChangedError` at its end, because it has not read these items. The number is also at least 1 in the
            cursor of a `ListChangedError`, and in a part after a page that shows that the list has changed since it was
            split.
        last_key: Digest of the item key of the last item before the cursor, eight hexadecimal digits. By this digest, a
            resumed walk detects that items have moved in the meantime. `None` if the walk has read no item.
    """

    operation: str
    arguments: str
    page: int
    items: int
    size: int | None
    first: int = 1
    total: int | None = None
    full: int | None = None
    last: int | None = None
    account: str | None = None
    moved: int = 0
    last_key: str | None = None

    def __str__(self) -> str:
        text = f"{self.operation}:{self.arguments}:{self.page}:{self.items}:{_text(self.size)}"
        numbers = f":{self.first}:{_text(self.total)}:{_text(self.full)}:{_text(self.last)}"
        further = f":{_text(self.account)}:{self.moved}:{_text(self.last_key)}"
        if further == _NO_FURTHER:
            return text if numbers == _NO_NUMBERS else text + numbers
        return text + numbers + further

    def __getstate__(self) -> dict[str, Any]:
        return asdict(self)

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Set the fields; those that an earlier version lacked get defaults.

        Raises:
            ArgumentError: The state has a field that this version does not know, or lacks a field without a default.
        """
        try:
            cursor = Cursor(**state)
        except TypeError:
            cursor = None
        if cursor is None:
            raise ArgumentError(
                "cursor was pickled by a version of this package that has other fields; keep its text, str(cursor)",
                argument="cursor",
            )
        for name, value in asdict(cursor).items():
            object.__setattr__(self, name, value)  # the class is frozen

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Make a cursor from its text.

        Args:
            text: Text of a cursor, from `str(cursor)`.

        Returns:
            An equal cursor.

        Raises:
            ArgumentTypeError: `text` is not a `str`.
            ArgumentError: The text is not that of a cursor.
        """
        from .arguments import described, shortened  # here, because only errors need it

        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - some callers use no type checker
            raise ArgumentTypeError(
                f"cursor must be the text of a page's cursor; got {described(text)}", argument="cursor"
            )
        try:
            operation, arguments, page, items, size, *more = text.split(":")
            first, *numbers = more[:4] or ("1", "-", "-", "-")
            total, full, last = map(_parse_number, numbers)
            whole = cls(operation, arguments, int(page), int(items), _parse_number(size), int(first), total, full, last)
            account, moved, last_key = more[4:] or ("-", "0", "-")
            cursor = evolve(
                whole,
                account=None if account == "-" else account,
                moved=int(moved),
                last_key=None if last_key == "-" else last_key,
            )
        except ValueError:
            cursor = None
        if cursor is None or str(cursor) != text or cursor.page < 1 or min(cursor.items, cursor.moved) < 0:
            raise ArgumentError(
                f"cursor must be the text of a page's cursor, as str(page.cursor) gives it, not {shortened(text)}",
                argument="cursor",
            )
        return cursor

    @staticmethod
    def checksum(path: str, query: tuple[tuple[str, str], ...]) -> str:
        """Hash the arguments that choose the list.

        The checksum detects mistakes. It does not protect from forgery.

        Args:
            path: The path with its arguments.
            query: The query parameters, except those for the page and its size.

        Returns:
            Eight hexadecimal digits.
        """
        return f"{zlib.crc32(repr((path, sorted(query))).encode()):08x}"


def _text(value: int | str | None) -> str:
    return "-" if value is None else str(value)


def _parse_number(text: str) -> int | None:
    return None if text == "-" else int(text)


@frozen
class Page(abc.ABC, Generic[T]):
    """A page of a list. Iteration and `len` apply to its items.

    Attributes:
        items: The items on this page, in the server's order.
        number: Number of the page, from 1.
        total: Number of items in the whole list, as the server reports it, which may be wrong; `None` if not reported.
        has_next: Whether there is a next page, or may be one: if the list has neither links nor a count, only an empty
            page is known to be the last.
        cursor: The cursor after this page: `pager.resume(page.cursor)` continues with the next page.
        envelope: The other fields of the response by their keys in the document, such as `active_count` of access
            tokens; empty if the response is the array.
    """

    items: list[T] = field(repr=lambda items: f"<{len(items)} items>")
    number: int
    total: int | None
    has_next: bool
    cursor: Cursor
    envelope: Mapping[str, Any] = field(repr=False)

    @abc.abstractmethod
    async def next(self) -> "Page[T]":
        """Request the page after this page.

        Returns:
            The next page. It has no items if the list ended with this page.

        Raises:
            LastPageError: `has_next` is false.
            DockerHubError: The call failed; pass its `cursor` to `pager.resume`.
        """

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

"""Decides whether a list has ended, where a page alone does not tell.

docs/paging.md has the rules as a table.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve

from aiodockerhub.errors import DockerHubError, IncompleteListError, NotFoundError
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import is_beyond_first

T = TypeVar("T")

Read: TypeAlias = Callable[[Cursor, HubPage[T] | None], Awaitable[HubPage[T]]]
"""Requests a page; the second argument is the page before it in the walk."""


def needs_proof(page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Tell whether a page leaves open whether the list has ended.

    An empty page does, with two exceptions: the first page of a list that is empty by the server's count as well, and a
    page after one that is not full, in a list without links and counts.

    Args:
        page: The page that may be the last.
        previous: The page before it in this walk.
    """
    if previous is not None and previous.promise == "silence":
        return False
    return not page.items and (is_beyond_first(page.start) or page.promise is not None)


async def read_to_the_end(
    paging: Paging,
    page: HubPage[T],
    previous: HubPage[T] | None,
    read: Read[T],
    is_response: Callable[[DockerHubError], bool],
) -> HubPage[T]:
    """Ask the server whether a list has ended before an empty page.

    Args:
        paging: The paging of the operation.
        page: The empty page.
        previous: The page before it in this walk; None if the walk starts here, as a resumed one does.
        read: Requests a page.
        is_response: Tells whether an error is the outcome of such a request.

    Returns:
        The page with items, if the second request for it brings some; the page without items, if the list has ended.

    Raises:
        IncompleteListError: The list goes on, but the server does not send its next page.
        NotFoundError: The list itself is missing, not only the page, and the walk starts here.
        DockerHubError: A request failed.
    """
    again = await read(page.start, previous)
    if again.items:
        return again
    if not is_beyond_first(page.start):
        over = again.promise is None
    elif (again.not_found is None or _is_silent(paging)) and _ends_by_size(paging, previous):
        # An empty page, or none, is the only way to say so after a full one; but then those after it are so as well.
        after = evolve(page.start, page=page.start.page + 1, items=page.start.items + (previous or again).full)
        over = not (await read(after, None)).items
    else:
        try:
            over = await _is_over(paging, again, previous, read)
        except NotFoundError as error:  # of the first page, for beyond it a 404 is a page
            if previous is None or not is_response(error):
                raise
            raise incomplete(paging, again, previous) from error
    if over:
        return evolve(again, has_next=False)
    raise incomplete(paging, again, previous)


async def _is_over(paging: Paging, page: HubPage[T], previous: HubPage[T] | None, read: Read[T]) -> bool:
    """Request the page before an empty one again: does the list end there?

    The list may have become shorter meanwhile. If that page is empty as well, the first page is requested.
    """
    before = await read(previous.start if previous else cursor_before(paging, page.start), None)
    if previous is not None and len(before) > len(previous):
        return False  # it was cut short, though twice: what it has now was not handed out
    if before.items or not is_beyond_first(before.start):
        return not _promises(paging, before, previous)
    first = await read(evolve(page.start, page=1, items=0), None)
    if first.promise in {None, "doubt", "silence"}:
        return True
    items_before = page.start.items if paging.by_items else (page.start.page - 1) * len(first.items)
    return first.total is not None and first.total <= items_before


def _promises(paging: Paging, before: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Tell whether a page that was requested again still promises a next one."""
    if before.promise != "size":
        return before.promise not in {None, "doubt", "silence"}
    total = before.total if before.total is not None or previous is None else previous.known_total
    # A page that is full and last: the count agrees, or the list is one of those that end with 404.
    return total is None and paging.next is None


def _ends_by_size(paging: Paging, previous: HubPage[Any] | None) -> bool:
    if previous is not None:
        return previous.promise == "size"
    return _is_silent(paging) and paging.style != "single"


def _is_silent(paging: Paging) -> bool:
    """Tell whether pages have neither link nor count, as those of audit logs."""
    return paging.next is None and paging.total is None


def cursor_before(paging: Paging, cursor: Cursor) -> Cursor:
    """Give the cursor of the page before one.

    Args:
        paging: The paging of the operation.
        cursor: The cursor of a page that is not the first.
    """
    if paging.style == "single":
        return evolve(cursor, page=1, items=0)
    stride = cursor.size or paging.default_size or 1
    return evolve(cursor, page=max(1, cursor.page - 1), items=max(0, cursor.items - stride))


def incomplete(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> IncompleteListError:
    """Make the error of a list that breaks off before a page.

    Args:
        paging: The paging of the operation.
        page: The page without items, which was requested twice.
        previous: The page before it in this walk.
    """
    start = page.start
    total = page.known_total if page.known_total is not None else previous and previous.known_total
    if paging.style == "single":
        why = "it comes in one piece, and the server says that there is more of it"
    else:
        came = "404" if page.not_found is not None else "a page without items"
        why = f"there is more of it, but for page {start.page} came {came}, and again when it was asked for once more"
    of = "" if total is None else f" of {total}"
    return IncompleteListError(f"{start.operation} breaks off: {why}; {start.items}{of} items were read before it")

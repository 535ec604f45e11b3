"""Decides whether a list has ended before a page without items.

docs/paging.md has the rules as a table.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve

from aiodockerhub.errors import DockerHubError, IncompleteListError, NotFoundError
from aiodockerhub.pagination.left_out_items import find_left_out
from aiodockerhub.pagination.next_page_sign import items_before
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import first_cursor, is_beyond_first

T = TypeVar("T")

Read: TypeAlias = Callable[[Cursor, HubPage[T] | None], Awaitable[HubPage[T]]]
"""A function that requests the page at a cursor; the second argument is the previous page of the walk."""


def needs_proof(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether a page is empty without proving the end of its list.

    Two kinds of empty pages without a sign of a next page prove the end of the list: the first page, if it has a count
    or a field for the link, or if the whole list is one page; and a page after a page whose sign is `unclear`, because
    the page with this sign may be the last page.

    Args:
        paging: Paging of the operation.
        page: Page that may have no items.
        previous: Page before `page` in this walk; `None` if the walk starts with `page`.
    """
    if page.items or page.sign is not None:
        return not page.items
    if is_beyond_first(page.start):
        return previous is None or previous.sign != "unclear"
    return paging.style != "single" and page.total is None and not _has_link_field(paging, page)


async def read_to_the_end(
    paging: Paging,
    page: HubPage[T],
    previous: HubPage[T] | None,
    read: Read[T],
    is_response: Callable[[DockerHubError], bool],
) -> tuple[HubPage[T], HubPage[T] | None]:
    """Ask the server whether a list has ended before an empty page.

    Args:
        paging: Paging of the operation.
        page: Empty page.
        previous: Page before `page` in this walk; `None` if the walk starts with `page`.
        read: Function that requests a page.
        is_response: Function that returns whether an error is the outcome of a request of `read`.

    Returns:
        Two pages. The first is the page as requested again; if it still has no items, the list has ended, and the page
        has no next page. The second is the previous page with only the items that it lacked when the walk read it;
        `None` if there are none.

    Raises:
        IncompleteListError: The list goes on, but the server does not send its next page. Or the previous page has only
            other items than the walk read on it.
        NotFoundError: The whole list is missing, not only the page, and the walk starts with `page`.
        DockerHubError: A request failed.
    """
    left_out: HubPage[T] | None = None
    has_ended: bool | None
    again = await read(page.start, previous)
    if again.items:
        return again, None
    if not is_beyond_first(page.start):
        has_ended = again.sign is None
    elif _ends_by_size(paging, again, previous):
        # After a full page, only an empty page or status 404 can show that the list has ended. If the list has ended,
        # the page after the empty page is also empty or missing.
        after = evolve(page.start, page=page.start.page + 1, items=page.start.items + (previous or again).full)
        has_ended = not (await read(after, None)).items
        if not has_ended:
            again = await read(page.start, previous)  # the list may have grown
            if again.items:
                return again, None
    else:
        try:
            before = await read(previous.start if previous else cursor_before(paging, page.start), None)
            left_out = _find_left_out(paging, before, page.start, previous)
            items = again.start.items + (len(left_out) if left_out else 0)  # items on the previous pages
            judged = evolve(again, start=evolve(again.start, items=items))
            has_ended = await _has_ended(paging, judged, before, previous, read)
            has_others = has_other_items(before, previous)
            if has_ended is None or has_others or (left_out and not has_ended):
                again = await read(page.start, previous)  # the page may exist now
                if again.items:
                    return again, left_out
                has_ended = has_ended is None
            if has_others:
                raise other_page_error(before, page.start)
        except NotFoundError as error:  # of the first page: for later pages, `read` makes status 404 an empty page
            if previous is None or not is_response(error):
                raise
            raise incomplete_list_error(paging, again, previous) from error
    if has_ended:
        return evolve(again, has_next=False), left_out
    raise incomplete_list_error(paging, again, previous)


async def _has_ended(
    paging: Paging, page: HubPage[Any], before: HubPage[Any], previous: HubPage[Any] | None, read: Read[T]
) -> bool | None:
    """Judge the list by the page before an empty page.

    The list may have become shorter during the walk. If the previous page is also empty now, the first page decides.

    Args:
        paging: Paging of the operation.
        page: Page without items.
        before: Previous page, as requested again.
        previous: Previous page, as this walk has read it; `None` if the walk starts with `page`.
        read: Function that requests a page.

    Returns:
        Whether the list has ended. `None` if the list has grown: the previous page promises a next page now, and did
        not do so earlier.
    """
    start = page.start
    if before.items or not is_beyond_first(before.start):
        full = max(previous.full if previous else 0, start.full or 0, len(before))
        if _promises(paging, before, start, full) and start.first > 1:
            # The walk has not read the first pages. The first page shows how many items a full page has.
            full = max(full, len(await read(first_cursor(start), None)))
        if not _promises(paging, before, start, full):
            return True
        return _has_ended_despite_promise(page, before, previous, full)
    first = await read(first_cursor(start), None)
    if first.sign in {None, "conflict", "unclear"}:
        return True
    count = start.items if paging.by_items else (start.page - 1) * len(first.items)
    return first.known_total is not None and first.known_total <= count


def _find_left_out(
    paging: Paging, before: HubPage[T], start: Cursor, previous: HubPage[Any] | None
) -> HubPage[T] | None:
    """Find the items that a page had left out when the walk read it.

    If the walk was resumed, items may also have been added to the page since the former walk read the whole list. The
    page was incomplete only if the count of the list promised more items at that time.

    Args:
        paging: Paging of the operation.
        before: The page, as requested again.
        start: Cursor of the next page, which has no items.
        previous: The same page as it was read earlier, by this walk or before the first page of a resumed walk; `None`
            if it was not read earlier.

    Returns:
        `before` with only these items. `None` if there are none, or if requests state the index of an item, because
        the next request begins with these items.
    """
    if paging.by_items or start.last is None:
        return None
    is_resumed = previous is None or len(previous.keys) > start.last
    if is_resumed and (start.total is None or items_before(start, start.full or len(before)) >= start.total):
        return None
    return find_left_out(before, start, previous)


def _has_ended_despite_promise(
    page: HubPage[Any], before: HubPage[Any], previous: HubPage[Any] | None, full: int
) -> bool | None:
    """Judge an empty page although the previous page promises it.

    Args:
        page: Page without items.
        before: Previous page, as requested again.
        previous: Previous page, as this walk has read it; `None` if the walk starts with `page`.
        full: Number of items on a full page, by which the items before a cursor are counted.

    Returns:
        Whether the list has ended. `None` if the list has grown: the previous page did not promise a next page earlier.
    """
    count, total_then = items_before(page.start, full), page.start.total
    if before.sign != "link":
        has_grown = total_then is not None and count >= total_then
    elif page.not_found is None and page.sign is None and page.total == count:
        return True  # according to its count, the list ends before this empty page; some servers link to such a page
    else:
        has_grown = previous is not None and previous.sign in {"conflict", None}
    return None if has_grown else False


def _promises(paging: Paging, before: HubPage[Any], start: Cursor, full: int) -> bool:
    """Return whether a page, requested again, still promises a next page.

    Args:
        paging: Paging of the operation.
        before: The page, as requested again. If the walk has not read this page, its `start` may be a guess.
        start: Cursor of the next page, which has no items.
        full: Number of items on a full page, by which the items before a cursor are counted.
    """
    if before.sign in {"link", "conflict", "unclear"} or _has_link_field(paging, before):
        return before.sign == "link"
    total = start.total if before.total is None else before.known_total
    if total is not None:
        return items_before(start, full) < total
    # A full page may be the last page if the operation has links and this page has none.
    return before.sign == "size" and paging.next is None


def _has_link_field(paging: Paging, page: HubPage[Any]) -> bool:
    """Return whether a page has the field of the link, which may be null."""
    return (paging.next or "next") in page.envelope


def _ends_by_size(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether the page after an empty page can show the end.

    It can if only the size of the previous page promised the empty page. Exception: pages have links or a count, and
    the status of the empty page is 404. Then the previous page decides.

    Args:
        paging: Paging of the operation.
        page: Page without items, which was requested twice.
        previous: Page before `page` in this walk; `None` if the walk starts with `page`. Then only the size can have
            promised `page` if the server has sent neither links nor a credible count.
    """
    if previous is not None:
        has_neither = paging.next is None and previous.known_total is None
        return previous.sign == "size" and (page.not_found is None or has_neither)
    return paging.next is None and page.start.total is None and page.sign is None and paging.style != "single"


def has_other_items(before: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether a page, requested again, has none of its former items.

    Either the server sent another page when the walk read it, or all its items have moved.

    Args:
        before: The page, as requested again.
        previous: The page, as this walk has read it; `None` if the walk starts after it.
    """
    former = [] if previous is None else previous.keys
    return bool(before.items and former) and set(before.keys).isdisjoint(former)


def other_page_error(before: HubPage[Any], end: Cursor) -> IncompleteListError:
    """Make the error of a page that has none of its former items.

    Args:
        before: The page, as requested again.
        end: Cursor of the next page.
    """
    return IncompleteListError(
        f"{end.operation} breaks off: page {before.number} has none of the {end.last} items now that the server sent "
        f"for it before, so that its items may be missing; {end.items} items were read"
    )


def is_silent(paging: Paging) -> bool:
    """Return whether pages have neither link nor count, as in audit logs."""
    return paging.next is None and paging.total is None


def cursor_before(paging: Paging, cursor: Cursor) -> Cursor:
    """Return the cursor of the page before the page at a cursor.

    The number of items before that page is a guess if the size of the pages is unknown, or if they differ in size.

    Args:
        paging: Paging of the operation.
        cursor: Cursor of a page that is not the first page of the list.
    """
    if paging.style == "single":
        return evolve(cursor, page=1, items=0, last_key=None)
    stride = cursor.full or cursor.size or paging.default_size or 1
    page = max(1, cursor.page - 1)
    items = max(0, cursor.items - stride)
    return evolve(cursor, page=page, items=items, first=min(page, cursor.first), last_key=None)


def incomplete_list_error(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> IncompleteListError:
    """Make the error of a list that breaks off before a page.

    Args:
        paging: Paging of the operation.
        page: Page without items, which was requested twice.
        previous: Page before `page` in this walk; `None` if the walk starts with `page`.
    """
    start = page.start
    total = page.known_total if page.known_total is not None else previous and previous.known_total
    if paging.style == "single":
        why = "it is one page, which promises more items than it has"
    else:
        lack = "is missing (status 404)" if page.not_found is not None else "has no items"
        why = f"page {start.page} {lack}, also when requested a second time, although the list goes on"
    of = "" if total is None else f" of {total}"
    return IncompleteListError(f"{start.operation} breaks off: {why}; {start.items}{of} items were read before it")

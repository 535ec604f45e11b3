"""Decides which pages are requested again: repeated, or of unusual length.

docs/paging.md has the rules as a table.
"""

from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve

from aiodockerhub.errors import IncompleteListError, PagingError
from aiodockerhub.pagination.left_out_items import find_left_out
from aiodockerhub.pagination.list_end import Read, has_other_items, incomplete_list_error, is_silent, other_page_error
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.repeated_pages import MAX_SHIFTS

T = TypeVar("T")


def is_suspect(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether a page must be requested again.

    A page with items is suspect if one of these conditions is true:

    - it repeats an earlier page;
    - pages have numbers, and it is longer than requested and than earlier pages;
    - a link or a count promises a next page, and it is shorter than an earlier page. The first page of a walk is
      compared with the requested size, or else with the default size. After a page has stayed short, no page is
      suspect for this reason.

    Args:
        paging: Paging of the operation.
        page: Page to judge.
        previous: Page before `page` in this walk; `None` if the walk starts with `page`.
    """
    if not page.items:
        return False
    is_repeated = _find_repeated(paging, page, previous) is not None
    return is_repeated or _is_short(paging, page, previous) or _is_long(paging, page, previous)


def _find_repeated(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> Cursor | None:
    """Find an earlier page that has all items of a page.

    Args:
        paging: Paging of the operation.
        page: Page that may repeat an earlier page.
        previous: Page before `page` in this walk, which is compared first; `None` if the walk starts with `page`.

    Returns:
        The cursor at which the earlier page begins; `None` if the page repeats no earlier page, or has too few items to
        prove it.
    """
    if previous is not None:
        is_same = page.keys == previous.keys and _is_whole_list(paging, previous)
        if is_same or _covers(previous, page):
            return previous.start
    return page.history.repeats


def _covers(earlier: HubPage[Any], page: HubPage[Any]) -> bool:
    """Return whether an earlier page has all items of a page.

    The result is false for a page of one item, because the item may have moved, and for a page with two equal items.
    """
    keys = set(page.keys)
    return 1 < len(keys) == len(page.keys) and keys <= set(earlier.keys)


def _is_short(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether a page is shorter than expected, although others follow.

    A link or a count promises the next page. The expected length is that of the longest earlier page of the walk; for
    the first page of a walk, the requested or default size. The result is false if an earlier page stayed short when it
    was requested again: the server sends short pages.
    """
    if paging.style == "single" or page.short_for_good or page.sign not in {"link", "count", "conflict"}:
        return False
    return len(page) < (previous.full if previous else page.start.size or paging.default_size or 0)


def _is_long(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether a page is longer than requested and than earlier pages."""
    requested = page.start.size or paging.default_size
    if paging.style != "page" or previous is None or requested is None:
        return False
    return len(page) > max(requested, previous.full)


async def read_again(paging: Paging, page: HubPage[T], previous: HubPage[T] | None, read: Read[T]) -> HubPage[T]:
    """Request a suspect page again, and decide how the walk goes on.

    Args:
        paging: Paging of the operation.
        page: Suspect page: it repeats an earlier page, or is unusually short or long (`is_suspect`).
        previous: Page before `page` in this walk; `None` if the walk starts with `page`.
        read: Function that requests a page.

    Returns:
        The page with which the walk goes on. If the page as requested again repeats an earlier page: the page that
        `_explain_repeat` returns. Otherwise, if the only fault of `page` was that it was too short: the longer of
        `page` and the page as requested again. Otherwise: the page as requested again; if that is too short, it is
        requested once more.

    Raises:
        PagingError: The list grows as quickly as the walk reads it, or `read` raised this error.
        IncompleteListError: The server sends an earlier page instead of this page, has changed the size of its pages,
            or now sends other items on the earlier page, which added items do not explain. Or the page has no items in
            two further requests.
        DockerHubError: A request failed.
    """
    was_short = _find_repeated(paging, page, previous) is None and not _is_long(paging, page, previous)
    again = await read(page.start, previous)
    if not again.items:  # one missing page proves nothing
        again = await read(page.start, previous)
    if not again.items:
        raise incomplete_list_error(paging, again, previous)
    repeats = _find_repeated(paging, again, previous)
    if repeats is not None:
        return await _explain_repeat(paging, again, previous, repeats, read)
    if _is_long(paging, again, previous):
        raise _bad_page_error(again, f"has changed the size of its pages: page {again.number} has {len(again)} items")
    if not was_short:
        return await read_again(paging, again, previous, read) if _is_short(paging, again, previous) else again
    # A first page that stays short shows the size of the server's pages: later pages are compared with it.
    is_short_for_good = previous is not None and _is_short(paging, again, previous)
    return evolve(max(page, again, key=len), short_for_good=is_short_for_good)


async def _explain_repeat(
    paging: Paging, page: HubPage[T], previous: HubPage[T] | None, repeats: Cursor, read: Read[T]
) -> HubPage[T]:
    """Find out why a page repeats an earlier page twice.

    Args:
        paging: Paging of the operation.
        page: The page, as requested again.
        previous: Previous page of this walk; `None` if the walk starts with `page`.
        repeats: Cursor at which the earlier page begins.
        read: Function that requests a page.

    Returns:
        If the list has grown: `page`. If each page is the whole list: `page` without items.

    Raises:
        PagingError: The list grows as quickly as the walk reads it, or `read` raised this error.
        IncompleteListError: The server sends the earlier page instead of this page, or has changed the earlier page in
            a way that no added items explain.
        DockerHubError: The request for the earlier page failed.
    """
    earlier = await read(repeats, None)
    if earlier.keys != page.keys and not _covers(earlier, page):
        if _has_grown(paging, earlier, page, previous):
            return _count_shift(page)  # added items have moved the items of the earlier page to this page
        raise _bad_page_error(page, f"has other items on page {earlier.number} now, which no added items explain")
    if previous is None or _is_whole_list(paging, previous):
        return evolve(page, items=[], has_next=False)
    raise _bad_page_error(
        page, f"goes in circles: the response for page {page.number} is page {repeats.page}, also a second time"
    )


def follows_short_page(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether the previous page may have been read incompletely.

    Only lists whose pages have neither link nor count are judged. A page of such a list that is not full is usually the
    last. If another page follows, items may be missing from the previous page. Items may also be missing if the
    previous page, as it was read, was shorter than `page`, or shorter than it is now. After a page has stayed short
    when it was requested again, the result is false.

    Args:
        paging: Paging of the operation.
        page: Page that may have items.
        previous: Page before `page`; `None` if the list has none, or if its length is unknown.
    """
    last = page.start.last
    if last is None or previous is None or not page.items or not is_silent(paging) or previous.short_for_good:
        return False
    return previous.sign == "unclear" or last < max(len(previous), len(page))


async def read_left_out(page: HubPage[T], previous: HubPage[T], read: Read[T]) -> HubPage[T] | None:
    """Request the previous page again for the items that it had left out.

    Args:
        page: Page that follows the page that may be incomplete.
        previous: Page before `page`, as this walk has read it.
        read: Function that requests a page.

    Returns:
        The previous page with only the items that it lacked when the walk read it; `None` if there are none.

    Raises:
        IncompleteListError: The previous page has only items now that no page of the walk had in this order, so that
            the server may have sent another page in its place.
        DockerHubError: The request failed.
    """
    before = await read(previous.start, None)
    if has_other_items(before, previous) and not page.history.has(before.keys):
        raise other_page_error(before, page.start)
    return find_left_out(before, page.start, previous)


def _has_grown(paging: Paging, earlier: HubPage[Any], page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Return whether added items explain that a page repeats an earlier page.

    Added items move the items after them to later pages. Added items do not explain the repeated page if the earlier
    page is the previous page, and is shorter now. (The walk keeps only the items of the previous page, so the lengths
    of other earlier pages cannot be compared.) Otherwise, added items explain the repeated page if one of these
    conditions is true:

    - the earlier page now has the items of any page of the walk, in the same order;
    - the earlier page is the previous page, and now has at least one of its former items;
    - the items have moved to later positions, and the count, which is known for both times, has grown by at least the
      number of these positions.

    Args:
        paging: Paging of the operation.
        earlier: Earlier page, as requested again.
        page: Page that has the items that the earlier page had.
        previous: Page before `page` in this walk; `None` if the walk starts with `page`.
    """
    before = previous if previous is not None and previous.start == earlier.start else None
    if before is not None and len(earlier) < len(before):
        return False
    if page.history.has(earlier.keys):
        return True
    if before is not None and not set(earlier.keys).isdisjoint(before.keys):
        return True
    total_then = page.history.repeated_total if before is None else before.known_total
    if total_then is None or page.total is None:
        return False
    index = 0 if before is None else before.keys.index(page.keys[0])
    if paging.by_items:
        moved = page.start.items - earlier.start.items - index
    else:
        moved = (page.start.page - earlier.start.page) * (previous or page).full - index
    return 0 < moved <= page.total - total_then


def _count_shift(page: HubPage[T]) -> HubPage[T]:
    """Count a repeated page that growth of the list explains.

    Raises:
        PagingError: The walk has had more than 100 such pages (`MAX_SHIFTS`).
    """
    shifts = page.history.shifts + 1
    if shifts > MAX_SHIFTS:
        raise PagingError(
            f"{page.start.operation} grows as quickly as it is read: added items have moved those of {shifts} pages; "
            f"{page.start.items} items were read before page {page.number}"
        )
    return evolve(page, history=evolve(page.history, shifts=shifts))


def _is_whole_list(paging: Paging, page: HubPage[Any]) -> bool:
    """Return whether a page that comes twice in a row is the whole list.

    Such a page has no link, and no count that promises more items. Either it has no sign of a next page except
    `unclear`, or it is full, and the operation has links or counts, so that a list of more than one page would have
    them.
    """
    return page.sign == "unclear" or (page.sign == "size" and (paging.next or paging.total) is not None)


def _bad_page_error(page: HubPage[Any], why: str) -> IncompleteListError:
    return IncompleteListError(f"{page.start.operation} {why}; {page.start.items} items were read before it")

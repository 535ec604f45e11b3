"""Requests suspect pages again: repeats, and ones of unexpected length.

docs/paging.md has the rules as a table.
"""

from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve

from aiodockerhub.errors import IncompleteListError
from aiodockerhub.pagination.list_end import Read, incomplete
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import is_beyond_first

T = TypeVar("T")


def is_suspect(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Tell whether a page with items has to be requested again.

    It repeats an earlier page, is shorter than others although it is not the last, or is longer than others.

    Args:
        paging: The paging of the operation.
        page: The page to judge.
        previous: The page before it in this walk.
    """
    if not page.items:
        return False
    is_repeated = _repeated(paging, page, previous) is not None
    return is_repeated or _is_short(paging, page, previous) or _is_long(paging, page, previous)


def _repeated(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> Cursor | None:
    """Find the cursor of the earlier page that has all items of a page."""
    if previous is not None:
        is_same = page.keys == previous.keys and _is_whole(paging, previous)
        if is_same or _covers(previous, page):
            return previous.start
    return page.circle.repeats


def _covers(earlier: HubPage[Any], page: HubPage[Any]) -> bool:
    """Tell whether an earlier page has all items of a page.

    A page of one item does not count, as that item may have moved; nor does a page with equal items.
    """
    keys = set(page.keys)
    return 1 < len(keys) == len(page.keys) and keys <= set(earlier.keys)


def _is_short(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Tell whether a page before the last has fewer items than others."""
    if paging.style == "single" or page.short_for_good or page.promise not in {"link", "count", "doubt"}:
        return False
    return len(page) < (previous.full if previous else page.start.size or 0)


def _is_long(paging: Paging, page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Tell whether a page has more items than requested, and than others."""
    asked = page.start.size or paging.default_size
    if paging.style != "page" or previous is None or asked is None:
        return False
    return len(page) > max(asked, previous.full)


async def read_again(paging: Paging, page: HubPage[T], previous: HubPage[T] | None, read: Read[T]) -> HubPage[T]:
    """Request a suspect page again, and decide what the walk goes on with.

    Args:
        paging: The paging of the operation.
        page: The suspect page.
        previous: The page before it in this walk; None if the walk starts here.
        read: Requests a page.

    Returns:
        The page to go on with; a page without items if the list has ended.

    Raises:
        IncompleteListError: The server sends an earlier page in place of this one, has changed the size of its
            pages, or sends a repeated or too long page without items the second time.
        DockerHubError: A request failed.
    """
    again = await read(page.start, previous)
    repeats = _repeated(paging, again, previous)
    if repeats is not None:
        earlier = await read(repeats, None)
        if earlier.keys != again.keys and not _covers(earlier, again):
            if _has_grown(earlier, again, previous):
                return again  # what was there is here now
            raise _unfit(again, f"has other items on page {earlier.number} now, which no items before them explain")
        if previous is None or _is_whole(paging, previous):
            return evolve(again, items=[], has_next=False)
        raise _unfit(again, f"goes in circles: for page {again.number} comes page {repeats.page}, again and again")
    if _is_long(paging, again, previous):
        raise _unfit(again, f"has changed the size of its pages: page {again.number} has {len(again)} items")
    if _repeated(paging, page, previous) is not None or _is_long(paging, page, previous):
        if not again.items:
            raise incomplete(paging, again, previous)
        return await read_again(paging, again, previous, read) if _is_short(paging, again, previous) else again
    return evolve(max(page, again, key=len), short_for_good=_is_short(paging, again, previous))


def _has_grown(earlier: HubPage[Any], page: HubPage[Any], previous: HubPage[Any] | None) -> bool:
    """Tell whether new items explain that a page has those of an earlier one.

    If items were added at the beginning of the list, the earlier page, requested again, is as long as before, and holds
    items that used to stand further up: its own first ones, or those of the page before. The first page may hold new
    items only, if the count has grown by as many.
    """
    before = previous if previous is not None and previous.start == earlier.start else None
    if before is not None and len(earlier) < len(before):
        return False
    if page.circle.knows(earlier.keys):
        return True
    if not is_beyond_first(earlier.start) and _growth(earlier, previous) >= len(earlier):
        return True
    return before is not None and not set(earlier.keys).isdisjoint(before.keys)


def _growth(page: HubPage[Any], previous: HubPage[Any] | None) -> int:
    """Tell by how much the server's count has grown since the page before."""
    if previous is None or previous.known_total is None or page.known_total is None:
        return 0
    return page.known_total - previous.known_total


def _is_whole(paging: Paging, page: HubPage[Any]) -> bool:
    """Tell whether a page that comes twice in a row is the whole list.

    Such a page has neither link nor count. It is not full, or its operation gives a link or a count as soon as a list
    has more than one page.
    """
    return page.promise == "silence" or (page.promise == "size" and (paging.next or paging.total) is not None)


def _unfit(page: HubPage[Any], why: str) -> IncompleteListError:
    return IncompleteListError(f"{page.start.operation} {why}; {page.start.items} items were read before it")

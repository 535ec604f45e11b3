"""Decides which prefetched pages are older than the previous page.

A server may read the pages of requests under way in any order. If it reads page 3 before page 2, and items are added or
moved to the beginning of the list in between, the items that moved from page 2 to page 3 are on neither of the two
responses.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, Paging

from aiodockerhub.pagination.next_page_sign import items_before, read_total
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import PageData, is_beyond_first
from aiodockerhub.pagination.prefetch import Prefetch

T = TypeVar("T")


def is_outdated(paging: Paging, data: PageData[Any], previous: HubPage[Any]) -> bool:
    """Return whether a prefetched page must be requested again.

    A prefetched page is outdated if the list may have grown, or an item may have moved, after the server read this page
    and before it read the earlier page `previous`. If both pages have a credible count (see `credible_total`), the list
    has grown if the prefetched page has the lower count.

    If one of the counts is not credible, or if `previous` is the first page of the list, the order of the requests
    decides: the prefetched page is outdated if its response arrived before the request for `previous` began, or while
    that request was retried.

    If the walk has detected that items have moved, each page that was requested before that is outdated.

    A response without items is never outdated, because other rules decide about such a page; see `list_end`.

    Args:
        paging: Paging of the operation.
        data: Response for the prefetched page.
        previous: Earlier page of the walk, not necessarily the page immediately before.
    """
    order, before = data.order, previous.order
    if not data.items:
        return False
    if order.began <= previous.history.moved_at:
        return True
    if order.began > before.ended:  # without prefetch, each page is requested after the previous page has arrived
        return False
    total = read_total(paging, data.fields)
    least = items_before(previous.cursor, previous.full)  # a count that is not greater contradicts the items of `data`
    if total is not None and total > least and previous.total is not None and previous.total == previous.known_total:
        if total < previous.total:
            return True
        if is_beyond_first(previous.start):  # `moved_items` detects a move by the page before `previous`
            return False
    return order.ended < (before.ended if before.is_retried else before.began)


async def take_page(
    paging: Paging,
    cursor: Cursor,
    previous: HubPage[T] | None,
    prefetch: Prefetch[Cursor, PageData[T]],
    fetch: Callable[[Cursor], Awaitable[PageData[T]]],
) -> PageData[T]:
    """Take a page from the requests under way, or a newer response.

    Args:
        paging: Paging of the operation.
        cursor: Cursor of the page.
        previous: Previous page of the walk; `None` if the walk starts with the page at the cursor.
        prefetch: Requests under way.
        fetch: Coroutine function that requests the page at a cursor.

    Returns:
        The data of the page. If a second response has the same items as the first response, the list has not changed in
        between. The data then has the order of the first request, so that later pages which arrived with the first
        response need no second request.

    Raises:
        DockerHubError: The call failed.
    """
    data = await prefetch.get(cursor)
    if previous is None or not is_outdated(paging, data, previous):
        return data
    again = await fetch(cursor)
    is_unchanged = again.keys == data.keys
    if is_unchanged:
        again.order = data.order
    if not is_unchanged or again.fields != data.fields:
        prefetch.drops += 1
    return again

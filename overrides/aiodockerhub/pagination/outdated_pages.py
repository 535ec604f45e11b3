"""Decides which prefetched pages are older than the page before them.

A server may read the pages of requests under way in any order. If it reads page 3 before page 2, and items are added
in between, the items that moved from page 2 to page 3 are on neither of the two responses.
"""

from typing import Any

from aiodockerhub_generated.types import Paging

from aiodockerhub.pagination.next_page_sign import items_before, read_total
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import PageData


def is_outdated(paging: Paging, data: PageData[Any], previous: HubPage[Any]) -> bool:
    """Return whether a page ahead must be requested again.

    That is so if the list has grown after the server read it, and before it read the page before.

    If both pages have a credible count, the list has grown if the later page has the lower count. If not, the page
    before decides: the list may have grown while it was retried, or before it was requested again. A response without
    items is not outdated, because a walk requests a page without items again for other reasons.

    Args:
        paging: Paging of the operation.
        data: Response for a page after `previous`.
        previous: Page of the walk before it, which need not be the page immediately before.
    """
    order, before = data.order, previous.order
    if order.began > before.ended or not data.items:  # without prefetch, each page is requested after the page before
        return False
    total = read_total(paging, data.fields)
    least = items_before(previous.cursor, previous.full)  # a count that is not greater contradicts the items of `data`
    if total is not None and total > least and previous.total is not None and previous.total == previous.known_total:
        return total < previous.total
    return order.ended < (before.ended if before.is_retried else before.began)

"""Reads pages before those of a walk: the previous page and page 1.

A walk that began with page 1 detects at once if the server sends page 1 in place of another page. A walk that began
later can do so only if it reads page 1 as well. It does so before it returns its first page, not at its end: the error
of a check at the end would come after the items, and a walk that is resumed after a failure no longer knows them.
"""

from typing import Any, TypeVar

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve, frozen

from aiodockerhub.errors import DockerHubError, IncompleteListError, NotFoundError
from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.list_end import cursor_before, incomplete_list_error
from aiodockerhub.pagination.page import HubPage, NextPages, read_page
from aiodockerhub.pagination.page_requests import PageRequests, first_cursor, is_beyond_first
from aiodockerhub.pagination.resume_note import add_resume_note, not_a_page_error

T = TypeVar("T")


@frozen
class FirstPage:
    """What a walk that began after page 1 knows of page 1.

    Attributes:
        digest: Digest of the item keys of page 1.
        total: Number of items in the whole list when page 1 was read; `None` if unknown.
        is_whole: Whether page 1 is the whole list.
    """

    digest: str
    total: int | None
    is_whole: bool = False

    @classmethod
    def of(cls, page: HubPage[Any]) -> "FirstPage":
        """Note what is needed of page 1.

        Args:
            page: Page 1.
        """
        return cls(page_digest(page.keys), page.total, is_whole=not page.has_next)

    def is_sent_as(self, page: HubPage[Any]) -> bool:
        """Return whether the server has sent page 1 in place of a later page.

        The result is false if added items may have moved the items of page 1 to the later page, and if the later page
        proves nothing. That is so if it has equal items, or a single item, because an equal item may be on page 1. If
        page 1 is the whole list, no later page can have an item.

        Args:
            page: Page of a walk.
        """
        if not is_beyond_first(page.start) or page_digest(page.keys) != self.digest:
            return False
        if len(set(page.keys)) < len(page.keys) or len(page.keys) < (1 if self.is_whole else 2):
            return False
        growth = 0 if page.total is None or self.total is None else page.total - self.total
        return growth < max(page.start.items, (page.start.page - 1) * len(page.keys))


def first_page_again_error(cursor: Cursor) -> IncompleteListError:
    """Make the error of a walk that gets page 1 again in place of a page.

    Args:
        cursor: Cursor of the other page.
    """
    error = IncompleteListError(
        f"{cursor.operation} goes in circles: the response for page {cursor.page} is page 1, also a second time; "
        f"{cursor.items} items were read before it"
    )
    add_resume_note(error, cursor, has_previous=True, is_response=True)
    return error


async def read_first_page(paging: Paging, requests: PageRequests[T], cursor: Cursor, pages: NextPages[T]) -> HubPage[T]:
    """Read page 1 for a walk that has read a later page.

    Args:
        paging: Paging of the operation.
        requests: Requests of the pager.
        cursor: Cursor from which the walk can be resumed if the request fails.
        pages: Object that fetches the next page.

    Returns:
        Page 1. It has no items if it promises none, because all items were removed.

    Raises:
        IncompleteListError: Page 1 is missing, no page, or without the items that it promises. Or the credentials are
            now of another account.
        DockerHubError: The call failed. The error has the argument `cursor` as its `cursor`, without its account if the
            server refused the page (401, 403).
    """
    start = first_cursor(cursor)
    try:
        page = read_page(paging, start, await requests.fetch_longer(start, cursor.full), None, pages)
        if not page.items and page.sign is not None:
            raise incomplete_list_error(paging, evolve(page, start=evolve(start, items=cursor.items)), None)
    except DockerHubError as error:
        is_response = requests.is_response(error)
        incomplete = _first_page_error(error, paging, cursor) if is_response else None
        add_resume_note(incomplete or error, cursor, has_previous=False, is_response=is_response)
        if incomplete is not None:
            raise incomplete from error
        raise
    return page


def _first_page_error(error: DockerHubError, paging: Paging, cursor: Cursor) -> IncompleteListError | None:
    """Make the error of a list whose page 1 is missing or no page.

    Returns:
        The error to raise instead of `error`; `None` if `error` has another cause.
    """
    if isinstance(error, NotFoundError):
        return IncompleteListError(
            f"{cursor.operation} breaks off: page 1 is missing (status 404), although the walk has read a later page; "
            f"{cursor.items} items were read"
        )
    return not_a_page_error(error, paging, cursor, page=1)


async def read_page_before(
    paging: Paging, requests: PageRequests[T], cursor: Cursor, pages: NextPages[T]
) -> HubPage[T] | None:
    """Read the page before a cursor; again if it is shorter than expected.

    Args:
        paging: Paging of the operation.
        requests: Requests of the pager.
        cursor: Cursor of a page.
        pages: Object that fetches the next page.

    Returns:
        The previous page. `None` if there is none, if it has no items, or if requests state the index of an item:
        where the previous page began is then unknown.

    Raises:
        IncompleteListError: The credentials are now of another account.
        DockerHubError: The call failed. The error has the argument `cursor` as its `cursor`, without its account if
            the server refused the page (401, 403).
    """
    if not is_beyond_first(cursor) or paging.style != "page":
        return None
    try:
        start = cursor_before(paging, cursor)
        data = await requests.fetch_longer(start, cursor.last)
        items = max(0, cursor.items - len(data.items))  # the server may send fewer than requested
        page = read_page(paging, evolve(start, items=items), data, None, pages)
    except DockerHubError as error:
        add_resume_note(error, cursor, has_previous=False, is_response=requests.is_response(error))
        raise
    return page if page.items else None

"""Detects that items have moved during a walk, and finds them.

Docker Hub lists the tag that was pushed last first, so a push of an existing tag moves the tag to page 1. A walk that
has not read the tag yet would miss it. The items before the former position of the tag move to later positions, so the
last item of a page comes again on the next page, although the count of the list has not grown.
"""

from collections.abc import Awaitable, Callable, Container, Hashable, Iterable, Sequence
from itertools import accumulate, islice
from typing import TypeVar

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve

from aiodockerhub.errors import ListChangedError
from aiodockerhub.pagination.item_key import page_digest
from aiodockerhub.pagination.page import HubPage
from aiodockerhub.pagination.page_requests import first_cursor
from aiodockerhub.pagination.repeated_pages import PageHistory

T = TypeVar("T")

_MAX_READINGS = 3
# After so many other items, the rest of the former first page must have been removed.
_MAX_OTHERS = 1_000


def with_moved_count(page: HubPage[T], previous: HubPage[T] | None) -> HubPage[T]:
    """Count the items that were added or moved to earlier pages.

    Such an item shifts the items after it, so that items of one of the two previous pages come again on this page. If
    the list shifted by 5 items since that previous page was read, and its count grew by only 3, then 2 of the 5 items
    have moved. If either page has no credible count (see `credible_total`), the list may have grown, so no item counts
    as moved.

    Args:
        page: Page of a walk.
        previous: Page before `page` in the walk; `None` if the walk starts with `page`.

    Returns:
        The page. Its history has two totals since the walk began: the number of items that were added or moved
        (`inserted`), and the number of items that must have moved (`moved`). If items have moved, the `moved` of the
        cursor is the `inserted` of the history.
    """
    history = page.history
    if previous is not None:
        history = _count_since(history, page, previous, [])
        if previous.previous is not None:
            history = _count_since(history, page, previous.previous, previous.keys)
    if history is page.history:
        return page
    if history.moved > page.history.moved:
        history = evolve(history, moved_at=page.order.ended)
    cursor = evolve(page.cursor, moved=history.inserted) if history.moved else page.cursor
    return evolve(page, history=history, cursor=cursor)


def _count_since(
    history: PageHistory, page: HubPage[T], former: HubPage[T], between: Sequence[Hashable]
) -> PageHistory:
    """Count the items that were added or moved since a former page was read.

    Args:
        history: History of `page`, perhaps with items counted since a later page.
        page: Page of a walk.
        former: Earlier page of the walk.
        between: Item keys of the page between `former` and `page`; empty if there is none.

    Returns:
        The history, in which each number is the greater of its former value and the value counted since `former`;
        `history` itself if no item of the former page comes again.
    """
    places = _find_unmoved(former.keys, page.keys)
    if places is None:
        return history
    then, now, moved_behind = places
    inserted = len(former.keys) + len(between) + now - then - moved_behind
    moved = max(0, min(inserted, inserted - _growth(page, former, inserted)))
    # With fewer insertions, the page between either has items of `former` or was read before the insertions.
    is_between_new = inserted >= len(former.keys) + len(between)
    shown = {*page.keys[:now], *(between if is_between_new else ())} - {*former.keys}
    return evolve(
        history,
        inserted=max(history.inserted, former.history.inserted + inserted),
        inserted_shown=max(history.inserted_shown, former.history.inserted_shown + len(shown)),
        moved=max(history.moved, former.history.moved + moved),
    )


def _find_unmoved(former: Sequence[Hashable], keys: Sequence[Hashable]) -> tuple[int, int, int] | None:
    """Find the last item of a former page that comes again, unmoved.

    An item has itself moved if it comes again before an item that it followed on the former page.

    Args:
        former: Item keys of the former page.
        keys: Item keys of the page on which items come again.

    Returns:
        The index of the item on the former page, its index on the page now, and the number of moved items: those that
        were behind the item on the former page and come again. `None` if no item comes again.
    """
    indices = {key: index for index, key in enumerate(keys)}
    places = [(then, indices[key]) for then, key in enumerate(former) if key in indices]
    unmoved = -1
    for number, furthest in enumerate(accumulate((now for _, now in places), max)):
        if places[number][1] == furthest:
            unmoved = number
    return (*places[unmoved], len(places) - unmoved - 1) if places else None


def with_moves_before(paging: Paging, page: HubPage[T], previous: HubPage[T] | None) -> HubPage[T]:
    """Detect that the list has changed before a resumed walk.

    The cursor has a digest of the last item that the former walk has read. If this item is on a later position now and
    the count has not grown by as many items, items have moved to earlier pages. If it is on an earlier position, items
    were removed. If neither page has the item, either it has moved or was removed itself, or more items than a page
    has were moved or removed.

    Nothing is detected in these cases:

    - requests state the index of an item;
    - the list has no credible count;
    - the list has grown by so many items that the last item would now be after both pages;
    - the former walk has detected moved items.

    Args:
        paging: Paging of the operation.
        page: First page of the resumed walk.
        previous: Previous page, as it is now; `None` if it has no items now.

    Returns:
        The page. If the list has changed, the history and the cursor of the page count moved items, so that the walk
        raises `ListChangedError` at its end.
    """
    start = page.start
    if paging.by_items or start.last_key is None or not start.last or start.total is None or start.moved:
        return page
    if previous is None:  # without items on this page either, the list has become shorter than what the walk has read
        return page if page.items else with_moved(page, 1)
    if previous.cursor == start:  # the walk was not resumed here, or nothing has changed
        return page
    total = previous.total if page.total is None else page.total
    if total is None or page.total not in {None, page.known_total}:  # the count is unknown or not credible
        return page
    keys = (*previous.keys, *page.keys)
    shifts = [index + 1 - start.last for index, key in enumerate(keys) if page_digest([key]) == start.last_key]
    growth = max(0, total - start.total)
    is_explained = 0 <= shifts[0] <= growth if shifts else growth > max(0, len(keys) - start.last)
    if is_explained:
        return page
    return with_moved(page, max(1, shifts[0] - growth) if shifts else 1)


def with_moved(page: HubPage[T], moved: int) -> HubPage[T]:
    """Add a number of moved items to the history and the cursor of a page.

    A walk with the page, and a walk that is resumed after it, raises `ListChangedError` at its end.

    Args:
        page: Page of a walk.
        moved: Number of items, at least 1.
    """
    history = evolve(page.history, inserted=page.history.inserted + moved, moved=page.history.moved + moved)
    return evolve(page, history=history, cursor=evolve(page.cursor, moved=history.inserted))


def _growth(page: HubPage[T], previous: HubPage[T], default: int) -> int:
    """Return by how many items the list has grown.

    The result is `default` if either page has no credible count.
    """
    if page.total is None or previous.total is None:
        return default
    if page.total != page.known_total or previous.total != previous.known_total:
        return default
    return page.total - previous.total


async def find_moved(
    page: HubPage[T],
    first_pages: Sequence[HubPage[T]],
    read: Callable[[Cursor, HubPage[T] | None], Awaitable[HubPage[T]]],
    without_seen: Callable[[HubPage[T]], HubPage[T]] | None,
) -> HubPage[T]:
    """Find the items that have moved to the beginning of a list during a walk.

    The history of the walk has the number of items that were added or moved to earlier pages. The beginning of the list
    must have as many items, plus those by which the count of the list has grown since the last page of the walk. With
    `without_seen`, neither number includes items that the walk has returned. If the numbers differ, items that the walk
    has returned may have moved, and an item that it has not returned may be behind them.

    Args:
        page: Last page of the walk. Its history says that items have moved.
        first_pages: Pages 1 and 2 of the list as the walk has read them; none if the walk began after page 1.
        read: Function that requests the page at a cursor; its second argument is the previous page.
        without_seen: Function that drops those items of a page that the walk has returned; `None` if the walk does not
            remember them.

    Returns:
        A page with the items that are now before the items of the former first page, without those that `without_seen`
        drops. Some of these items may be new. The page is empty if the walk began after page 1.

    Raises:
        ListChangedError: The beginning of the list has more or fewer items than expected, or an uncertain number of
            them. If the walk began after page 1, the error is raised unless the walk has returned all of these items,
            and `without_seen` is given.
        DockerHubError: A request failed.
    """
    last = page
    page, is_certain = evolve(last, items=[], keys=[]), True
    expected = last.history.inserted - (last.history.inserted_shown if without_seen else 0)
    if first_pages:
        head, moved = await _items_before([each.keys for each in first_pages], first_cursor(last.start), read)
        is_certain = moved is not None
        moved = moved or {}
        page = evolve(last, items=[*moved.values()], keys=[*moved], number=1, has_next=False, sign=None)
        page = without_seen(page) if without_seen else page
        expected += max(0, _growth(head, last, 0))
    if not first_pages and expected:
        raise ListChangedError(
            f"{last.start.operation} has changed since the first page of the walk was read: {last.history.moved} items "
            "have moved to pages that this walk has not read, or were removed from them. Items may be missing; walk "
            "again, in an order that does not change"
        )
    if not is_certain or len(page.items) != expected:
        count = len(page.items) if is_certain else "an unknown number of"
        raise ListChangedError(
            f"{last.start.operation} has changed during the walk: items came again although the count did not grow, so "
            f"{last.history.moved} items have moved to earlier pages. The beginning of the list has {count} "
            f"added or moved items, expected {expected}: items may be missing; walk again, in an order that does not "
            "change"
        )
    return page


async def _items_before(
    former_pages: Sequence[Sequence[Hashable]],
    cursor: Cursor,
    read: Callable[[Cursor, HubPage[T] | None], Awaitable[HubPage[T]]],
) -> tuple[HubPage[T], dict[Hashable, T] | None]:
    """Read the items that are now before the items of the former first page.

    All items of the former first page may have moved as well. Further moved items may then be behind them, so that the
    next item is not the first item of the former second page.

    Args:
        former_pages: Item keys of the former first page and, if there is one, of the former second page.
        cursor: Cursor of page 1.
        read: Function that requests the page at a cursor; its second argument is the previous page.

    Returns:
        The page that was read last, and the items by their keys, without those of the former first page. `None` in
        place of the items if items move each time that the pages are read, or if all items of the former first page
        may have moved.
    """
    former = frozenset(former_pages[0])
    followers = [key for keys in former_pages[1:] for key in keys if key not in former]
    readings = 0
    while True:
        head = await read(cursor, None)
        readings += 1
        others, before, left = dict[Hashable, T](), 0, {*former}
        while True:
            for item, key in zip(head.items, head.keys, strict=True):
                if key not in former:
                    others[key] = item
                elif key in left:
                    left.remove(key)
                    before = len(others)
            is_complete = not left and len(others) > before
            if not head.has_next or is_complete or len(others) - before > _MAX_OTHERS:
                break
            head = await read(head.cursor, head)
        if not head.history.moved:
            items = dict(islice(others.items(), before))
            is_certain = _first_other(others, items) == _first_other(followers, items)
            return head, items if is_certain else None
        if readings == _MAX_READINGS:
            return head, None


def _first_other(keys: Iterable[Hashable], items: Container[Hashable]) -> Hashable:
    """Return the first key that `items` does not contain, or `None`."""
    return next((key for key in keys if key not in items), None)

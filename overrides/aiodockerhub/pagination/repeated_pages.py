"""Detects repeated pages, so that a walk does not go in circles.

If a server repeats pages, a walk would never end. There are three rules:

- A page with several different items must not repeat an earlier page. If it has the same items in the same order,
  `PageHistory.repeats` is the cursor of the earlier page. `suspect_pages` then requests both pages again. It raises
  `IncompleteListError`, unless the list has grown or the repeated page is the whole list.
- Other pages may equal an earlier page, for example if they have a single item. `PageHistory.hits` counts how often one
  page comes again. When this number reaches `MAX_HITS`, `page.read_page` raises `PagingError`.
- A list may grow as quickly as it is read. `PageHistory.shifts` counts how often growth explained a repeated page. When
  this number exceeds `MAX_SHIFTS`, `suspect_pages` raises `PagingError`.
"""

from collections.abc import Hashable
from itertools import islice

from aiodockerhub_generated.types import Cursor
from attrs import evolve, field, frozen

MAX_HITS = 5
"""The number of repeats of one page at which `PagingError` is raised."""

MAX_SHIFTS = 100
"""The number of repeated pages that growth of the list may explain; the next repeated page raises `PagingError`."""


@frozen
class PageHistory:
    """The pages of a walk so far, and the number of repeated pages.

    For each page, the history keeps a hash, the cursor and the count of the list, about 300 bytes.

    One page at a time, the anchor, is compared with each page after it. Whenever the walk has become twice as long, a
    later page replaces the anchor (R. Brent, "An improved Monte Carlo factorization algorithm", 1980). A list that
    grows during the walk repeats pages too, but not the same page again and again.

    Attributes:
        anchor: Hash of the page that later pages are compared with.
        steps: Number of pages from the anchor on, including the anchor.
        reach: Number of pages after which another page replaces the anchor.
        hits: Number of pages after the anchor that are equal to it.
        shifts: Number of pages that repeated an earlier page because the list had grown.
        repeats: Cursor of the earlier page that has the same items, in the same order, as the page added last; `None`
            if there is no such page, or if two items of the page are equal.
        repeated_total: Number of items in the whole list when that earlier page was read; `None` if there is no such
            page, or if it is unknown.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * MAX_HITS
    hits: int = 0
    shifts: int = 0
    repeats: Cursor | None = None
    repeated_total: int | None = None
    # Cursor and count by the hash of the page; the histories of one walk share the dict.
    _cursors: dict[int, tuple[Cursor, int | None]] = field(factory=dict[int, tuple[Cursor, int | None]])
    _count: int = 0  # number of entries of the dict that belong to this history; later histories add more entries

    def has(self, keys: list[Hashable]) -> bool:
        """Return whether a page of the walk had these items, in this order.

        Pages of a single item and pages with equal items were not recorded.

        Args:
            keys: Item keys, all different.
        """
        return hash(tuple(keys)) in self._cursors

    def with_page(self, keys: list[Hashable], cursor: Cursor, total: int | None = None) -> "PageHistory":
        """Add a page to a copy of the history.

        Args:
            keys: Item keys of the page.
            cursor: Cursor of the page.
            total: Number of items in the whole list, by the page or the pages before it; `None` if unknown.

        Returns:
            The history that includes the page.
        """
        page, cursors, count = hash(tuple(keys)), self._cursors, self._count
        repeats: Cursor | None = None
        repeated_total: int | None = None
        # A repeated page of a single item proves nothing, because the item may have moved to the next page.
        if 1 < len(keys) == len(set(keys)):
            if len(cursors) > count:  # a copy with another next page has added entries to the shared dict
                cursors = dict(islice(cursors.items(), count))
            repeats, repeated_total = cursors.get(page, (None, None))
            cursors.setdefault(page, (cursor, total))
            count = len(cursors)
        history = evolve(self, repeats=repeats, repeated_total=repeated_total, cursors=cursors, count=count)
        hits = self.hits + (page == self.anchor)
        if 0 < self.steps < self.reach:
            return evolve(history, steps=self.steps + 1, hits=hits)
        return evolve(history, anchor=page, steps=1, hits=0, reach=2 * self.reach if self.steps else self.reach)

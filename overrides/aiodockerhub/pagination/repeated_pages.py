"""Detects repeated pages, so that a walk does not go in circles.

If a server repeats pages, a walk would never end. There are two rules:

- A page with several different items must not repeat an earlier page. If it has the same items in the same order,
  `PageHistory.repeats` is the cursor of the earlier page. `suspect_pages` then requests both pages again. It raises
  `IncompleteListError`, unless the list has grown or the repeated page is the whole list.
- Other pages may equal an earlier page, for example if they have a single item. `PageHistory.hits` counts how often one
  page comes again. When this number reaches `MAX_HITS`, `page.read_page` raises `PagingError`.
"""

from collections.abc import Hashable
from itertools import islice

from aiodockerhub_generated.types import Cursor
from attrs import evolve, field, frozen

MAX_HITS = 5
"""The number of repeats of one page at which `PagingError` is raised."""


@frozen
class PageHistory:
    """The pages of a walk so far, and how often one of them came again.

    For each page, the history keeps a hash and the cursor, about 200 bytes.

    One page at a time, the anchor, is compared with each page after it. Whenever the walk has become twice as long, a
    later page replaces the anchor (R. Brent, "An improved Monte Carlo factorization algorithm", 1980). A list that
    grows during the walk repeats pages too, but not the same page again and again.

    Attributes:
        anchor: Hash of the page that later pages are compared with.
        steps: Number of pages from the anchor on, including the anchor.
        reach: Number of pages after which another page replaces the anchor.
        hits: Number of pages after the anchor that are equal to it.
        repeats: Cursor of the earlier page that has the same items, in the same order, as the page added last; `None`
            if there is no such page, or if two items of the page are equal.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * MAX_HITS
    hits: int = 0
    repeats: Cursor | None = None
    _cursors: dict[int, Cursor] = field(factory=dict[int, Cursor])  # by hash; the histories of one walk share the dict
    _count: int = 0  # number of entries of the dict that belong to this history; later histories added the others

    def has(self, keys: list[Hashable]) -> bool:
        """Tell whether a page of the walk had these items, in this order.

        Args:
            keys: Item keys, all different.
        """
        return hash(tuple(keys)) in self._cursors

    def with_page(self, keys: list[Hashable], cursor: Cursor) -> "PageHistory":
        """Add a page to a copy of the history.

        Args:
            keys: Item keys of the page.
            cursor: Cursor of the page.

        Returns:
            The history that includes the page.
        """
        page, cursors, count, repeats = hash(tuple(keys)), self._cursors, self._count, None
        # A page of a single item proves nothing: the item may have moved to the next page.
        if 1 < len(keys) == len(set(keys)):
            if len(cursors) > count:  # a copy with another next page has added entries to the shared dict
                cursors = dict(islice(cursors.items(), count))
            repeats = cursors.get(page)
            cursors.setdefault(page, cursor)
            count = len(cursors)
        history = evolve(self, repeats=repeats, cursors=cursors, count=count)
        hits = self.hits + (page == self.anchor)
        if 0 < self.steps < self.reach:
            return evolve(history, steps=self.steps + 1, hits=hits)
        return evolve(history, anchor=page, steps=1, hits=0, reach=2 * self.reach if self.steps else self.reach)

"""Decides when repeated pages end a walk with an error.

If a server repeats pages, a walk would never end. There are four rules:

- A page with several different items must not repeat an earlier page. If it has the same items in the same order,
  `PageHistory.repeats` is the cursor of the earlier page. `suspect_pages` then requests both pages again. It raises
  `IncompleteListError`, unless the list has grown or the repeated page is the whole list.
- Other pages may equal an earlier page, for example if they have a single item. `PageHistory.hits` counts how often one
  page comes again. When this number reaches `MAX_HITS`, `page.read_page` raises `PagingError`.
- A server may ignore the number of the page and sort at random, so that earlier items come again on pages that are all
  different. `PageHistory.returned` counts how often the items of one page come again on any page. When they have come
  again more than `MAX_RETURNS` times on average, `page.read_page` raises `PagingError`.
- A list may grow as quickly as it is read. `PageHistory.shifts` counts how often growth explained a repeated page. When
  this number exceeds `MAX_SHIFTS`, `suspect_pages` raises `PagingError`.
"""

from collections.abc import Hashable

from aiodockerhub_generated.types import Cursor
from attrs import evolve, field, frozen

from aiodockerhub.pagination.page_index import EarlierPage, PageIndex

MAX_HITS = 5
"""The number of repeats of one page at which `PagingError` is raised."""

MAX_RETURNS = 20
"""How often the items of a page may come again on average, before `PagingError` is raised.

The items of a page come again 20 times if the list grows by 95 % of a page for each page that is read.
"""

MAX_SHIFTS = 100
"""The number of repeated pages that growth of the list may explain; the next repeated page raises `PagingError`."""


@frozen
class PageHistory:
    """The pages of a walk so far, and the number of repeated pages.

    For each page of different items, the history keeps a hash, the number of the page, the number of items read
    before it, and the count of the list: about 32 bytes.

    Each page is also compared with one earlier page, the anchor. Whenever the walk has become about twice as long, a
    later page replaces the anchor (R. Brent, "An improved Monte Carlo factorization algorithm", 1980). A list that
    grows during the walk also repeats pages, but not the same page again and again.

    Attributes:
        anchor: Hash of the anchor.
        steps: Number of pages since the anchor, including the anchor.
        reach: Number of pages, including the anchor, after which another page replaces the anchor.
        hits: Number of pages after the anchor that are equal to the anchor.
        anchor_items: Hashes of the item keys of the anchor. Empty if not even half of the items of the anchor differ,
            because the items of such a list prove nothing.
        returned: How often an item of `anchor_items` was on a page after the anchor.
        shifts: Number of pages that repeated an earlier page because the list had grown.
        inserted: Number of items that were added or moved to earlier pages, according to the items that came again.
        inserted_shown: How many of the `inserted` items the walk has read, because they are on the pages on which items
            came again.
        moved: How many of the `inserted` items must have moved: those that the growth of the count does not explain.
        moved_at: `RequestOrder.ended` of the page at which `moved` last grew; 0 if it has not grown.
        repeats: Cursor with `page`, `items` and `total` of the earlier page that has the same items, in the same order,
            as the page added last. All other attributes are those of the page added last. `None` if there is no such
            earlier page, or if the page added last has a single item or two equal items.
        repeated_total: Number of items in the whole list when that earlier page was read; `None` if this number is
            unknown, or if `repeats` is `None`.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * MAX_HITS
    hits: int = 0
    anchor_items: frozenset[int] = frozenset()
    returned: int = 0
    shifts: int = 0
    inserted: int = 0
    inserted_shown: int = 0
    moved: int = 0
    moved_at: int = 0
    repeats: Cursor | None = None
    repeated_total: int | None = None
    _index: PageIndex = field(factory=PageIndex)  # the histories of one walk share it
    _count: int = 0  # number of pages of the index that belong to this history; later histories add more pages

    @property
    def goes_in_circles(self) -> bool:
        """Whether items of the anchor come again too often for a growing list."""
        return self.returned > MAX_RETURNS * len(self.anchor_items)

    def has(self, keys: list[Hashable]) -> bool:
        """Return whether a page of the walk had these items, in this order.

        Pages with equal items were not recorded.

        Args:
            keys: Item keys, all different.
        """
        return self._index.find(hash(tuple(keys)), self._count) is not None

    def with_page(self, keys: list[Hashable], cursor: Cursor, total: int | None = None) -> "PageHistory":
        """Add a page to a copy of the history.

        A page that has a single item or equal items is compared with the anchor only. It does not count as the repeat
        of an earlier page.

        Args:
            keys: Item keys of the page, at least one.
            cursor: Cursor at which the page begins.
            total: Number of items in the whole list according to this page or the previous pages; `None`, the default,
                if unknown.

        Returns:
            The history that includes the page.
        """
        page_hash, index, count = hash(tuple(keys)), self._index, self._count
        repeats: Cursor | None = None
        repeated_total: int | None = None
        if len(keys) == len(set(keys)):
            earlier = index.find(page_hash, count)
            if earlier is None:
                if len(index) > count:  # another history with the same beginning has added pages to the shared index
                    index = index.copy_first(count)
                index.add(page_hash, EarlierPage(cursor.page, cursor.items, total))
                count += 1
            elif len(keys) > 1:  # a single item may have moved to the next page
                repeats = evolve(cursor, page=earlier.page, items=earlier.items, total=earlier.total)
                repeated_total = earlier.total
        history = evolve(self, repeats=repeats, repeated_total=repeated_total, index=index, count=count)
        hits = self.hits + (page_hash == self.anchor)
        items = frozenset(map(hash, keys))
        if 0 < self.steps < self.reach:
            returned = self.returned + len(items & self.anchor_items)
            return evolve(history, steps=self.steps + 1, hits=hits, returned=returned)
        reach = 2 * self.reach if self.steps else self.reach
        anchor_items = items if 2 * len(items) > len(keys) else frozenset[int]()
        return evolve(history, anchor=page_hash, steps=1, hits=0, anchor_items=anchor_items, returned=0, reach=reach)

"""Finds earlier pages of a walk by the hash of their items.

The index takes about 32 bytes for each page.
"""

from array import array
from bisect import bisect_left
from typing import NamedTuple

_MAX = {"I": 2**32 - 1, "q": 2**63 - 1}  # largest number that an array of this type code holds
_UNKNOWN = -1


class EarlierPage(NamedTuple):
    """An earlier page of a walk.

    Attributes:
        page: Number of the page, from 1.
        items: Number of items that the walk had read before the page.
        total: Number of items in the whole list when the page was read; `None` if unknown.
    """

    page: int
    items: int
    total: int | None


class PageIndex:
    """The pages of a walk by their hash.

    Arrays of numbers take a fifth of the memory of a dict of cursors; a list may have 100,000 pages. Numbers too large
    for an array, which only a faulty server sends, are stored as the largest number that fits.
    """

    def __init__(self) -> None:
        # The hashes are sorted, to be found by bisection. `_order[i]` is the index, in the other arrays, of the page
        # with the hash `_hashes[i]`. The other arrays have the pages in the order in which they were added.
        self._hashes, self._order = array("q"), array("I")
        self._pages, self._items, self._totals = array("I"), array("q"), array("q")

    def __len__(self) -> int:
        return len(self._hashes)

    def find(self, page_hash: int, count: int) -> EarlierPage | None:
        """Find a page among those that were added first.

        Args:
            page_hash: Hash of the page's items.
            count: Number of pages to search, in the order in which they were added.

        Returns:
            The page; `None` if no such page has this hash.
        """
        position = bisect_left(self._hashes, page_hash)
        if position == len(self._hashes) or self._hashes[position] != page_hash or self._order[position] >= count:
            return None
        index = self._order[position]
        total = self._totals[index]
        return EarlierPage(self._pages[index], self._items[index], None if total == _UNKNOWN else total)

    def add(self, page_hash: int, page: EarlierPage) -> None:
        """Add a page whose hash the index does not have.

        Args:
            page_hash: Hash of the page's items.
            page: Page to add.
        """
        position = bisect_left(self._hashes, page_hash)
        self._hashes.insert(position, page_hash)
        self._order.insert(position, len(self._order))
        self._pages.append(min(page.page, _MAX["I"]))
        self._items.append(min(page.items, _MAX["q"]))
        self._totals.append(_UNKNOWN if page.total is None else max(_UNKNOWN, min(page.total, _MAX["q"])))

    def copy_first(self, count: int) -> "PageIndex":
        """Copy the pages that were added first.

        Args:
            count: Number of pages to copy.
        """
        copy = PageIndex()
        for page_hash, index in zip(self._hashes, self._order, strict=True):
            if index < count:
                copy._hashes.append(page_hash)
                copy._order.append(index)
        copy._pages, copy._items, copy._totals = self._pages[:count], self._items[:count], self._totals[:count]
        return copy

"""Detects a walk that goes in circles: a server that repeats pages."""

from collections.abc import Hashable
from itertools import islice

from aiodockerhub_generated.types import Cursor
from attrs import evolve, field, frozen

SAME_PAGES = 5
"""How often a page must come back before `PagingError` is raised."""


@frozen
class Circle:
    """The pages of a walk so far, and how often one of them came again.

    Of each page it keeps a hash and the cursor, about 200 bytes. Pages whose items cannot be told apart may rightly be
    equal now and then. So one page at a time, the anchor, is compared with each page after it, and replaced by a later
    one whenever the walk is twice as long (R. Brent, "An improved Monte Carlo factorization algorithm", 1980).
    A list that grows under the walk repeats pages too, but not the same one again and again.

    Attributes:
        anchor: The hash of the page that is counted.
        steps: Pages from the anchor on, the anchor included.
        reach: Pages until another one becomes the anchor.
        hits: How often the anchor came again.
        repeats: The cursor of the earlier page that has the items of the page added last, in the same order; `None` if
            no earlier page has, or if the items cannot be told apart.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * SAME_PAGES
    hits: int = 0
    repeats: Cursor | None = None
    _cursors: dict[int, Cursor] = field(factory=dict[int, Cursor])  # by hash; shared with the pages before and after
    _count: int = 0  # how many of them are before this page or at it, and not after it

    def knows(self, keys: list[Hashable]) -> bool:
        """Tell whether a page of the walk had these items, in this order.

        Args:
            keys: Item keys, all different.
        """
        return hash(tuple(keys)) in self._cursors

    def after(self, keys: list[Hashable], cursor: Cursor) -> "Circle":
        """Add a page.

        Args:
            keys: The item keys of the page.
            cursor: The cursor of the page.

        Returns:
            The state after that page; this one is unchanged.
        """
        page, cursors, count, repeats = hash(tuple(keys)), self._cursors, self._count, None
        # A page of one item is too little: the next item may be one that moved.
        if 1 < len(keys) == len(set(keys)):
            if len(cursors) > count:  # this step was made before, and led to another page
                cursors = dict(islice(cursors.items(), count))
            repeats = cursors.get(page)
            cursors.setdefault(page, cursor)
            count = len(cursors)
        circle = evolve(self, repeats=repeats, cursors=cursors, count=count)
        hits = self.hits + (page == self.anchor)
        if 0 < self.steps < self.reach:
            return evolve(circle, steps=self.steps + 1, hits=hits)
        return evolve(circle, anchor=page, steps=1, hits=0, reach=2 * self.reach if self.steps else self.reach)

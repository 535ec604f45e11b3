"""Notices a walk that goes in circles."""

from collections.abc import Hashable
from itertools import islice

from aiodockerhub_generated.types import Cursor
from attrs import evolve, field, frozen

SAME_PAGES = 5
"""How often a page must come back before the server is said to go in circles."""


@frozen
class Circle:
    """Remembers the pages of a walk, and counts how often one comes again.

    Of each page it keeps a hash and the cursor, about 200 bytes. Pages whose items cannot be told apart may rightly be
    equal now and then. So one page at a time, the anchor, is compared with each page after it, and replaced by a later
    one whenever the walk is twice as long (R. Brent, "An improved Monte Carlo factorization algorithm", 1980).
    A list that grows under the walk repeats pages too, but not the same one again and again.

    Attributes:
        anchor: The hash of the page that is counted.
        steps: Pages since then, that one included.
        reach: Pages until another one is counted.
        hits: How often the counted page came again.
        repeats: The cursor of the earlier page whose items the last one has, all of them in the same order; None if no
            earlier page has these items, or if they cannot be told apart.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * SAME_PAGES
    hits: int = 0
    repeats: Cursor | None = None
    _places: dict[int, Cursor] = field(factory=dict[int, Cursor])  # by hash; shared with the pages before and after
    _known: int = 0  # how many of them are before this page or at it, and not after it

    def knows(self, keys: list[Hashable]) -> bool:
        """Tell whether a page of the walk had these items, in this order.

        Args:
            keys: Item keys, all different.
        """
        return hash(tuple(keys)) in self._places

    def after(self, keys: list[Hashable], place: Cursor) -> "Circle":
        """Add a page.

        Args:
            keys: The item keys of the page.
            place: Where the page begins.

        Returns:
            The state after that page; this one is unchanged.
        """
        page, places, known, repeats = hash(tuple(keys)), self._places, self._known, None
        # A page of one item is too little: the next item may be one that moved.
        if 1 < len(keys) == len(set(keys)):
            if len(places) > known:  # this step was made before, and led to another page
                places = dict(islice(places.items(), known))
            repeats = places.get(page)
            places.setdefault(page, place)
            known = len(places)
        circle = evolve(self, repeats=repeats, places=places, known=known)
        hits = self.hits + (page == self.anchor)
        if 0 < self.steps < self.reach:
            return evolve(circle, steps=self.steps + 1, hits=hits)
        return evolve(circle, anchor=page, steps=1, hits=0, reach=2 * self.reach if self.steps else self.reach)

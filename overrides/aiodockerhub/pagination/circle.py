"""Notices a walk that goes in circles."""

from typing import Any

from aiodockerhub_generated.types import Cursor
from attrs import evolve, frozen

from aiodockerhub.pagination.item_key import declared_key, page_hash

SAME_PAGES = 5
"""A page that comes back so often is a server going in circles, not a list that grows."""

_RECENT = 8


@frozen
class Circle:
    """Remembers the last pages of a walk, and one of long ago.

    The one is replaced by a later one whenever the walk is twice as long. The memory is constant (R. Brent, "An
    improved Monte Carlo factorization algorithm", 1980). A list that grows under the walk repeats pages too, but
    not the same one again and again.

    Attributes:
        anchor: The hash of the remembered page, and its place.
        steps: Pages since then, that one included.
        reach: Pages until another one is remembered.
        hits: How often the remembered page came again.
        recent: The last pages, likewise.
        repeats: The place of the earlier page whose items the last one has, all of them in the same order; None if it
            has others, or ones that nothing tells apart.
    """

    anchor: tuple[int, Cursor | None] = (0, None)
    steps: int = 0
    reach: int = 2 * SAME_PAGES
    hits: int = 0
    recent: tuple[tuple[int, Cursor], ...] = ()
    repeats: Cursor | None = None

    def after(self, items: list[Any], place: Cursor) -> "Circle":
        """Go one page further.

        Args:
            items: The items of the page.
            place: Where the page begins.

        Returns:
            What is remembered then.
        """
        page, repeats = page_hash(items), None
        if _are_told_apart(items):
            earlier = (*self.recent, self.anchor) if self.steps else self.recent
            repeats = next((where for seen, where in earlier if seen == page), None)
        recent = (*self.recent, (page, place))[-_RECENT:]
        hits = self.hits + (page == self.anchor[0])
        if 0 < self.steps < self.reach:
            return evolve(self, steps=self.steps + 1, hits=hits, recent=recent, repeats=repeats)
        reach = 2 * self.reach if self.steps else self.reach
        return Circle(anchor=(page, place), steps=1, reach=reach, recent=recent, repeats=repeats)


def _are_told_apart(items: list[Any]) -> bool:
    """Whether each item has a declared key of its own.

    A page of one item is too little: the next item may be one that moved.
    """
    keys = {declared_key(item) for item in items}
    return 1 < len(items) == len(keys) and None not in keys

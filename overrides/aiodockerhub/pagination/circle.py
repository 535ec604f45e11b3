"""Notices a walk that goes in circles."""

from typing import Any

from attrs import evolve, frozen

from aiodockerhub.pagination.item_key import item_key

SAME_PAGES = 5
"""A page that comes back so often is a server going in circles, not a list that grows."""


@frozen
class Circle:
    """Remembers one page, and a later one whenever the walk is twice as long.

    Its memory is constant (R. Brent, "An improved Monte Carlo factorization algorithm", 1980). A list that grows under
    the walk repeats pages too, but not the same one again and again.

    Attributes:
        anchor: The hash of the remembered page.
        steps: Pages since then, that one included.
        reach: Pages until another one is remembered.
        hits: How often the remembered page came again.
    """

    anchor: int = 0
    steps: int = 0
    reach: int = 2 * SAME_PAGES
    hits: int = 0

    def after(self, items: list[Any]) -> "Circle":
        """Go one page further.

        Args:
            items: The items of the page.

        Returns:
            What is remembered then.
        """
        page = hash(tuple(item_key(item) for item in items))
        hits = self.hits + (page == self.anchor)
        if 0 < self.steps < self.reach:
            return evolve(self, steps=self.steps + 1, hits=hits)
        return Circle(anchor=page, steps=1, reach=2 * self.reach if self.steps else self.reach)

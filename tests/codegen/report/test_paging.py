"""How a list pages, in words."""

import pytest

from codegen.report import paging

BY_PAGES = "Paging(total='count', default_size=10, max_size=100)"


@pytest.mark.parametrize(
    ("after", "states"),
    [
        ("Paging(total='count', default_size=10, max_size=250)", ("at most 100", "at most 250")),
        ("Paging(default_size=10, max_size=100)", ("total in `count`", "")),
        ("", (paging.spoken(BY_PAGES), "none: the response as it is")),
        ("Paging(style='single')", (paging.spoken(BY_PAGES), paging.spoken("Paging(style='single')"))),
    ],
)
def test_of_a_walk_that_goes_on_as_before_only_what_differs_is_said(after: str, states: tuple[str, str]) -> None:
    assert paging.compared(BY_PAGES, after) == states

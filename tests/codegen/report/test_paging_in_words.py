"""How a list pages, in words."""

import pytest

from codegen.report import paging_in_words

BY_PAGES = "Paging(total='count', default_size=10, max_size=100)"


@pytest.mark.parametrize(
    ("after", "states"),
    [
        ("Paging(total='count', default_size=10, max_size=250)", ("at most 100", "at most 250")),
        ("Paging(default_size=10, max_size=100)", ("total in `count`", "")),
        (
            "Paging(total='count', default_size=10, max_size=100, size='limit')",
            tuple(
                f"pages by the page's number (`page`, size by `{name}`), the response is the list, total in `count`, "
                "10 unless asked, at most 100"
                for name in ("page_size", "limit")
            ),
        ),
        ("", (paging_in_words.describe(BY_PAGES), "none: the response as it is")),
        (
            "Paging(style='single')",
            (paging_in_words.describe(BY_PAGES), paging_in_words.describe("Paging(style='single')")),
        ),
    ],
)
def test_of_a_walk_that_goes_on_as_before_only_what_differs_is_said(after: str, states: tuple[str, str]) -> None:
    assert paging_in_words.compare(BY_PAGES, after) == states


@pytest.mark.parametrize(
    ("states", "with_size"),
    [
        (("10 unless asked", ""), ("10 unless asked", "the size must be given")),
        (
            ("at most 5", "10 unless asked, at most 9"),
            ("at most 5, the size must be given", "10 unless asked, at most 9"),
        ),
        (("10 unless asked", "20 unless asked"), ("10 unless asked", "20 unless asked")),
        (("at most 5", ""), ("at most 5", "")),
    ],
)
def test_a_size_must_be_given_where_there_is_none_unless_asked(
    states: tuple[str, str], with_size: tuple[str, str]
) -> None:
    assert paging_in_words.with_required_size(*states) == with_size

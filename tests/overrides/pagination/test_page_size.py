"""The page size of a walk, from the cursor and the paging alone."""

import pytest
from aiodockerhub.pagination.page_size import with_largest_pages
from aiodockerhub_generated.types import Cursor, Paging

START = Cursor("things.list", "", 1, 0, None)


@pytest.mark.parametrize(("limit", "size"), [(None, 100), (30, 30), (1_000, 100)])
def test_a_walk_asks_for_pages_no_larger_than_what_is_wanted(limit: int | None, size: int) -> None:
    assert with_largest_pages(START, Paging(max_size=100), limit).size == size


@pytest.mark.parametrize(
    ("start", "paging"),
    [
        (Cursor("things.list", "", 2, 10, None), Paging(max_size=100)),
        (Cursor("things.list", "", 1, 0, 7), Paging(max_size=100)),
        (START, Paging()),
        (START, Paging(style="single", max_size=100)),
    ],
    ids=["further on", "chosen size", "no known limit", "in one piece"],
)
def test_a_start_that_has_a_page_size_or_can_have_none_is_kept(start: Cursor, paging: Paging) -> None:
    assert with_largest_pages(start, paging, 5) == start

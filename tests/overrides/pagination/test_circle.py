from typing import Any

import pytest
from aiodockerhub.pagination.circle import SAME_PAGES, Circle
from aiodockerhub_generated.types import Cursor


def place(number: int) -> Cursor:
    return Cursor("things.list", "0", number, 10 * number, 10)


def hits(pages: list[list[Any]]) -> list[int]:
    circle, counted = Circle(), list[int]()
    for number, page in enumerate(pages):
        circle = circle.after(page, place(number))
        counted.append(circle.hits)
    return counted


def test_the_same_page_again_and_again_is_counted() -> None:
    assert hits([["a"]] * 6) == [0, 1, 2, 3, 4, 5]


def test_pages_that_differ_are_no_circle() -> None:
    assert hits([[number] for number in range(200)]) == [0] * 200


def test_another_page_is_remembered_after_ten_pages_and_then_after_twice_as_many() -> None:
    circle = Circle()
    remembered = []
    for number in range(75):
        before, circle = circle, circle.after([number], place(number))
        if circle.anchor != before.anchor:
            remembered.append(number)
    assert remembered == [0, 10, 30, 70]
    assert (circle.steps, circle.reach) == (5, 80)


@pytest.mark.parametrize(("period", "noticed"), [(1, 5), (2, 20), (3, 25), (7, 65)])
def test_a_circle_is_noticed_soon(period: int, noticed: int) -> None:
    pages = [[number % period] for number in range(200)]
    counted = hits(pages)
    assert next(index for index, count in enumerate(counted) if count >= SAME_PAGES) == noticed


def test_a_circle_that_begins_late_is_noticed() -> None:
    pages = [[number] for number in range(100)] + [[number % 4] for number in range(300)]
    assert max(hits(pages)) >= SAME_PAGES


def repeats(pages: list[list[Any]]) -> list[int | None]:
    circle, places = Circle(), list[int | None]()
    for number, page in enumerate(pages):
        circle = circle.after(page, place(number))
        places.append(None if circle.repeats is None else circle.repeats.page)
    return places


def test_the_place_of_a_page_that_comes_again_is_known() -> None:
    pages = [[{"id": f"{number}-{index}"} for index in range(3)] for number in range(40)]
    assert repeats([*pages[:3], pages[1], pages[0], pages[3]]) == [None, None, None, 1, 0, None]
    assert repeats([*pages[:25], pages[20], pages[10], pages[1]])[-3:] == [20, 10, None], (
        "of long ago only one is known"
    )


def test_pages_that_nothing_tells_apart_do_not_count_as_the_same() -> None:
    for page in ([{"text": "a"}, {"text": "b"}], [{"id": 1}, {"id": 1}], [{"id": "a"}], [{"id": ""}, {"id": "a"}]):
        assert repeats([page] * 3) == [None] * 3

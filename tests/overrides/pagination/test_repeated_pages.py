import itertools
import random
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from aiodockerhub.pagination.item_key import item_keys
from aiodockerhub.pagination.repeated_pages import MAX_HITS, PageHistory
from aiodockerhub_generated.types import Cursor


def place(number: int) -> Cursor:
    return Cursor("things.list", "0", number, 10 * number, 10)


def hits(pages: list[list[Any]]) -> list[int]:
    history, counted = PageHistory(), list[int]()
    for number, page in enumerate(pages):
        history = history.with_page(item_keys(page), place(number))
        counted.append(history.hits)
    return counted


def test_the_same_page_again_and_again_is_counted() -> None:
    assert hits([["a"]] * 6) == [0, 1, 2, 3, 4, 5]


def test_pages_that_differ_are_no_circle() -> None:
    assert hits([[number] for number in range(200)]) == [0] * 200


def test_another_page_is_remembered_after_ten_pages_and_then_after_twice_as_many() -> None:
    history = PageHistory()
    remembered = []
    for number in range(75):
        before, history = history, history.with_page([number], place(number))
        if history.anchor != before.anchor:
            remembered.append(number)
    assert remembered == [0, 10, 30, 70]
    assert (history.steps, history.reach) == (5, 80)


@pytest.mark.parametrize(("period", "noticed"), [(1, 5), (2, 20), (3, 25), (7, 65)])
def test_a_circle_is_noticed_soon(period: int, noticed: int) -> None:
    pages = [[number % period] for number in range(200)]
    counted = hits(pages)
    assert next(index for index, count in enumerate(counted) if count >= MAX_HITS) == noticed


def test_a_circle_that_begins_late_is_noticed() -> None:
    pages = [[number] for number in range(100)] + [[number % 4] for number in range(300)]
    assert max(hits(pages)) >= MAX_HITS


def circles(pages: Iterable[list[Any]]) -> Iterator[bool]:
    history = PageHistory()
    for number, page in enumerate(pages):
        history = history.with_page(item_keys(page), place(number))
        yield history.goes_in_circles


def test_known_items_that_come_in_ever_new_mixtures_are_noticed() -> None:
    pages = (random.Random(seed).sample(range(40), 10) for seed in itertools.count())
    assert next(number for number, is_circle in enumerate(circles(pages)) if is_circle) < 300


def test_a_list_that_grows_by_nine_tenths_of_a_page_for_each_page_goes_in_no_circles() -> None:
    pages = [list(range(number, number + 10)) for number in range(500)]
    assert not any(circles(pages))


def test_items_of_pages_with_equal_items_that_come_again_and_again_are_a_circle() -> None:
    """As from a server that ignores the page number, and sorts at random a list that has an item twice."""
    items = [*range(50), 0]
    pages = (random.Random(seed).sample(items, len(items)) for seed in range(500))
    assert next(number for number, is_circle in enumerate(circles(pages)) if is_circle) < 100


def test_a_list_of_few_different_values_goes_in_no_circles() -> None:
    assert not any(circles([random.Random(seed).choices("abc", k=10) for seed in range(500)]))


def repeats(pages: list[list[Any]]) -> list[int | None]:
    history, places = PageHistory(), list[int | None]()
    for number, page in enumerate(pages):
        history = history.with_page(item_keys(page), place(number))
        places.append(None if history.repeats is None else history.repeats.page)
    return places


def test_the_place_of_a_page_that_comes_again_is_known() -> None:
    pages = [[{"id": f"{number}-{index}"} for index in range(3)] for number in range(40)]
    assert repeats([*pages[:3], pages[1], pages[0], pages[3]]) == [None, None, None, 1, 0, None]
    assert repeats([*pages, *reversed(pages)])[40:] == list(reversed(range(40))), "however long ago it was"


@pytest.mark.parametrize("empty", [0, "", None])
def test_items_without_an_id_are_told_apart_by_all_that_they_say(empty: object) -> None:
    one = [{"id": empty, "text": "a"}, {"id": 1}, {"id": 2}]
    none = [{"id": empty, "text": text} for text in "abc"]
    others = [{"id": empty, "text": text} for text in "abd"]
    assert repeats([one, [{"id": 3}, {"id": 4}], one]) == [None, None, 0]
    assert repeats([none, others, none, others]) == [None, None, 0, 1]


def test_pages_that_nothing_tells_apart_do_not_count_as_the_same() -> None:
    for page in ([{"text": "a"}, {"text": "a"}], [{"id": 1}, {"id": 1}], [{"id": "a"}], [{"id": ""}, {"id": ""}]):
        assert repeats([page] * 3) == [None] * 3


def test_a_step_that_is_made_again_does_not_count_the_page_that_it_led_to_before() -> None:
    pages = [item_keys([{"id": f"{number}-{index}"} for index in range(3)]) for number in range(4)]
    before = PageHistory().with_page(pages[0], place(0)).with_page(pages[1], place(1))
    first = before.with_page(pages[2], place(2))
    assert before.with_page(pages[2], place(2)).repeats is None
    other = before.with_page(pages[3], place(2))
    assert (other.repeats, other.with_page(pages[2], place(3)).repeats) == (None, None)
    assert first.with_page(pages[3], place(3)).repeats is None
    assert first.with_page(pages[2], place(3)).repeats == place(2)
    assert other.with_page(pages[0], place(3)).repeats == place(0)


@pytest.mark.heavy
def test_a_page_takes_little_memory_and_the_longest_walk_no_more_time_for_each() -> None:
    tracemalloc.start()
    history, begun = PageHistory(), time.process_time()
    for number in range(20_000):
        history = history.with_page([2 * number, 2 * number + 1], Cursor("things.list", "0", number, 10 * number, 10))
    taken = time.process_time() - begun
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert used / 20_000 < 50
    assert taken < 10

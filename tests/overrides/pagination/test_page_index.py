from aiodockerhub.pagination.page_index import EarlierPage, PageIndex
from hypothesis import given
from hypothesis import strategies as st

int64 = st.integers(-(2**63), 2**63 - 1)


def page(number: int) -> EarlierPage:
    return EarlierPage(number, 10 * number, None if number % 2 else 7 * number)


def index_of(hashes: list[int]) -> PageIndex:
    index = PageIndex()
    for number, page_hash in enumerate(hashes):
        index.add(page_hash, page(number))
    return index


@given(st.lists(int64, unique=True), int64, st.integers(0, 20))
def test_a_page_is_found_among_those_that_were_added_first(hashes: list[int], other: int, count: int) -> None:
    index, expected = index_of(hashes), {page_hash: page(number) for number, page_hash in enumerate(hashes[:count])}
    for page_hash in [*hashes, other]:
        assert index.find(page_hash, count) == expected.get(page_hash)
    assert len(index) == len(hashes)


@given(st.lists(int64, unique=True), st.integers(0, 20), int64)
def test_a_copy_has_the_first_pages_and_leaves_the_index_as_it_is(hashes: list[int], count: int, other: int) -> None:
    index = index_of([page_hash for page_hash in hashes if page_hash != other])
    length = len(index)
    copy = index.copy_first(count)
    first = len(copy)
    copy.add(other, EarlierPage(99, 990, 9))
    assert (first, len(copy), len(index)) == (min(count, length), first + 1, length)
    assert copy.find(other, first + 1) == EarlierPage(99, 990, 9)
    assert index.find(other, length) is None
    for page_hash in hashes[:count]:
        assert copy.find(page_hash, first) == index.find(page_hash, first)


def test_numbers_that_no_list_has_are_bounded() -> None:
    index = PageIndex()
    index.add(1, EarlierPage(10**30, 10**30, 10**30))
    index.add(2, EarlierPage(1, 0, -(10**30)))
    assert index.find(1, 2) == EarlierPage(2**32 - 1, 2**63 - 1, 2**63 - 1)
    assert index.find(2, 2) == EarlierPage(1, 0, None)

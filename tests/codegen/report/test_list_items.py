"""Items of lists are the same by their identity, whatever stands around them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.report import list_items

NAMES = st.lists(st.sampled_from("abcdef"), unique=True)


@given(old=NAMES, new=NAMES)
def test_each_item_has_its_namesake_or_none(old: list[str], new: list[str]) -> None:
    matched = list_items.match([{"name": name, "x": 1} for name in old], [{"name": name} for name in new])

    assert [(old[before], new[after]) for before, after in matched.pairs] == [
        (name, name) for name in new if name in old
    ]
    assert [old[index] for index in matched.removed] == [name for name in old if name not in new]
    assert [new[index] for index in matched.added] == [name for name in new if name not in old]


@pytest.mark.parametrize(
    ("item", "other"),
    [
        ({"in": "query", "name": "a"}, {"in": "query", "name": "a", "required": True}),
        ({"name": "a"}, {"name": "a", "description": "b"}),
        ({"url": "/a"}, {"url": "/a", "description": "b"}),
        ({"$ref": "#/a"}, {"$ref": "#/a", "description": "b"}),
        ({"a": [], "b": []}, {"b": [], "a": ["c"]}),
        ("a", "a"),
    ],
)
def test_the_same_item_has_the_same_identity(item: Any, other: Any) -> None:
    assert list_items.identity(item) == list_items.identity(other) is not None


@pytest.mark.parametrize("item", [{}, [], {"type": "string"}])
def test_what_has_no_name_has_no_identity(item: Any) -> None:
    assert list_items.identity(item) is None


def test_a_parameter_of_a_header_is_another_than_that_of_the_query() -> None:
    matched = list_items.match([{"in": "query", "name": "a"}], [{"in": "header", "name": "a"}])

    assert (matched.pairs, matched.removed, matched.added) == ([], [0], [0])


def test_a_location_has_identities_in_the_place_of_indices() -> None:
    document: Any = {"tags": [{"name": "a"}, {}]}

    assert list_items.with_identities(document, ("tags", 0, "x")) == ("tags", '["a"]', "x")
    assert list_items.with_identities(document, ("tags", 1)) == ("tags", 1)
    assert list_items.with_identities(document, ("tags", 9, 9)) == ("tags", 9, 9)

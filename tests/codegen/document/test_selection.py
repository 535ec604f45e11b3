"""Tests for the selection of nodes by JSONPath."""

import jsonpath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.document.load import JSON
from codegen.document.selection import has_parent, select

SCALARS = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "a", "type", "number"])
KEYS = st.sampled_from(["a", "b", "type", "properties"])
DOCUMENTS = st.dictionaries(
    KEYS, st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=20)
)
TARGETS = {
    target: jsonpath.compile(target, strict=True)
    for target in (
        "$",
        "$.a",
        "$.a.b",
        "$['a', 'b'].type",
        "$.a[0]",
        "$.a[-1]",
        "$.*.*",
        "$..a",
        "$..*",
        "$..['a', 'type']",
        "$..[1]",
        "$.a..b",
        "$.a..b..type",
        "$..properties[?@.type == 'number']",
        "$..[?@.a && !@.b]",
        "$.*[?@..type]",
    )
}


@pytest.mark.heavy
@given(DOCUMENTS)
def test_it_selects_what_the_library_selects_each_once(doc: dict[str, JSON]) -> None:
    for target, path in TARGETS.items():
        expected = {match.parts: match.obj for match in path.finditer(doc)}

        nodes = select(target, doc)

        assert [(node.location, node.value) for node in nodes] == list(expected.items()), target
        assert all(node.parent is None or node.parent[node.location[-1]] is node.value for node in nodes)


def test_a_slice_selects_in_lists_and_not_in_texts() -> None:
    assert [node.location for node in select("$..[1:]", {"a": "text", "b": [1, 2]})] == [("b", 1)]


def test_a_place_has_a_parent_or_none() -> None:
    assert has_parent("$.a.b", {"a": {}})
    assert not has_parent("$.a.b", {})

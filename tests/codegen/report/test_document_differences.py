"""Where two documents differ, and which differences change nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from codegen.report import document_differences
from codegen.report.document_differences import Difference
from codegen.write import build
from tests.codegen import frozen

OLD: dict[str, Any] = {
    "info": {"title": "Things", "version": "1"},
    "paths": {"/things": {"get": {"parameters": [{"name": "a"}, {"name": "b"}], "summary": "List"}}},
    "schemas": {"thing": {"required": ["a", "b"], "enum": [1, 2], "description": "A  thing."}},
}


def test_places_are_named_with_both_states() -> None:
    new: dict[str, Any] = {
        "info": {"title": "Things", "version": "2"},
        "paths": {"/things": {"get": {"parameters": [{"name": "a"}, {"name": "c"}], "deprecated": True}}},
        "schemas": {"thing": {"required": ["b", "a"], "enum": [2, 1, 3], "description": "A  thing."}},
    }

    found = [(each.json_path, each.before, each.after) for each in document_differences.differences(OLD, new)]

    assert found == [
        ("$.info.version", "1", "2"),
        (
            "$.paths['/things'].get.parameters",
            '[{"name": "a"}, {"name": "b"}]',
            '[{"name": "a"}, {"name": "c"}]',
        ),
        ("$.paths['/things'].get.summary", "List", "-"),
        ("$.paths['/things'].get.deprecated", "-", "true"),
        ("$.schemas.thing.enum", "[1, 2]", "[2, 1, 3]"),
    ]


def test_a_list_to_which_an_item_comes_differs_as_a_whole() -> None:
    (found,) = document_differences.differences(
        {"parameters": [{"name": "a"}]}, {"parameters": [{"name": "b"}, {"name": "a"}]}
    )

    assert (found.json_path, found.items) == ("$.parameters", ("-", '{"name": "b"}'))


def lists(node: Any, location: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the location of every list that contains an object."""
    if isinstance(node, list) and any(isinstance(item, dict) for item in node):
        yield location
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from lists(value, (*location, key))


PATCHED: dict[str, Any] = json.loads((frozen.layout().generated / build.DOCUMENT).read_text(encoding="utf-8"))
SAMPLES = {tuple(str(key) for key in location if isinstance(key, str))[-1]: location for location in lists(PATCHED)}
"""A list of each name that the document has, such as `parameters`."""


def at(node: Any, location: tuple[Any, ...]) -> Any:
    for key in location:
        node = node[key]
    return node


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("first", [True, False])
def test_in_every_list_a_change_of_an_item_is_found_beside_an_item_that_comes(name: str, *, first: bool) -> None:
    new = copy.deepcopy(PATCHED)
    items = at(new, SAMPLES[name])
    changed = next(item for item in items if isinstance(item, dict) and item)
    key = next(iter(changed)) if name == "security" else "x-changed"
    changed[key] = ["scope"] if name == "security" else True
    items.insert(0 if first else len(items), {"name": "fresh", "in": "query", "url": "/fresh", "x-fresh": []})
    place = (*SAMPLES[name], items.index(changed))

    found = {each.location: each for each in document_differences.differences(PATCHED, new)}

    assert set(found) == {SAMPLES[name], (*place, key)}
    assert found[SAMPLES[name]].items is not None
    assert not any(
        document_differences.overlaps(one, other)
        for one in found[SAMPLES[name]].identified
        for other in found[(*place, key)].identified
    )
    assert document_differences.undo(new, list(found.values())) == PATCHED


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ({"security": [{"a": []}, {"b": []}]}, {"security": [{"c": []}, {"a": ["x"]}, {"b": []}]}, ["", "[1].a"]),
        ({"servers": [{"url": "/a"}, {"url": "/b"}]}, {"servers": [{"url": "/b", "x": 1}]}, ["", "[0].x"]),
        ({"oneOf": [{"type": "a", "x": 1}]}, {"oneOf": [{"type": "a", "x": 2}, {"type": "null"}]}, ["", "[0].x"]),
        ({"allOf": [[1, 2], [3]]}, {"allOf": [[3], [1, 2, 4]]}, ["", "[1]"]),
        ({"tags": [{"name": "a"}, {"name": "b"}]}, {"tags": [{"name": "b"}, {"name": "a"}]}, [""]),
        ({"example": [{}, "a", ["b"]]}, {"example": [{}, "a", {"b": 1}]}, [""]),
        ({"enum": [1, 2, 3]}, {"enum": [3, 1, 2]}, []),
    ],
)
def test_items_are_compared_with_the_same_item(old: Any, new: Any, places: list[str]) -> None:
    (name,) = old
    found = list(document_differences.differences(old, new))

    assert [each.json_path for each in found] == [f"$.{name}{place}" for place in places]
    assert document_differences.undo(new, found) == (old if places else new)


def test_plain_lists_differ_as_a_whole_and_tell_what_goes_and_comes() -> None:
    (found,) = document_differences.differences({"tags": ["a", "b", "c"]}, {"tags": ["new", "a", "b"]})

    assert (found.json_path, found.items) == ("$.tags", ("c", "new"))


@pytest.mark.parametrize(("old", "new"), [(["a", "b"], ["b", "a"]), ("a", ["a"])])
def test_another_order_and_another_type_have_no_items_that_go_or_come(old: Any, new: Any) -> None:
    (found,) = document_differences.differences({"tags": old}, {"tags": new})

    assert found.items is None


def test_what_becomes_a_reference_differs_as_a_whole() -> None:
    (found,) = document_differences.differences({"schema": {"type": "object"}}, {"schema": {"$ref": "#/a"}})

    assert (found.json_path, found.after) == ("$.schema", '{"$ref": "#/a"}')


def test_a_new_component_and_what_refers_to_it_are_taken_back_together() -> None:
    old: dict[str, Any] = {"paths": {"a": {"type": "object"}, "b": 1}, "components": {"schemas": {}}}
    new: dict[str, Any] = {
        "paths": {"a": {"$ref": "#/components/schemas/thing"}, "b": 2},
        "components": {"schemas": {"thing": {"$ref": "#/components/schemas/inner"}, "inner": {"type": "object"}}},
    }
    found = list(document_differences.differences(old, new))

    def is_same(other: dict[str, Any]) -> bool:
        whole = ("$ref" in other["paths"]["a"]) == ("thing" in other["components"]["schemas"])
        return whole and len(other["components"]["schemas"]) != 1 and bool(other["paths"]["b"] == 2)

    silent = document_differences.without_effect(new, found, is_same)

    assert {each.json_path for each in silent} == {
        "$.paths.a", "$.components.schemas.thing", "$.components.schemas.inner",
    }  # fmt: skip


def test_a_key_that_goes_and_the_one_that_comes_beside_it_are_taken_back_together() -> None:
    old: dict[str, Any] = {"responses": {"200": {"a": 1}}, "x": 1}
    new: dict[str, Any] = {"responses": {"202": {"a": 1}}, "x": 2}
    found = list(document_differences.differences(old, new))

    def is_same(other: dict[str, Any]) -> bool:
        return len(other["responses"]) == 1 and bool(other["x"] == 2)

    silent = document_differences.without_effect(new, found, is_same)

    assert {each.json_path for each in silent} == {"$.responses['200']", "$.responses['202']"}


def test_a_number_and_its_text_are_told_apart() -> None:
    (difference,) = document_differences.differences({"example": 123456}, {"example": "123456"})
    assert (difference.before, difference.after) == ("123456", '"123456"')


def test_one_is_not_true() -> None:
    assert [each.json_path for each in document_differences.differences({"a": 1}, {"a": True})] == ["$.a"]


def test_long_values_are_cut() -> None:
    (found,) = document_differences.differences({"text": ["a"] * 100}, {"text": "b"})

    assert len(found.before) == 101
    assert found.before.endswith("…")


def test_differences_can_be_taken_back() -> None:
    new = {"info": {"title": "Others"}, "paths": {}, "more": {"x": [1]}, "schemas": OLD["schemas"]}

    assert document_differences.undo(new, list(document_differences.differences(OLD, new))) == OLD
    assert new["more"] == {"x": [1]}


def test_places_overlap_if_one_is_within_the_other() -> None:
    assert document_differences.overlaps(("a",), ("a", "b"))
    assert document_differences.overlaps(("a", "b"), ("a",))
    assert not document_differences.overlaps(("a", "b"), ("a", "c"))


def test_differences_without_effect_are_proved_by_making_the_client_without_them() -> None:
    new: dict[str, Any] = {"info": {"title": "x"}, "a": 1, "b": 2, "c": 3, "d": 4}
    found = list(document_differences.differences({"info": {"title": "y"}, "a": 0, "b": 0, "c": 0, "d": 0}, new))
    trials: list[dict[str, Any]] = []

    def is_same(other: dict[str, Any]) -> bool:
        trials.append(other)
        return bool(other["b"] == 2)

    silent = document_differences.without_effect(new, found, is_same)

    assert {each.json_path for each in silent} == {"$.info.title", "$.a", "$.c", "$.d"}
    assert len(trials) < 8


def test_the_search_for_them_ends() -> None:
    found = [Difference((f"k{index}",), 0, 1) for index in range(100)]
    trials: list[int] = []

    def is_same(_: object) -> bool:
        trials.append(1)
        return False

    assert document_differences.without_effect({each.json_path[2:]: 1 for each in found}, found, is_same) == []
    assert len(trials) == 24

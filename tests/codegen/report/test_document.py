"""Where two documents differ, and which differences change nothing."""

from typing import Any

import pytest

from codegen.report import document
from codegen.report.document import Difference

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

    found = [(each.json_path, each.before, each.after) for each in document.differences(OLD, new)]

    assert found == [
        ("$.info.version", "1", "2"),
        ("$.paths['/things'].get.parameters[1].name", "b", "c"),
        ("$.paths['/things'].get.summary", "List", "-"),
        ("$.paths['/things'].get.deprecated", "-", "true"),
        ("$.schemas.thing.enum", "[1, 2]", "[2, 1, 3]"),
    ]


def test_lists_of_other_length_differ_as_a_whole() -> None:
    (found,) = document.differences({"parameters": [{"name": "a"}]}, {"parameters": [{"name": "b"}, {"name": "a"}]})

    assert found.json_path == "$.parameters"


def test_plain_lists_differ_as_a_whole_and_tell_what_goes_and_comes() -> None:
    (found,) = document.differences({"tags": ["a", "b", "c"]}, {"tags": ["new", "a", "b"]})

    assert (found.json_path, found.items) == ("$.tags", ("c", "new"))


@pytest.mark.parametrize(("old", "new"), [(["a", "b"], ["b", "a"]), ("a", ["a"])])
def test_another_order_and_another_type_have_no_items_that_go_or_come(old: Any, new: Any) -> None:
    (found,) = document.differences({"tags": old}, {"tags": new})

    assert found.items is None


def test_what_becomes_a_reference_differs_as_a_whole() -> None:
    (found,) = document.differences({"schema": {"type": "object"}}, {"schema": {"$ref": "#/a"}})

    assert (found.json_path, found.after) == ("$.schema", '{"$ref": "#/a"}')


def test_a_new_component_and_what_refers_to_it_are_taken_back_together() -> None:
    old: dict[str, Any] = {"paths": {"a": {"type": "object"}, "b": 1}, "components": {"schemas": {}}}
    new: dict[str, Any] = {
        "paths": {"a": {"$ref": "#/components/schemas/thing"}, "b": 2},
        "components": {"schemas": {"thing": {"$ref": "#/components/schemas/inner"}, "inner": {"type": "object"}}},
    }
    found = list(document.differences(old, new))

    def is_same(other: dict[str, Any]) -> bool:
        whole = ("$ref" in other["paths"]["a"]) == ("thing" in other["components"]["schemas"])
        return whole and len(other["components"]["schemas"]) != 1 and bool(other["paths"]["b"] == 2)

    silent = document.without_effect(new, found, is_same)

    assert {each.json_path for each in silent} == {
        "$.paths.a", "$.components.schemas.thing", "$.components.schemas.inner",
    }  # fmt: skip


def test_a_key_that_goes_and_the_one_that_comes_beside_it_are_taken_back_together() -> None:
    old: dict[str, Any] = {"responses": {"200": {"a": 1}}, "x": 1}
    new: dict[str, Any] = {"responses": {"202": {"a": 1}}, "x": 2}
    found = list(document.differences(old, new))

    def is_same(other: dict[str, Any]) -> bool:
        return len(other["responses"]) == 1 and bool(other["x"] == 2)

    silent = document.without_effect(new, found, is_same)

    assert {each.json_path for each in silent} == {"$.responses['200']", "$.responses['202']"}


def test_one_is_not_true() -> None:
    assert [each.json_path for each in document.differences({"a": 1}, {"a": True})] == ["$.a"]


def test_long_values_are_cut() -> None:
    (found,) = document.differences({"text": "a " * 100}, {"text": "b"})

    assert len(found.before) == 101
    assert found.before.endswith("…")


def test_differences_can_be_taken_back() -> None:
    new = {"info": {"title": "Others"}, "paths": {}, "more": {"x": [1]}, "schemas": OLD["schemas"]}

    assert document.without(new, list(document.differences(OLD, new))) == OLD
    assert new["more"] == {"x": [1]}


def test_places_overlap_if_one_is_within_the_other() -> None:
    assert document.overlaps(("a",), ("a", "b"))
    assert document.overlaps(("a", "b"), ("a",))
    assert not document.overlaps(("a", "b"), ("a", "c"))


def test_differences_without_effect_are_proved_by_making_the_client_without_them() -> None:
    new: dict[str, Any] = {"info": {"title": "x"}, "a": 1, "b": 2, "c": 3, "d": 4}
    found = list(document.differences({"info": {"title": "y"}, "a": 0, "b": 0, "c": 0, "d": 0}, new))
    trials: list[dict[str, Any]] = []

    def is_same(other: dict[str, Any]) -> bool:
        trials.append(other)
        return bool(other["b"] == 2)

    silent = document.without_effect(new, found, is_same)

    assert {each.json_path for each in silent} == {"$.info.title", "$.a", "$.c", "$.d"}
    assert len(trials) < 8


def test_the_search_for_them_ends() -> None:
    found = [Difference((f"k{index}",), 0, 1) for index in range(100)]
    trials: list[int] = []

    def is_same(_: object) -> bool:
        trials.append(1)
        return False

    assert document.without_effect({each.json_path[2:]: 1 for each in found}, found, is_same) == []
    assert len(trials) == 24

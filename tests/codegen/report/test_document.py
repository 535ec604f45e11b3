"""Where two documents differ, and which differences change nothing."""

from typing import Any

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

    found = [(each.place, each.before, each.after) for each in document.differences(OLD, new)]

    assert found == [
        ("$.info.version", "1", "2"),
        ("$.paths['/things'].get.parameters[1].name", "b", "c"),
        ("$.paths['/things'].get.summary", "List", "-"),
        ("$.paths['/things'].get.deprecated", "-", "true"),
        ("$.schemas.thing.enum", "[1, 2]", "[2, 1, 3]"),
    ]


def test_lists_of_other_length_differ_as_a_whole() -> None:
    (found,) = document.differences({"parameters": [{"name": "a"}]}, {"parameters": [{"name": "b"}, {"name": "a"}]})

    assert found.place == "$.parameters"


def test_one_is_not_true() -> None:
    assert [each.place for each in document.differences({"a": 1}, {"a": True})] == ["$.a"]


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

    assert {each.place for each in silent} == {"$.info.title", "$.a", "$.c", "$.d"}
    assert len(trials) < 8


def test_the_search_for_them_ends() -> None:
    found = [Difference((f"k{index}",), 0, 1) for index in range(100)]
    trials: list[int] = []

    def is_same(_: object) -> bool:
        trials.append(1)
        return False

    assert document.without_effect({each.place[2:]: 1 for each in found}, found, is_same) == []
    assert len(trials) == 24

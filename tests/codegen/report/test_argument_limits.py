"""What a limit of an argument that changes means for callers."""

from typing import Any

import pytest

from codegen.report import wording
from codegen.report.changes import Level
from codegen.report.value_limits import compare_limits, limits_of
from tests.codegen.report.small_client import (
    STRING,
    compare,
    edited,
)


@pytest.mark.parametrize(
    ("before", "after", "level"), [(100, 50, "BREAKING"), (50, 100, "CHANGED"), (50, None, "CHANGED")]
)
def test_a_limit_that_refuses_what_was_allowed_is_breaking(before: int, after: int | None, level: str) -> None:
    place = "THING get parameters 0 schema"
    old = edited((f"{place} maxLength", before))
    new = edited((f"{place} maxLength", after)) if after else edited()
    assert [(change.level.name, change.what) for change in compare(old, new)] == [(level, "limits")]


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ({"minLength": 1}, {"minLength": 2}, "BREAKING"),
        ({"minLength": 2}, {"minLength": 1}, "CHANGED"),
        ({}, {"minLength": 0}, "CHANGED"),
        ({}, {"pattern": "^v"}, "BREAKING"),
        ({"pattern": "^v"}, {}, "CHANGED"),
        ({"minLength": 1, "maxLength": 5}, {"minLength": 2, "maxLength": 9}, "BREAKING"),
    ],
)
def test_every_bound_of_an_argument_is_a_limit(before: dict[str, Any], after: dict[str, Any], level: str) -> None:
    place = "THING get parameters 0 schema"
    old, new = (edited((place, {"type": "string", **bounds})) for bounds in (before, after))
    assert [(change.level.name, change.what) for change in compare(old, new)] == [(level, "limits")]


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ({}, {"uniqueItems": True}, "BREAKING"),
        ({"uniqueItems": True}, {"uniqueItems": False}, "CHANGED"),
        ({}, {"items": {"type": "string"}, "minItems": 0}, "CHANGED"),
    ],
)
def test_bounds_of_a_list_are_limits(before: dict[str, Any], after: dict[str, Any], level: str) -> None:
    words = {"type": "array", "items": STRING}
    old, new = (edited(("SCHEMA new properties words", {**words, **bounds})) for bounds in (before, after))
    assert [(change.level.name, change.what) for change in compare(old, new)] == [(level, "limits")]


@pytest.mark.parametrize(("before", "after", "level"), [(5, 10, "BREAKING"), (10, 5, "CHANGED")])
def test_a_multiple_of_another_number_is_a_limit(before: int, after: int, level: str) -> None:
    number = {"type": "integer"}
    old, new = (edited(("SCHEMA new properties n", {**number, "multipleOf": step})) for step in (before, after))
    assert [(change.level.name, change.after) for change in compare(old, new)] == [(level, f"a multiple of {after}")]


@pytest.mark.parametrize(
    ("before", "after", "level", "words"),
    [
        ({"minimum": 5}, {"minimum": 5, "exclusiveMinimum": True}, "BREAKING", "more than 5"),
        ({"minimum": 5, "exclusiveMinimum": True}, {"minimum": 5}, "CHANGED", "at least 5"),
        ({"minimum": 5}, {"minimum": 4, "exclusiveMinimum": True}, "CHANGED", "more than 4"),
        ({"maximum": 9}, {"maximum": 9, "exclusiveMaximum": True}, "BREAKING", "less than 9"),
        ({"maximum": 9, "exclusiveMaximum": True}, {"maximum": 10}, "CHANGED", "at most 10"),
        ({"maximum": 9, "exclusiveMaximum": False}, {"maximum": 8}, "BREAKING", "at most 8"),
    ],
)
def test_an_exclusive_bound_is_a_limit(before: dict[str, Any], after: dict[str, Any], level: str, words: str) -> None:
    number = {"type": "integer"}
    old, new = (edited(("SCHEMA new properties n", {**number, **bounds})) for bounds in (before, after))
    assert [(change.level.name, change.after) for change in compare(old, new)] == [(level, words)]


def test_an_exclusive_bound_of_openapi_3_1_is_a_number() -> None:
    assert dict(limits_of({"minimum": 2, "exclusiveMinimum": 1})) == {"minimum": 2, "exclusiveMinimum": 1}
    assert compare_limits({"minimum": 1}, {"minimum": 1, "exclusiveMinimum": 1}) == (
        Level.BREAKING,
        ("", "more than 1"),
    )
    assert compare_limits({"exclusiveMinimum": 1}, {"minimum": 2}) == (
        Level.BREAKING,
        ("more than 1", "at least 2"),
    )


def test_limits_of_items_and_of_their_fields_are_limits_of_the_list() -> None:
    words = {"type": "array", "items": {**STRING, "maxLength": 5}}
    parts = {"type": "array", "items": {"type": "object", "properties": {"word": {**STRING, "pattern": "^[a-z]+$"}}}}
    old = edited(
        ("SCHEMA new properties words", {"type": "array", "items": STRING}),
        (
            "SCHEMA new properties others",
            {"type": "array", "items": {"type": "object", "properties": {"word": STRING}}},
        ),
    )
    new = edited(("SCHEMA new properties words", words), ("SCHEMA new properties others", parts))

    told = {change.names: (change.level.name, change.what, change.after) for change in compare(old, new)}

    assert set(told.values()) == {
        ("BREAKING", "limits", "each item at most 5 characters"),
        ("BREAKING", "limits", "`word` of each item as ^[a-z]+$"),
    }


def test_an_operation_that_comes_tells_the_limits_of_its_whole_body() -> None:
    old, new = edited(("THING put", None)), edited(("SCHEMA new minProperties", 2))

    (added,) = [change for change in compare(old, new) if change.what == "operation added"]

    assert added.after.endswith("; the whole body at least 2 keys")


def test_the_number_of_keys_of_a_body_is_a_limit_of_its_operation() -> None:
    old, new = edited(), edited(("SCHEMA new minProperties", 1))

    (narrower,), (wider,) = compare(old, new), compare(new, old)

    assert (narrower.level.name, narrower.what, narrower.after) == (
        "BREAKING",
        "limits of the whole body",
        "at least 1 key",
    )
    assert narrower.names[0].endswith("()")
    assert wider.level.name == "CHANGED"


def test_an_argument_that_becomes_required_tells_its_new_limits_too() -> None:
    words = {"type": "array", "items": STRING}
    old = edited(("SCHEMA new properties words", words))
    new = edited(("SCHEMA new properties words", {**words, "minItems": 1, "maxItems": 50}))
    new["components"]["schemas"]["new"]["required"] = ["label", "words"]

    changes = {change.what: change.after for change in compare(old, new)}

    assert changes.pop(wording.COMMAND_LINE) == "aiodockerhub things replace NAME --words TEXT"
    assert changes == {"required": "yes", "limits": "at most 50 items, at least 1 item"}


def test_an_argument_that_comes_tells_its_limits() -> None:
    (change,) = compare(edited(), edited(("SCHEMA new properties word", {**STRING, "minLength": 3})))

    assert (change.what, change.after) == ("argument added", "str, at least 3 characters")


def test_a_wider_limit_is_not_breaking_though_the_description_states_the_old_one() -> None:
    size = {"in": "query", "name": "size", "description": "Size. Defaults to 10. Max of 100."}
    old, new = (
        edited(("THING get parameters 0", {**size, "schema": {"type": "integer", "maximum": most}}))
        for most in (100, 250)
    )

    (change,) = compare(old, new)

    assert (change.level.name, change.what) == ("CHANGED", "limits")
    assert (change.before, change.after) == ("at most 100", "at most 250")

"""What counts as a change, what it means for callers, and what it is called in Python."""

from typing import Any

import pytest

from codegen.report import wording
from codegen.report.wording_of_additions import READ_ONLY
from tests.codegen.report.small_client import (
    BASE,
    STRING,
    compare,
    edited,
    told,
)


def test_nothing_changed() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            "THING get security",
            [{}, {"bearer": []}],
            [
                (
                    "CHANGED",
                    "hub.things.get()",
                    "credentials accepted",
                    "password, personal access token",
                    "none, password, personal access token",
                )
            ],
        ),
        (
            "THING get security",
            [],
            [("CHANGED", "hub.things.get()", "credentials accepted", "password, personal access token", "none")],
        ),
        ("THING get deprecated", True, [("DEPRECATED", "hub.things.get()", "deprecated", "no", "yes")]),
        (
            "THING get summary",
            "Read the thing",
            [("DOCUMENTATION", "hub.things.get()", "description", "Read a thing.", "Read the thing.")],
        ),
        (
            "THING get description",
            'Reads it. <span class="oat"></span>',
            [
                (
                    "ADDED",
                    "hub.things.get()",
                    "credentials accepted",
                    "password, personal access token",
                    "password, personal access token, organization access token",
                ),
                ("DOCUMENTATION", "hub.things.get()", "description", "Read a thing.", "Read a thing. Reads it."),
            ],
        ),
        (
            "THING get x-personal-token",
            False,
            [("BREAKING", "hub.things.get()", "credentials accepted", "password, personal access token", "password")],
        ),
        (
            "THING get operationId",
            "things_read",
            [("BREAKING", "hub.things.get()", "method renamed", "hub.things.get()", "hub.things.read()")],
        ),
        ("THING get responses 404", None, [("CHANGED", "hub.things.get()", "errors declared", "404", "")]),
        (
            "THING get responses",
            {**BASE["paths"]["/v2/things/{name}"]["get"]["responses"], "409": {"description": "Taken"}},
            [("UNCAUGHT", "hub.things.get()", "errors declared", "404", "404, 409")],
        ),
        (
            "THING get responses 200 content",
            {"text/plain": {"schema": {"type": "string"}}},
            [
                ("BREAKING", "hub.things.get()", "result", "Thing", "str"),
                ("CHANGED", "hub.things.get()", "kind of response", "", "'text/plain'"),
            ],
        ),
        (
            "THING get responses 200 content application/json schema",
            {"$ref": "#/components/schemas/part"},
            [("BREAKING", "hub.things.get()", "result", "Thing", "Part")],
        ),
        (
            "THING get responses 200 content application/json schema",
            {"type": "array", "items": {"$ref": "#/components/schemas/thing"}},
            [("BREAKING", "hub.things.get()", "result", "Thing", "builtins.list[Thing]")],
        ),
        ("THING get parameters 0", None, [("BREAKING", "hub.things.get(view=)", "argument removed", "str (a, b)", "")]),
        ("THING get parameters 0 required", True, [("BREAKING", "hub.things.get(view=)", "required", "no", "yes")]),
        (
            "THING get parameters 0 description",
            "How.",
            [("DOCUMENTATION", "hub.things.get(view=)", "description", "View.", "How.")],
        ),
        (
            "THING get parameters 0 schema enum",
            ["a", "b", "c"],
            [("CHANGED", "hub.things.get(view=)", "values", "a, b", "a, b, c")],
        ),
        ("THING get parameters 0 schema enum", ["a"], [("BREAKING", "hub.things.get(view=)", "values", "a, b", "a")]),
        ("THING get parameters 0 schema enum", None, [("CHANGED", "hub.things.get(view=)", "values", "a, b", "any")]),
        ("THING get parameters 0 schema default", "a", [("CHANGED", "hub.things.get(view=)", "default", "", "a")]),
        (
            "THING get parameters 0 schema maxLength",
            9,
            [("BREAKING", "hub.things.get(view=)", "limits", "", "at most 9 characters")],
        ),
        (
            "THING get parameters 0 schema",
            {"type": "boolean"},
            [
                ("BREAKING", "hub.things.get(view=)", "type", "str", "bool"),
            ],
        ),
        (
            "THING get parameters 0 x-python-name",
            "aspect",
            [
                ("BREAKING", "hub.things.get(aspect=)", "argument renamed", "view", "aspect"),
                ("DOCUMENTATION", "hub.things.get(aspect=)", "description", "View.", "Aspect."),
            ],
        ),
        (
            "tags 0 description",
            "Everything about things.",
            [
                (
                    "DOCUMENTATION",
                    "hub.things",
                    "description",
                    "Things. All about things.",
                    "Things. Everything about things.",
                )
            ],
        ),
        (
            "tags 0 x-displayName",
            "Objects",
            [("DOCUMENTATION", "hub.things", "description", "Things. All about things.", "Objects. All about things.")],
        ),
        ("SCHEMA thing properties size", None, [("BREAKING", "Thing.size", "field removed", "int | None", "")]),
        (
            "SCHEMA thing properties more",
            {"type": "object"},
            [("ADDED", "Thing.more", "field added", "", "dict[str, JSON] | None")],
        ),
        (
            "SCHEMA thing properties more",
            {"type": "string", "nullable": True},
            [("ADDED", "Thing.more", "field added", "", "str | None")],
        ),
        (
            "THING get parameters 0 schema minLength",
            1,
            [("BREAKING", "hub.things.get(view=)", "limits", "", "at least 1 character")],
        ),
        (
            "SCHEMA thing properties from",
            {"type": "array", "items": {"type": "integer", "nullable": True}},
            [("ADDED", "Thing.from_", "field added", "", "list[int | None] | None")],
        ),
        (
            "SCHEMA thing properties more",
            {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/part"}]},
            [("ADDED", "Thing.more", "field added", "", "str | Part | None")],
        ),
        ("SCHEMA thing required", ["name", "size"], [("BREAKING", "Thing.size", "required", "no", "yes")]),
        ("SCHEMA thing required", None, [("BREAKING", "Thing.name", "required", "yes", "no")]),
        ("SCHEMA thing properties size type", "number", [("BREAKING", "Thing.size", "type", "int", "float")]),
        ("SCHEMA part properties weight type", "integer", [("BREAKING", "Part.weight", "type", "float", "int")]),
        ("SCHEMA thing properties size nullable", True, [("CHANGED", "Thing.size", "may be null", "no", "yes")]),
        (
            "SCHEMA thing properties size description",
            "Bytes.",
            [("DOCUMENTATION", "Thing.size", "description", "", "Bytes.")],
        ),
        ("SCHEMA thing properties size deprecated", True, [("DEPRECATED", "Thing.size", "deprecated", "no", "yes")]),
        (
            "THING get parameters 0 deprecated",
            True,
            [("DEPRECATED", "hub.things.get(view=)", "deprecated", "no", "yes")],
        ),
        (
            "SCHEMA new properties label deprecated",
            True,
            [("DEPRECATED", "hub.things.replace(label=)", "deprecated", "no", "yes")],
        ),
        ("SCHEMA thing properties kind enum", ["x"], [("BREAKING", "Thing.kind", "values", "x, y", "x")]),
        ("SCHEMA thing properties name format", "date-time", [("BREAKING", "Thing.name", "type", "str", "datetime")]),
        (
            "SCHEMA thing description",
            "A thing.",
            [
                ("DOCUMENTATION", "Part.of", "description", "", "A thing."),
                ("DOCUMENTATION", "Thing", "description", "The schema `thing` of the document.", "A thing."),
            ],
        ),
        (
            "SCHEMA thing title",
            "Item",
            [
                ("BREAKING", "Thing", "model renamed", "Thing", "Item"),
                ("DOCUMENTATION", "hub.things.get()", "description of the result", "The thing.", "The item."),
            ],
        ),
        ("SCHEMA thing additionalProperties", True, [("CHANGED", "Thing", "code behind it", "", "")]),
        ("SCHEMA part title", "Piece", [("BREAKING", "Part", "model renamed", "Part", "Piece")]),
        (
            "SCHEMA thing properties parts items",
            {"type": "string"},
            [("BREAKING", "Thing.parts", "type", "list[Part]", "list[str]")],
        ),
        (
            "SCHEMA new properties size",
            {"type": "integer"},
            [("ADDED", "hub.things.replace(size=)", "argument added", "", "int")],
        ),
        (
            "SCHEMA new properties label type",
            "integer",
            [("BREAKING", "hub.things.replace(label=)", "type", "str", "int")],
        ),
        (
            "SCHEMA new properties label readOnly",
            True,
            [("BREAKING", "hub.things.replace(label=)", "argument removed", "str, required", READ_ONLY)],
        ),
        (
            "SCHEMA new properties label description",
            "What stands on it.",
            [("DOCUMENTATION", "hub.things.replace(label=)", "description", "Label.", "What stands on it.")],
        ),
        (
            "SCHEMA new required",
            ["label", "parts"],
            [("BREAKING", "hub.things.replace(parts=)", "required", "no", "yes")],
        ),
        (
            "THING put responses 201",
            {"description": "Made."},
            [("CHANGED", "hub.things.replace()", "statuses of success", "204", "201, 204")],
        ),
        ("SCHEMA new required", None, [("CHANGED", "hub.things.replace(label=)", "required", "yes", "no")]),
        (
            "SCHEMA new properties parts items",
            {"oneOf": [{"$ref": "#/components/schemas/part"}, STRING]},
            [("CHANGED", "hub.things.replace(parts=)", "type", "Sequence[Part]", "Sequence[Part | str]")],
        ),
        (
            "SCHEMA new properties parts items",
            STRING,
            [("BREAKING", "hub.things.replace(parts=)", "type", "Sequence[Part]", "Sequence[str]")],
        ),
        ("SCHEMA thing properties name enum", ["a"], [("CHANGED", "Thing.name", "values", "any", "a")]),
        (
            "SCHEMA new properties label enum",
            ["a"],
            [("BREAKING", "hub.things.replace(label=)", "values", "any", "a")],
        ),
    ],
)
def test_a_change_is_told(path: str, value: Any, expected: list[tuple[str, ...]]) -> None:
    assert told((path, value)) == expected


def test_a_field_that_becomes_required_and_null_keeps_its_type_for_who_reads_it() -> None:
    edits = ("SCHEMA thing required", ["name", "size"]), ("SCHEMA thing properties size nullable", True)

    assert told(*edits) == [("BREAKING", "Thing.size", "required", "no", "yes")]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("SCHEMA thing properties kind enum", ["y", "x"]),
        ("SCHEMA thing properties size nullable", False),
        ("SCHEMA thing properties size example", 7),
        ("SCHEMA unused", {"type": "object"}),
        ("THING get responses 200 description", "Fine"),
        ("THING get parameters 0 required", False),
        ("THING parameters 0 schema", {"$ref": "#/components/schemas/moved"}),
        ("SCHEMA thing properties parts", {"allOf": [{"$ref": "#/components/schemas/parts"}]}),
        ("info version", "2"),
        ("servers 0 url", "https://b.example"),
    ],
)
def test_what_means_the_same_is_no_change(path: str, value: Any) -> None:
    moved = ("SCHEMA moved", STRING)
    parts = ("SCHEMA parts", {"type": "array", "items": {"$ref": "#/components/schemas/part"}})

    assert told((path, value), moved, parts) == []


def test_fields_that_come_from_another_part_of_the_document_are_told() -> None:
    part = {
        "type": "object",
        "properties": {"of": {"$ref": "#/components/schemas/thing"}, "weight": {"type": "number"}},
    }
    own = {"type": "object", "properties": {"colour": STRING}}
    receives = ("THING get responses 200 content application/json schema", {"$ref": "#/components/schemas/more"})
    before, after = (
        edited(receives, ("SCHEMA more", {"title": "More", "allOf": [each, own]}))
        for each in ({"$ref": "#/components/schemas/part"}, part)
    )

    found = compare(before, after)

    assert {(name, change.what) for change in found for name in change.names if name.startswith("More")} == {
        ("More.of", wording.MOVED),
        ("More.weight", wording.MOVED),
    }


def test_a_field_with_another_key_keeps_its_name() -> None:
    renamed = told(("SCHEMA thing properties size", None), ("SCHEMA thing properties Size", {"type": "integer"}))

    assert renamed == [("CHANGED", "Thing.size", "key in JSON", "size", "Size")]


LISTED = "pages by the page's number (`page`, size by `page_size`), items in `parts`"
PAGE: dict[str, Any] = {"in": "query", "name": "page", "schema": {"type": "integer"}}
SIZE: dict[str, Any] = {"in": "query", "name": "page_size", "schema": {"type": "integer", "default": 25}}


@pytest.mark.parametrize(
    ("parameters", "level", "after"),
    [
        ([], "BREAKING", "one response, items in `parts`"),
        ([PAGE, SIZE], "CHANGED", "25 unless asked"),
    ],
)
def test_a_list_that_is_walked_otherwise(parameters: list[Any], level: str, after: str) -> None:
    listed = ("THING get operationId", "things_list")
    found = compare(
        edited(listed, ("THING get parameters", [PAGE])), edited(listed, ("THING get parameters", parameters))
    )

    walks = [(change.level.name, *change.names, change.before, change.after) for change in found]
    before = LISTED if level == "BREAKING" or "pages by" in after else ""
    assert (level, "hub.things.list()", before, after) in walks

"""What counts as a change, what it means for callers, and what it is called in Python."""

import copy
import inspect
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import attrs
import pytest

from codegen.report import comparison, wording
from codegen.report.changes import Change
from codegen.report.client import Client
from codegen.report.examine import made
from codegen.report.read_client import read
from codegen.report.version import changelog, propose
from codegen.write.build import DOCUMENT, Layout

# Documents are nested JSON whose shape the tests know: their types would be noise.
Document = dict[str, Any]
STRING = {"type": "string"}


def base() -> Document:
    """Two operations on things, one model, one body."""
    document: Document = json.loads(json.dumps(BASE))  # which, unlike a deep copy, keeps nothing shared
    return document


THING = {"$ref": "#/components/schemas/thing"}
BASE: Document = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1"},
    "servers": [{"url": "https://things.example"}],
    "security": [{"bearer": []}],
    "tags": [{"name": "things", "x-displayName": "Things", "description": "All about things."}],
    "paths": {
        "/v2/things/{name}": {
            "parameters": [{"in": "path", "name": "name", "required": True, "schema": STRING}],
            "get": {
                "tags": ["things"],
                "operationId": "things_get",
                "summary": "Read a thing",
                "parameters": [{"in": "query", "name": "view", "schema": {"type": "string", "enum": ["a", "b"]}}],
                "responses": {
                    "200": {"description": "OK", "content": {"application/json": {"schema": THING}}},
                    "404": {"description": "Gone"},
                },
            },
            "put": {
                "tags": ["things"],
                "operationId": "things_replace",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/new"}}}},
                "responses": {"204": {"description": "Done"}},
            },
        }
    },
    "components": {
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "thing": {
                "title": "Thing",
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": STRING,
                    "size": {"type": "integer"},
                    "kind": {"type": "string", "enum": ["x", "y"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/part"}},
                },
            },
            "part": {
                "title": "Part",
                "type": "object",
                "properties": {"of": {"$ref": "#/components/schemas/thing"}, "weight": {"type": "number"}},
            },
            "new": {
                "type": "object",
                "required": ["label"],
                "properties": {
                    "label": STRING,
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/part"}},
                },
            },
        },
    },
}


def edited(*edits: tuple[str, Any]) -> Document:
    """The base after edits: a path of keys separated by blanks, and the new value (None: gone)."""
    new = base()
    for path, value in edits:
        *steps, last = (
            path.replace("THING", "paths /v2/things/{name}").replace("SCHEMA", "components schemas").split(" ")
        )
        node: Any = new
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node[step]
        key = int(last) if isinstance(node, list) else last
        if value is None:
            del node[key]
        else:
            node[key] = value
    return new


def client(document: Document) -> Client:
    return read(made(document, document))


@cache
def of_base() -> Client:
    return client(base())


def compare(old: Document, new: Document) -> list[Change]:
    before = of_base() if old == BASE else client(old)
    return comparison.compare(before, client(new), old, new)


def changes(*edits: tuple[str, Any]) -> list[Change]:
    return compare(base(), edited(*edits))


def told(*edits: tuple[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return [
        (change.level.name, " ".join(change.names), change.what, change.before, change.after)
        for change in changes(*edits)
    ]


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
        ("THING get responses 404", None, [("DOCUMENTATION", "hub.things.get()", "errors declared", "404", "")]),
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
        ("THING get parameters 0", None, [("BREAKING", "hub.things.get(view=)", "argument removed", "str", "")]),
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
            [("CHANGED", "hub.things.get(view=)", "limits", "", "9 characters")],
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
        ("SCHEMA thing properties size", None, [("BREAKING", "Thing.size", "field removed", "int", "")]),
        (
            "SCHEMA thing properties more",
            {"type": "object"},
            [("ADDED", "Thing.more", "field added", "", "dict[str, JSON]")],
        ),
        (
            "SCHEMA thing properties from",
            {"type": "array", "items": {"type": "integer", "nullable": True}},
            [("ADDED", "Thing.from_", "field added", "", "list[int | None]")],
        ),
        (
            "SCHEMA thing properties more",
            {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/part"}]},
            [("ADDED", "Thing.more", "field added", "", "str | Part")],
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
        ("SCHEMA thing properties kind enum", ["x"], [("BREAKING", "Thing.kind", "values", "x, y", "x")]),
        ("SCHEMA thing properties name format", "date-time", [("BREAKING", "Thing.name", "type", "str", "datetime")]),
        (
            "SCHEMA thing description",
            "A thing.",
            [
                ("DOCUMENTATION", "Part.of", "description", "", "A thing."),
                ("DOCUMENTATION", "Thing", "description", "What the document calls `thing`.", "A thing."),
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
            [("BREAKING", "hub.things.replace(label=)", "argument removed", "str, required", "")],
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
        ("SCHEMA new required", None, [("CHANGED", "hub.things.replace(label=)", "required", "yes", "no")]),
    ],
)
def test_a_change_is_told(path: str, value: Any, expected: list[tuple[str, ...]]) -> None:
    assert told((path, value)) == expected


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


def test_a_path_parameter_is_known_by_its_place() -> None:
    new = base()
    item = new["paths"].pop("/v2/things/{name}")
    item["parameters"][0]["name"] = "thing-name"
    new["paths"]["/v2/things/{thing-name}"] = item

    assert [change.names for change in compare(base(), new) if change.what == wording.ARGUMENT_RENAMED] == [
        ("hub.things.get(thing_name)", "hub.things.replace(thing_name)")
    ]


def test_an_operation_that_moves_keeps_its_name() -> None:
    new = base()
    new["paths"]["/v3/things/{name}"] = new["paths"].pop("/v2/things/{name}")

    assert {(change.names, change.what, change.before, change.after) for change in compare(base(), new)} == {
        (("hub.things.get()",), "endpoint", "GET /v2/things/{name}", "GET /v3/things/{name}"),
        (("hub.things.replace()",), "endpoint", "PUT /v2/things/{name}", "PUT /v3/things/{name}"),
    }


def test_operations_resources_and_models_come_and_go() -> None:
    new = base()
    del new["paths"]["/v2/things/{name}"]
    done = {"description": "Done"}
    new["paths"]["/v2/stars"] = {"get": {"tags": ["stars"], "responses": {"200": done}}}

    assert [(change.level.name, change.names, change.what) for change in compare(base(), new)] == [
        ("BREAKING", ("hub.things",), "resource removed"),
        ("BREAKING", ("hub.things.get()",), "operation removed"),
        ("BREAKING", ("hub.things.replace()",), "operation removed"),
        ("BREAKING", ("Part",), "model removed"),
        ("BREAKING", ("Thing",), "model removed"),
        ("ADDED", ("hub.stars",), "resource added"),
        ("ADDED", ("hub.stars.get()",), "operation added"),
    ]


def test_a_new_parameter_is_breaking_if_it_is_required() -> None:
    for required, level, kind in ((False, "ADDED", "str"), (True, "BREAKING", "str, required")):
        parameter = {"in": "header", "name": "X-Trace", "required": required, "schema": STRING}
        listed = [*base()["paths"]["/v2/things/{name}"]["get"]["parameters"], parameter]

        assert told(("THING get parameters", listed)) == [
            (level, "hub.things.get(x_trace=)", "argument added", "", kind)
        ]


def test_siblings_of_all_of_are_told_as_the_client_has_them() -> None:
    """Docker has written this twice: a schema that is another one and some fields of its own."""
    result = "THING get responses 200 content application/json schema"
    edits = [
        ("SCHEMA more", {"allOf": [THING], "properties": {"extra": STRING}, "title": "More"}),
        (result, {"$ref": "#/components/schemas/more"}),
    ]
    new = edited(*edits)
    fields = {field for model in client(new).models.values() for field in model.fields}

    added = ("ADDED", "More", "model added", "", "More") in told(*edits)

    assert added == ("extra" in fields)


def test_a_field_that_is_gone_names_its_likely_heir() -> None:
    told_of = told(("SCHEMA thing properties size", None), ("SCHEMA thing properties bytes", {"type": "integer"}))

    assert told_of[0] == ("BREAKING", "Thing.size", "field removed", "int", "perhaps renamed to Thing.bytes")


def test_what_only_command_line_and_mcp_show_is_told() -> None:
    ((level, name, what, _, after),) = told(("THING get parameters 0 schema minLength", 1))

    assert (level, name, what) == ("CHANGED", "hub.things.get()", wording.COMMAND)
    assert '"minLength": 1' in after


def test_arguments_are_told_where_the_document_declares_them() -> None:
    parameters = {"view": {"in": "query", "name": "view", "description": "How.", "schema": STRING}}
    shared = ("components parameters", parameters)
    use = ("THING get parameters 0", {"$ref": "#/components/parameters/view"})
    found = [*changes(shared, use), *changes(("SCHEMA new properties label description", "What."))]

    assert {change.place for change in found if change.what == wording.DESCRIPTION} == {
        "$.components.parameters.view",
        "$.components.schemas.new.properties.label",
    }


def test_long_texts_show_where_they_differ() -> None:
    old = "The first words are the same. " * 8 + "Then it says this, and goes on. " * 8
    one = edited(("THING get description", old))
    other = edited(("THING get description", old.replace("this", "that", 1)))

    (change,) = compare(one, other)

    assert "it says this, and" in change.before
    assert "it says that, and" in change.after
    assert (change.before[0], change.before[-1], len(change.before) < 110) == ("…", "…", True)


@pytest.mark.slow
def test_names_are_those_of_the_generated_client() -> None:
    """Every description is changed, so that every name is told; each must be there."""
    old: Document = json.loads((Layout().generated / DOCUMENT).read_text(encoding="utf-8"))
    new = copy.deepcopy(old)
    for holder in list(holders(new)):
        holder["description"] = "Another."

    names = {name for change in compare(old, new) for name in change.names if change.what == "description"}

    assert len(names) > 400
    calls = {name for name in names if name.startswith("hub.")}
    for name in calls:
        match = re.fullmatch(r"hub\.(\w+)\.(\w+)\((?:(\w+)=?)?\)", name)
        assert match, name
        resource, method_name, argument = match.groups()
        function = getattr(import_module(f"aiodockerhub_generated.calls.{resource}"), method_name)
        assert not argument or argument in inspect.signature(function).parameters, name
    models = import_module("aiodockerhub_generated.models")
    for name in names - calls:
        model, *attributes = name.split(".")
        kind = getattr(models, model)
        assert not attributes or attributes[0] in {field.name for field in attrs.fields(kind)}, name


def holders(node: Any, *, names: bool = False) -> Iterator[Document]:
    """The operations, parameters and schemas of a document."""
    if isinstance(node, dict):
        if not names and {"type", "schema", "operationId", "allOf"} & node.keys():
            yield node
        for key, value in node.items():
            if names or key not in {"example", "examples", "default", "enum"}:
                yield from holders(value, names=key in {"properties", "parameters", "schemas"} and not names)
    elif isinstance(node, list):
        for item in node:
            yield from holders(item)


# --- version and changelog --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "path", "value", "proposed"),
    [
        ("0.1.0", "SCHEMA thing properties size", None, "0.2.0"),
        ("0.1.3", "SCHEMA thing properties more", STRING, "0.1.4"),
        ("0.1.3", "THING get summary", "Fetch", "0.1.4"),
        ("1.2.3", "SCHEMA thing properties size", None, "2.0.0"),
        ("1.2.3", "SCHEMA thing properties more", STRING, "1.3.0"),
        ("1.2.3", "THING get deprecated", True, "1.3.0"),
        ("1.2", "THING get summary", "Fetch", "1.2.1"),
        ("1.2.3", "info version", "2", "1.2.3"),
    ],
)
def test_the_gravest_change_decides_the_version(current: str, path: str, value: Any, proposed: str) -> None:
    assert propose(current, changes((path, value))).next == proposed


def test_without_changes_there_is_no_entry() -> None:
    assert changelog([]) == ""


def test_the_changelog_has_a_line_for_each_change() -> None:
    found = changes(
        ("SCHEMA thing properties size", None),
        ("SCHEMA thing properties kind", {"type": "integer"}),
        ("SCHEMA thing properties more", STRING),
        ("THING get deprecated", True),
        ("THING get summary", "Fetch a thing"),
        ("THING put x-personal-token", False),
        ("SCHEMA new properties label default", "x"),
    )

    assert changelog(found).splitlines() == [
        "### Removed",
        "",
        "- `Thing.size`: field removed (was int)",
        "",
        "### Changed",
        "",
        "- **Breaking:** `hub.things.replace()`: personal access token no longer accepted",
        "- **Breaking:** `Thing.kind`: type (str → int)",
        "- `hub.things.replace(label=)`: default (x)",
        "- Docstrings follow Docker's descriptions.",
        "",
        "### Deprecated",
        "",
        "- `hub.things.get()`: deprecated",
        "",
        "### Added",
        "",
        "- `Thing.more`: field added (str)",
    ]


def test_what_is_no_longer_deprecated_reads_so() -> None:
    (change,) = compare(edited(("THING get deprecated", True)), base())

    assert wording.sentence(change) == "`hub.things.get()`: no longer deprecated"

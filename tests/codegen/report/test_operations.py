"""What counts as a change, what it means for callers, and what it is called in Python."""

import copy
import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import attrs
import pytest

from codegen.report.changes import Change
from codegen.report.operations import compare
from codegen.report.version import changelog, propose, sentence
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
                "properties": {"label": STRING, "parts": {"type": "array", "items": {"$ref": "#/x"}}},
            },
        }
    },
}


def changes(*edits: tuple[str, Any]) -> list[Change]:
    """Compares the base with itself after edits: a path of keys separated by blanks, and the new value (None: gone)."""
    new = copy.deepcopy(base())
    for path, value in edits:
        *steps, last = (
            path.replace("THING", "paths /v2/things/{name}").replace("SCHEMA", "components schemas").split(" ")
        )
        node: Any = new
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node[step]
        if value is None:
            del node[int(last) if isinstance(node, list) else last]
        else:
            node[int(last) if isinstance(node, list) else last] = value
    return compare(base(), new)


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
        ("info version", "2", ("DOCUMENTATION", "document", "version of the API", "1", "2")),
        ("servers 0 url", "https://b.example",
         ("CHANGED", "document", "servers", "https://things.example", "https://b.example")),
        ("THING get security", [{}, {"bearer": []}],
         ("CHANGED", "hub.things.get()", "credentials", "bearer", "bearer or nothing")),
        ("THING get security", [{"a": [], "b": []}],
         ("BREAKING", "hub.things.get()", "credentials", "bearer", "a and b")),
        ("THING get deprecated", True, ("DEPRECATED", "hub.things.get()", "deprecated", "no", "yes")),
        ("THING get summary", "Read the thing",
         ("DOCUMENTATION", "hub.things.get()", "summary", "Read a thing", "Read the thing")),
        ("THING get operationId", "things_read",
         ("BREAKING", "hub.things.get()", "method renamed", "hub.things.get()", "hub.things.read()")),
        ("THING get responses 404", None, ("DOCUMENTATION", "hub.things.get()", "errors declared", "404", "")),
        ("THING get responses 200 content", {"text/plain": {"schema": THING}},
         ("BREAKING", "hub.things.get()", "kinds of answer", "application/json", "text/plain")),
        ("THING get responses 200 content text/plain", {"schema": STRING},
         ("CHANGED", "hub.things.get()", "kinds of answer", "application/json", "application/json, text/plain")),
        ("THING get parameters 0", None,
         ("BREAKING", "hub.things.get(view=)", "query parameter removed", "string", "")),
        ("THING get parameters 0 required", True, ("BREAKING", "hub.things.get(view=)", "required", "no", "yes")),
        ("THING get parameters 0 deprecated", True, ("DEPRECATED", "hub.things.get(view=)", "deprecated", "no", "yes")),
        ("THING get parameters 0 description", "How.",
         ("DOCUMENTATION", "hub.things.get(view=)", "description", "", "How.")),
        ("THING get parameters 0 schema enum", ["a", "b", "c"],
         ("CHANGED", "hub.things.get(view=)", "values", "a, b", "a, b, c")),
        ("THING get parameters 0 schema enum", ["a"], ("BREAKING", "hub.things.get(view=)", "values", "a, b", "a")),
        ("THING get parameters 0 schema enum", None, ("CHANGED", "hub.things.get(view=)", "values", "a, b", "any")),
        ("THING get parameters 0 schema nullable", True,
         ("CHANGED", "hub.things.get(view=)", "may be null", "no", "yes")),
        ("THING get parameters 0 schema default", False, ("CHANGED", "hub.things.get(view=)", "default", "", "false")),
        ("THING get parameters 0 schema maxLength", 9,
         ("CHANGED", "hub.things.get(view=)", "limits", "", "maxLength 9")),
        ("THING get parameters 0 schema type", "boolean",
         ("BREAKING", "hub.things.get(view=)", "type", "string", "boolean")),
        ("SCHEMA thing properties size", None, ("BREAKING", "Thing.size", "field removed", "integer", "")),
        ("SCHEMA thing properties more", {"type": "object"}, ("ADDED", "Thing.more", "field added", "", "object")),
        ("SCHEMA thing properties from", {"type": "array", "items": {"type": "integer", "nullable": True}},
         ("ADDED", "Thing.from_", "field added", "", "list of integer or null")),
        ("SCHEMA thing properties more", {"type": "object", "additionalProperties": {"type": "integer"}},
         ("ADDED", "Thing.more", "field added", "", "map of integer")),
        ("SCHEMA thing properties more", {"anyOf": [STRING, {"$ref": "#/components/schemas/part"}]},
         ("ADDED", "Thing.more", "field added", "", "one of Part, string")),
        ("SCHEMA thing properties more", {"$ref": "#/components/schemas/gone"},
         ("ADDED", "Thing.more", "field added", "", "anything")),
        ("SCHEMA thing properties ...", STRING, ("ADDED", "Thing.xab5df625", "field added", "", "string")),
        ("SCHEMA thing required", ["name", "size"], ("CHANGED", "Thing.size", "required", "no", "yes")),
        ("SCHEMA thing required", None, ("BREAKING", "Thing.name", "required", "yes", "no")),
        ("SCHEMA thing properties size type", "number", ("BREAKING", "Thing.size", "type", "integer", "number")),
        ("SCHEMA part properties weight type", "integer", ("CHANGED", "Part.weight", "type", "number", "integer")),
        ("SCHEMA thing properties size nullable", True, ("BREAKING", "Thing.size", "may be null", "no", "yes")),
        ("SCHEMA thing properties size format", "int64",
         ("BREAKING", "Thing.size", "type", "integer", "integer (int64)")),
        ("SCHEMA thing properties size description", "Bytes.",
         ("DOCUMENTATION", "Thing.size", "description", "", "Bytes.")),
        ("SCHEMA thing properties size deprecated", True, ("DEPRECATED", "Thing.size", "deprecated", "no", "yes")),
        ("SCHEMA thing properties kind enum", ["x"], ("CHANGED", "Thing.kind", "values", "x, y", "x")),
        ("SCHEMA thing description", "A thing.", ("DOCUMENTATION", "Thing", "description", "", "A thing.")),
        ("SCHEMA thing title", "Item", ("BREAKING", "Thing", "model renamed", "Thing", "Item")),
        ("SCHEMA part title", "Piece", ("BREAKING", "Part", "model renamed", "Part", "Piece")),
        ("SCHEMA thing properties parts items", STRING,
         ("BREAKING", "Thing.parts", "type", "list of Part", "list of string")),
        ("SCHEMA thing properties parts items", {"$ref": "#/components/schemas/new"},
         ("BREAKING", "Thing.parts", "type", "list of Part", "list of New")),
        ("SCHEMA new properties size", {"type": "integer"},
         ("ADDED", "hub.things.replace(size=)", "field added", "", "integer")),
        ("SCHEMA new properties label type", "integer",
         ("BREAKING", "hub.things.replace(label=)", "type", "string", "integer")),
        ("SCHEMA new required", ["label", "parts"],
         ("BREAKING", "hub.things.replace(parts=)", "required", "no", "yes")),
        ("SCHEMA new required", None, ("CHANGED", "hub.things.replace(label=)", "required", "yes", "no")),
        ("THING put requestBody content application/xml", {"schema": STRING},
         ("CHANGED", "hub.things.replace()", "kinds of body", "application/json", "application/json, application/xml")),
    ],
)  # fmt: skip
def test_a_change_is_told(path: str, value: Any, expected: tuple[str, ...]) -> None:
    assert told((path, value)) == [expected]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("SCHEMA thing required", ["name", "name"]),
        ("SCHEMA thing properties kind enum", ["y", "x"]),
        ("SCHEMA thing properties size description", " "),
        ("SCHEMA thing properties size nullable", False),
        ("SCHEMA thing properties size example", 7),
        ("SCHEMA unused", {"type": "object"}),
        ("THING get responses 200 description", "Fine"),
        ("THING get parameters 0 required", False),
        ("THING parameters 0 schema", {"$ref": "#/components/schemas/moved"}),
        ("SCHEMA thing properties parts", {"allOf": [{"$ref": "#/components/schemas/parts"}]}),
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

    assert [(change.names, change.what, change.before, change.after) for change in compare(base(), new)] == [
        (("hub.things.get(thing_name)", "hub.things.replace(thing_name)"), "argument renamed", "name", "thing_name")
    ]


def test_an_operation_that_moves_keeps_its_name() -> None:
    new = base()
    new["paths"]["/v3/things/{name}"] = new["paths"].pop("/v2/things/{name}")

    assert {(change.names, change.what, change.before, change.after) for change in compare(base(), new)} == {
        (("hub.things.get()",), "endpoint", "GET /v2/things/{name}", "GET /v3/things/{name}"),
        (("hub.things.replace()",), "endpoint", "PUT /v2/things/{name}", "PUT /v3/things/{name}"),
    }


def test_operations_and_resources_come_and_go() -> None:
    new = base()
    del new["paths"]["/v2/things/{name}"]
    done = {"description": "Done"}
    new["paths"]["/v2/stars"] = {"get": {"tags": ["stars"], "responses": {"200": done}}}

    assert [(change.level.name, change.names, change.what) for change in compare(base(), new)] == [
        ("BREAKING", ("hub.things",), "resource removed"),
        ("BREAKING", ("hub.things.get()",), "operation removed"),
        ("BREAKING", ("hub.things.replace()",), "operation removed"),
        ("ADDED", ("hub.stars",), "resource added"),
        ("ADDED", ("hub.stars.get()",), "operation added"),
    ]


def test_a_new_parameter_is_breaking_if_it_is_required() -> None:
    for required, level, kind in ((False, "ADDED", "string"), (True, "BREAKING", "string, required")):
        parameter = {"in": "header", "name": "X-Trace", "required": required, "schema": STRING}
        listed = [*base()["paths"]["/v2/things/{name}"]["get"]["parameters"], parameter]

        assert told(("THING get parameters", listed)) == [
            (level, "hub.things.get(x_trace=)", "header parameter added", "", kind)
        ]


def test_bodies_without_fields_are_one_argument() -> None:
    array = {"type": "array", "items": STRING}
    body = ("THING put requestBody content application/json schema", array)
    flat = changes(body)

    assert {(change.names, change.what) for change in flat} == {
        (("hub.things.replace(label=)",), "field removed"),
        (("hub.things.replace(parts=)",), "field removed"),
    }
    one, other = base(), base()
    for doc, kind in ((one, "string"), (other, "integer")):
        content = doc["paths"]["/v2/things/{name}"]["put"]["requestBody"]["content"]["application/json"]
        content["schema"] = {"type": "array", "items": {"type": kind}}
    assert [(change.names, change.before, change.after) for change in compare(one, other)] == [
        (("hub.things.replace(body=)",), "list of string", "list of integer")
    ]


def test_arguments_may_be_named_by_the_overlay() -> None:
    new = base()
    new["paths"]["/v2/things/{name}"]["get"]["parameters"][0]["x-python-name"] = "aspect"
    new["components"]["schemas"]["new"]["properties"]["label"]["x-python-name"] = "caption"
    new["components"]["schemas"]["thing"]["properties"]["size"]["x-python-name"] = "of no meaning here"

    assert [(change.names, change.what, change.before, change.after) for change in compare(base(), new)] == [
        (("hub.things.get(aspect=)",), "argument renamed", "view", "aspect"),
        (("hub.things.replace(caption=)",), "argument renamed", "label", "caption"),
    ]


def test_names_are_those_of_the_generated_client() -> None:
    """Every description is changed, so that every name is told; each must be there."""
    old: Document = json.loads((Layout().generated / DOCUMENT).read_text(encoding="utf-8"))
    new = copy.deepcopy(old)
    described = list(holders(new))
    for holder in described:
        holder["description"] = "Another."

    names = {name for change in compare(old, new) for name in change.names if change.what == "description"}

    assert len(names) > 400
    calls = {name for name in names if name.startswith("hub.")}
    for name in calls:
        match = re.fullmatch(r"hub\.(\w+)\.(\w+)\((?:(\w+)=?)?\)", name)
        assert match, name
        resource, verb, argument = match.groups()
        function = getattr(import_module(f"aiodockerhub_generated.calls.{resource}"), verb)
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
                yield from holders(value, names=key == "properties" and not names)
    elif isinstance(node, list):
        for item in node:
            yield from holders(item)


def test_what_has_no_name_of_its_own_shows_under_its_owners() -> None:
    def document(kind: str) -> Document:
        doc = base()
        inner = {"type": "object", "properties": {"deep": {"type": kind}}}
        doc["components"]["schemas"]["thing"]["properties"]["inner"] = inner
        schema = {"type": "object", "properties": {"id": {"type": kind}}}
        answer = {"description": "OK", "content": {"application/json": {"schema": schema}}}
        doc["paths"]["/v2/things/{name}"]["put"]["responses"]["200"] = answer
        return doc

    assert [change.names for change in compare(document("string"), document("integer"))] == [
        ("Thing.inner.deep",),
        ("ThingsReplaceResult.id",),
    ]


def test_members_of_a_choice_are_compared_by_their_kind() -> None:
    def document(description: str) -> Document:
        doc = base()
        choice = [{"type": "string", "description": description}, {"type": "integer"}]
        doc["components"]["schemas"]["thing"]["properties"]["either"] = {"oneOf": choice}
        return doc

    assert [(change.names, change.after) for change in compare(document("Old."), document("New."))] == [
        (("Thing.either",), "New.")
    ]
    assert [(change.what, change.after) for change in compare(base(), document("New."))] == [
        ("field added", "one of integer, string")
    ]


def test_recursion_ends() -> None:
    def document(kind: str) -> Document:
        doc = base()
        schemas = doc["components"]["schemas"]
        schemas["loop"] = {"type": "array", "items": {"$ref": "#/components/schemas/loop"}}
        schemas["self"] = {"$ref": "#/components/schemas/self"}
        schemas["knot"] = {"allOf": [{"$ref": "#/components/schemas/knot"}, {"type": kind}]}
        schemas["thing"]["properties"] |= {
            name: {"$ref": f"#/components/schemas/{name}"} for name in ("loop", "self", "knot")
        }
        doc["paths"]["/v2/things/{name}"]["get"]["parameters"].append({"$ref": "#/components/parameters/self"})
        doc["components"]["parameters"] = {"self": {"$ref": "#/components/parameters/self"}}
        return doc

    assert [
        (change.names, change.before, change.after) for change in compare(document("string"), document("integer"))
    ] == [(("Thing.knot",), "string", "integer")]


def test_a_field_that_is_gone_names_its_likely_heir() -> None:
    told_of = told(("SCHEMA thing properties size", None), ("SCHEMA thing properties bytes", {"type": "integer"}))

    assert told_of[0] == ("BREAKING", "Thing.size", "field removed", "integer", "perhaps renamed to Thing.bytes")


def test_long_texts_show_where_they_differ() -> None:
    old = "The first words are the same. " * 8 + "Then it says this, and goes on. " * 8
    ((_, _, what, before, after),) = told(
        ("THING get summary", old),
    )

    assert what == "summary"
    assert (before, after[:25]) == ("Read a thing", "The first words are the s")
    new = base()
    new["paths"]["/v2/things/{name}"]["get"]["summary"] = old
    newer = copy.deepcopy(new)
    newer["paths"]["/v2/things/{name}"]["get"]["summary"] = old.replace("this", "that", 1)
    (change,) = compare(new, newer)
    assert "it says this, and" in change.before
    assert "it says that, and" in change.after
    assert (change.before[0], change.before[-1], len(change.before) < 110) == ("…", "…", True)


def test_documents_with_surprises_are_compared_all_the_same() -> None:
    new = base()
    new["components"]["schemas"]["thing"]["required"] = True
    new["components"]["schemas"]["thing"]["properties"]["size"] = "integer"
    new["paths"]["/v2/things/{name}"]["get"]["security"] = "bearer"
    del new["paths"]["/v2/things/{name}"]["put"]["responses"]

    assert {(change.names, change.what) for change in compare(base(), new)} == {
        (("Thing.name",), "required"),
        (("Thing.size",), "type"),
        (("hub.things.get()",), "credentials"),
    }


# --- version and changelog --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "path", "value", "proposed"),
    [
        ("0.1.0", "SCHEMA thing properties size", None, "0.2.0"),
        ("0.1.3", "SCHEMA thing properties more", STRING, "0.1.4"),
        ("0.1.3", "info version", "2", "0.1.4"),
        ("1.2.3", "SCHEMA thing properties size", None, "2.0.0"),
        ("1.2.3", "SCHEMA thing properties more", STRING, "1.3.0"),
        ("1.2.3", "THING get deprecated", True, "1.3.0"),
        ("1.2.3", "servers 0 url", "https://b.example", "1.2.4"),
        ("1.2", "info version", "2", "1.2.1"),
    ],
)
def test_the_gravest_change_decides_the_version(current: str, path: str, value: Any, proposed: str) -> None:
    assert propose(current, changes((path, value))).next == proposed


def test_without_changes_the_version_stays() -> None:
    assert propose("1.2.3", []).next == "1.2.3"
    assert changelog([]) == ""


def test_the_changelog_has_a_line_for_each_change() -> None:
    found = changes(
        ("SCHEMA thing properties size", None),
        ("SCHEMA thing properties kind type", "integer"),
        ("SCHEMA thing properties more", STRING),
        ("THING get deprecated", True),
        ("THING get summary", "Fetch a thing"),
        ("SCHEMA new properties label default", "x"),
    )

    assert changelog(found).splitlines() == [
        "### Removed",
        "",
        "- `Thing.size`: field removed (was integer)",
        "",
        "### Changed",
        "",
        "- **Breaking:** `Thing.kind`: type (string → integer)",
        "- `hub.things.replace(label=)`: default (x)",
        "- Docstrings follow Docker's descriptions.",
        "",
        "### Deprecated",
        "",
        "- `hub.things.get()`: deprecated",
        "",
        "### Added",
        "",
        "- `Thing.more`: field added (string)",
    ]


def test_what_is_no_longer_deprecated_reads_so() -> None:
    old = base()
    old["paths"]["/v2/things/{name}"]["get"]["deprecated"] = True

    assert [sentence(change) for change in compare(old, base())] == ["`hub.things.get()`: no longer deprecated"]

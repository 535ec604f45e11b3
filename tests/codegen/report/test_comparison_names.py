"""What the comparison tells of things that move, come and go, by the names that callers know."""

import copy
import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import attrs
import pytest

from codegen.report import wording
from codegen.write.build import DOCUMENT, Layout
from tests.codegen.report.small_client import (
    STRING,
    THING,
    Document,
    base,
    changes,
    client,
    compare,
    edited,
    told,
)


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


def test_a_new_field_is_breaking_if_it_is_required_of_what_is_sent() -> None:
    grade = ("SCHEMA part properties grade", STRING)
    optional, required = told(grade), told(grade, ("SCHEMA part required", ["grade"]))

    assert [(level, name) for level, name, *_ in optional] == [("ADDED", "Part.grade")]
    assert [(level, name) for level, name, *_ in required] == [("BREAKING", "Part.grade")]


def test_siblings_of_all_of_are_told_as_the_client_has_them() -> None:
    """Docker has written this twice: a schema that is another one and some fields of its own."""
    result = "THING get responses 200 content application/json schema"
    edits = [
        ("SCHEMA more", {"allOf": [THING], "properties": {"extra": STRING}, "title": "More"}),
        (result, {"$ref": "#/components/schemas/more"}),
    ]
    new = edited(*edits)
    fields = {field for model in client(new).models.values() for field in model.fields}

    added = any(change[1:3] == ("More", "model added") for change in told(*edits))

    assert added == ("extra" in fields)


def test_a_field_that_is_gone_names_its_likely_heir() -> None:
    told_of = told(("SCHEMA thing properties size", None), ("SCHEMA thing properties bytes", {"type": "integer"}))

    assert told_of[0] == ("BREAKING", "Thing.size", "field removed", "int | None", "perhaps renamed to Thing.bytes")


def test_what_only_command_line_and_mcp_show_is_told() -> None:
    ((level, name, what, _, after),) = told(("THING put x-idempotent", False))

    assert (level, name, what) == ("CHANGED", "hub.things.replace()", wording.COMMAND)
    assert '"idempotent": false' in after


def test_arguments_are_told_where_the_document_declares_them() -> None:
    parameters = {"view": {"in": "query", "name": "view", "description": "How.", "schema": STRING}}
    shared = ("components parameters", parameters)
    use = ("THING get parameters 0", {"$ref": "#/components/parameters/view"})
    found = [*changes(shared, use), *changes(("SCHEMA new properties label description", "What."))]

    assert {change.location for change in found if change.what == wording.DESCRIPTION} == {
        "$.components.parameters.view",
        "$.components.schemas.new.properties.label",
    }


def test_a_body_that_is_one_argument_is_shown_in_the_signature() -> None:
    new = base()
    body = {"content": {"application/json": {"schema": {"type": "array", "items": STRING}}}, "required": True}
    responses = {"204": {"description": "Done"}}
    new["paths"]["/v2/all"] = {
        "put": {"tags": ["things"], "operationId": "things_set_all", "requestBody": body, "responses": responses}
    }

    (change,) = compare(base(), new)

    assert change.after.startswith("(*, body) -> None")


def test_headers_and_cookies_are_told_where_the_document_declares_them() -> None:
    old = base()
    old["paths"]["/v2/things/{name}"]["get"]["parameters"] = [
        {"in": "header", "name": "X-Lang", "description": "In which language.", "schema": STRING},
        {"in": "cookie", "name": "theme", "description": "In which colours.", "schema": STRING},
    ]
    new = copy.deepcopy(old)
    for parameter in new["paths"]["/v2/things/{name}"]["get"]["parameters"]:
        parameter["description"] = "Anything."

    assert {(change.names, change.location) for change in compare(old, new)} == {
        (("hub.things.get(x_lang=)",), "$.paths['/v2/things/{name}'].get.parameters[0]"),
        (("hub.things.get(theme=)",), "$.paths['/v2/things/{name}'].get.parameters[1]"),
    }


def test_models_that_exchange_their_names_are_renamed_and_nothing_else() -> None:
    new = edited(("SCHEMA thing title", "Part"), ("SCHEMA part title", "Thing"))

    assert {(change.names, change.what) for change in compare(base(), new)} == {
        (("Thing",), wording.MODEL_RENAMED),
        (("Part",), wording.MODEL_RENAMED),
        (("hub.things.get()",), wording.DESCRIPTION_OF_RESULT),  # "The thing." becomes "The part."
    }


def test_long_texts_show_where_they_differ() -> None:
    old = "The first words are the same. " * 8 + "Then it says this, and goes on. " * 8
    one = edited(("THING get description", old))
    other = edited(("THING get description", old.replace("this", "that", 1)))

    (change,) = compare(one, other)

    assert "it says this, and" in change.before
    assert "it says that, and" in change.after
    assert (change.before[0], change.before[-1], len(change.before) < 110) == ("…", "…", True)


def test_long_texts_without_spaces_show_where_they_differ() -> None:
    address = "https://docs.example.com/" + "folder/" * 30
    one, other = (edited(("THING get description", f"See {address}{page}.")) for page in ("first", "second"))

    (change,) = compare(one, other)

    assert change.before.endswith("first.")
    assert change.after.endswith("second.")


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
    """Yield the operations, parameters and schemas of a document."""
    if isinstance(node, dict):
        if not names and {"type", "schema", "operationId", "allOf"} & node.keys():
            yield node
        for key, value in node.items():
            if names or key not in {"example", "examples", "default", "enum"}:
                yield from holders(value, names=key in {"properties", "parameters", "schemas"} and not names)
    elif isinstance(node, list):
        for item in node:
            yield from holders(item)


def test_an_operation_whose_path_loses_its_last_slash_is_the_same() -> None:
    old = base()
    old["paths"] = {"/v2/things/{name}/": old["paths"]["/v2/things/{name}"]}
    new = edited(("THING get operationId", "things_read"))

    told_of_get = {change.what for change in compare(old, new) if change.names[0].startswith("hub.things.get")}

    assert {"method renamed", "endpoint"} <= {change.what for change in compare(old, new)}
    assert "operation removed" not in told_of_get

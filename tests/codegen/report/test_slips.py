"""Examples, defaults and links that contradict the rest of a document are named."""

from typing import Any

import pytest

from codegen.plan import docstrings
from codegen.report import slips, wording_of_repairs
from tests.codegen.report.small_client import base

KIND = "#/components/schemas/thing/properties/x"


def found(change: dict[str, Any]) -> list[str]:
    document = base()
    document["components"]["schemas"]["thing"]["properties"]["x"] = change
    return slips.find(document, document)


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "string", "pattern": "^[a-z_]+$", "example": "release-manager"}, "does not match"),
        ({"type": "string", "enum": ["a", "b"], "example": "c"}, "is not one of"),
        ({"type": "integer", "minimum": 3, "exclusiveMinimum": True, "example": 3}, "minimum of 3"),
        ({"type": "integer", "maximum": 3, "exclusiveMaximum": False, "example": 4}, "maximum of 3"),
        ({"type": "string", "maxLength": 2, "example": "abc"}, "longer than 2"),
        ({"type": "string", "format": "date", "example": "2026-01-01T00:00:00Z"}, 'not a "date"'),
        ({"type": "string", "format": "uuid", "example": "x"}, 'not a "uuid"'),
        ({"type": "array", "maxItems": 1, "example": [1, 2]}, "has more than 1 item"),
    ],
)
def test_an_example_that_its_schema_does_not_allow_is_named(schema: dict[str, Any], reason: str) -> None:
    (line,) = found(schema)
    assert line.startswith(f"{KIND}/example: ")
    assert reason in line


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^[a-z]+$", "example": "manager"},
        {"type": "string", "nullable": True, "enum": ["a"], "example": None},
        {"type": "integer", "maximum": 3, "exclusiveMaximum": False, "example": 3},
        {"type": "string", "pattern": "(?P<x", "example": "a"},
        {"type": "object", "example": {"maximum": 1}, "properties": {"example": {"type": "string"}}},
    ],
)
def test_any_other_example_is_not(schema: dict[str, Any]) -> None:
    assert found(schema) == []


def test_examples_of_parameters_and_lists_of_examples_are_read() -> None:
    document = base()
    get = document["paths"]["/v2/things/{name}"]["get"]
    get["parameters"][0]["example"] = "z"
    document["components"]["schemas"]["order"] = {"type": "string", "enum": ["up"], "examples": ["up", "left"]}
    get["parameters"].append(
        {"in": "query", "name": "order", "schema": {"$ref": "#/components/schemas/order"}, "example": "down"}
    )

    assert [line.partition(": ")[0] for line in slips.find(document, document)] == [
        "#/paths/~1v2~1things~1%7Bname%7D/get/parameters/0/example",
        "#/paths/~1v2~1things~1%7Bname%7D/get/parameters/1/example",
        "#/components/schemas/order/examples",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "See [it](#operation/Things_get).",
            "#operation/Things_get leads nowhere in the document (perhaps things_get is",
        ),
        ('See <a href="#tag/things/operation/gone">it</a>.', "#tag/things/operation/gone leads nowhere"),
        ("See [them](#tag/thing).", "#tag/thing leads nowhere in the document (perhaps things is meant)"),
        ("See [it](#tag/things/operation/things_get) and [all](#tag/things), [more](#section/More).", ""),
    ],
)
def test_a_link_to_no_operation_or_tag_is_named(text: str, hint: str) -> None:
    document = base()
    document["tags"][0]["description"] = text

    lines = slips.find(document, document)

    assert [line.partition(": ")[0] for line in lines] == ["#/tags/0/description"] * bool(hint)
    assert all(hint in line for line in lines)


def test_a_link_may_name_an_operation_as_the_published_document_does() -> None:
    published, document = base(), base()
    document["paths"]["/v2/things/{name}"]["get"]["operationId"] = "other_name"
    document["tags"][0]["description"] = "See [it](#operation/things_get)."

    assert slips.find(document, published) == []


def test_an_operation_that_docker_has_on_another_host_is_named() -> None:
    published, document = base(), base()
    published["paths"]["/v2/things/{name}"]["put"]["servers"] = [{"url": "https://elsewhere.example"}]

    (line,) = slips.find(document, published)

    assert line.startswith(
        "#/paths/~1v2~1things~1%7Bname%7D/put: by Docker's document it is served by https://elsewhere"
    )
    assert slips.find(published, published) == []
    published["paths"]["/v2/things/{name}"]["servers"] = [{"url": "https://all.example"}]
    assert ["https://all.example" in each for each in slips.find(document, published)] == [True, False]


@pytest.mark.parametrize(
    ("text", "default", "stated"),
    [
        ("Items on a page. Defaults to 10. At most 100.", 25, "10"),
        ("Items on a page (default: `10`).", 25, "10"),
        ("The default value is 1,000.", 100, "1000"),
        ("Which come first, default 'name'.", "-name", "name"),
        ("Default is `true`.", False, "true"),
    ],
)
def test_a_default_that_the_text_states_otherwise_is_named(text: str, default: Any, stated: str) -> None:
    size: dict[str, Any] = {"in": "query", "name": "size", "description": text, "schema": {"default": default}}
    field: dict[str, Any] = {"description": text, "default": default}

    of_parameter = slips.find({"paths": {"/a": {"get": {"parameters": [size]}}}}, {})
    of_field = slips.find({"components": {"schemas": {"a": {"properties": {"b": field}}}}}, {})

    spelled = docstrings.spell_default(default)
    assert of_parameter == [
        wording_of_repairs.contradicting_default("#/paths/~1a/get/parameters/0/description", stated, spelled)
    ]
    assert of_field == [
        wording_of_repairs.contradicting_default("#/components/schemas/a/properties/b/description", stated, spelled)
    ]


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("Defaults to 10.", 10),
        ("Defaults to 1,000 items.", 1000),
        ("By default, the newest 10 come first.", 25),
        ("The default is the largest size.", 25),
        ("Default: `True`.", True),
        ("Default of 50% or default: 25.", 25),
        ("Defaults to 10.", 10.0),
    ],
)
def test_a_text_on_the_default_that_agrees_or_states_none_is_not_named(text: str, default: Any) -> None:
    field: dict[str, Any] = {"description": text, "default": default}

    assert slips.find({"components": {"schemas": {"a": {"properties": {"b": field}}}}}, {}) == []


def test_a_default_of_a_required_parameter_is_named() -> None:
    size: dict[str, Any] = {"in": "query", "name": "size", "required": True, "schema": {"default": 10}}

    assert slips.find({"paths": {"/a": {"get": {"parameters": [size]}}}}, {}) == [
        wording_of_repairs.needless_default("#/paths/~1a/get/parameters/0", "10")
    ]

"""Examples of whole bodies that their schemas do not allow are named, and no others."""

from typing import Any

import pytest

from codegen.report import body_examples, slips
from tests.codegen.report.small_client import base

MEDIA_TYPE = "#/paths/~1v2~1things~1%7Bname%7D/get/responses/200/content/application~1json"


def found(media_type: dict[str, Any], *, version: str = "3.0.3", **properties: Any) -> list[str]:
    document = {**base(), "openapi": version}
    thing = document["components"]["schemas"]["thing"]
    thing["properties"].update(properties)
    thing["required"] += [name for name in properties if name.startswith("needed")]
    document["paths"]["/v2/things/{name}"]["get"]["responses"]["200"]["content"]["application/json"].update(media_type)
    assert set(body_examples.find(document)) <= set(slips.find(document, document))
    return list(body_examples.find(document))


@pytest.mark.parametrize(
    ("example", "pointer", "reason"),
    [
        ({}, "/example", '"name" is a required property'),
        ({"name": 1}, "/example/name", 'is not of type "string"'),
        ({"name": "a", "parts": [{"weight": 1}, {"weight": "b"}]}, "/example/parts/1/weight", "is not of type"),
        ({"name": "a", "parts": [{"of": {"name": "b", "kind": "z"}}]}, "/example/parts/0/of/kind", "is not one of"),
        ({"name": None}, "/example/name", "null is not of type"),
        ([{"x": "y" * 300}], "/example", "…"),
    ],
)
def test_a_body_that_its_schema_does_not_allow_is_named(example: Any, pointer: str, reason: str) -> None:
    (line,) = found({"example": example})
    assert line.startswith(f"{MEDIA_TYPE}{pointer}: ")
    assert reason in line


def test_named_examples_are_read_and_only_some_errors_of_each_are_listed() -> None:
    parts = [{"weight": "x"}] * 7
    lines = found({"examples": {"a": {"value": {"name": "b"}}, "b": {"value": {"name": "b", "parts": parts}}}})
    assert [line.partition(": ")[0] for line in lines] == [
        f"{MEDIA_TYPE}/examples/b/value/parts/{index}/weight" for index in range(5)
    ]


@pytest.mark.parametrize(
    ("example", "properties"),
    [
        ({"name": "a", "more": 1}, {}),
        ({"name": "a", "x": None}, {"x": {"type": "string", "enum": ["b"], "nullable": True}}),
        ({"name": "a", "x": 4}, {"x": {"type": "integer", "minimum": 3, "exclusiveMinimum": True}}),
        ({"name": "a"}, {"needed": {"type": "string", "writeOnly": True}}),
        ({"name": "a"}, {"needed": {"type": "string", "readOnly": True}}),
        ({"name": "a", "x": {"weight": 1}}, {"x": {"$ref": "#/components/schemas/part", "minProperties": 5}}),
        ({"name": "a", "x": "b"}, {"x": {"type": "string", "pattern": "(?P<x"}}),
    ],
)
def test_any_other_body_is_not(example: Any, properties: dict[str, Any]) -> None:
    assert found({"example": example}, **properties) == []


def test_schemas_of_openapi_3_1_are_read_as_they_are() -> None:
    limits = {"x": {"type": ["integer", "null"], "exclusiveMinimum": 3}, "y": {"type": "string", "nullable": True}}
    assert found({"example": {"name": "a", "x": None, "y": None}}, version="3.1.0", **limits) == []
    (line,) = found({"example": {"name": "a", "x": 3}}, version="3.1.0", **limits)
    assert line.startswith(f"{MEDIA_TYPE}/example/x: ")


def test_a_body_without_schema_or_example_is_left_alone() -> None:
    document = base()
    body = document["paths"]["/v2/things/{name}"]["put"]["requestBody"]["content"]["application/json"]
    body.update({"examples": {"gone": {"$ref": "#/components/examples/gone"}, "far": {"externalValue": "x"}}})
    assert list(body_examples.find(document)) == []
    body.update(example={})
    del body["schema"]
    assert list(body_examples.find(document)) == []

"""Names in `required` that are no property of the schema, alone and as a part of others."""

from typing import Any

import pytest

from codegen.document import faults, required_names

NAME: dict[str, Any] = {"orgname": {"type": "string"}, "id": {"type": "string"}}
BASE = {"$ref": "#/components/schemas/base"}


def document(**schemas: Any) -> dict[str, Any]:
    info = {"title": "Hub", "version": "1"}
    return {"openapi": "3.0.3", "info": info, "paths": {}, "components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"required": ["id", "orgnmae"], "properties": NAME}, [(("required", 1), "orgnmae", "orgname")]),
        ({"required": ["OrgName"], "properties": NAME}, [(("required", 0), "OrgName", "orgname")]),
        ({"required": ["created_at"], "properties": NAME}, [(("required", 0), "created_at", "")]),
        (
            {"allOf": [{"properties": NAME}, {"required": ["orgnmae"]}]},
            [(("allOf", 1, "required", 0), "orgnmae", "orgname")],
        ),
        (
            {"items": {"required": ["orgnmae"], "properties": NAME}, "type": "array"},
            [(("items", "required", 0), "orgnmae", "orgname")],
        ),
    ],
    ids=["misspelled", "in other letters", "resembles none", "in a part", "of items"],
)
def test_a_required_name_that_is_no_property_is_told_with_the_one_that_it_resembles(schema: Any, expected: Any) -> None:
    at = ("components", "schemas", "org")
    assert list(required_names.find(document(org=schema))) == [((*at, *rest), *names) for rest, *names in expected]


@pytest.mark.parametrize(
    "schemas",
    [
        {"org": {"required": ["orgname"], "properties": NAME}},
        {"org": {"allOf": [BASE, {"required": ["orgname"]}]}, "base": {"properties": NAME}},
        {"org": {"allOf": [BASE], "properties": NAME}, "base": {"required": ["orgname"]}},
        {"org": {"properties": NAME, "anyOf": [{"required": ["id"]}, {"required": ["orgname"]}]}},
        {"org": {"required": ["other"], "properties": NAME, "additionalProperties": {"type": "string"}}},
        {"org": {"required": ["anything"]}},
        {"org": {"properties": {"required": {"type": "boolean"}, **NAME}, "required": ["required"]}},
        {"org": {"allOf": [{"$ref": "#/components/schemas/gone"}, {"required": ["id"], "properties": NAME}]}},
    ],
    ids=["own", "of a part", "of the whole", "in a choice", "any name", "no properties", "called required", "dangling"],
)
def test_a_name_that_a_part_or_the_whole_declares_is_a_property(schemas: Any) -> None:
    assert list(required_names.find(document(**schemas))) == []


@pytest.mark.parametrize(
    ("required", "fault", "meant"),
    [
        (["id", "orgnmae"], "orgnmae {}; it looks like orgname, which is not required", "orgname"),
        (["orgname", "orgnmae"], "orgnmae {}; it looks like orgname, which is required, too", ""),
        (["id", "created_at"], "created_at {}, and resembles none", ""),
    ],
)
def test_it_is_a_fault_of_the_whole_document(required: list[str], fault: str, meant: str) -> None:
    (each,) = faults.find(document(org={"type": "object", "required": required, "properties": NAME}))

    assert str(each) == f"components.schemas.org.required: {fault.format('is required, but is no property')}"
    assert (each.value, each.meant) == (required[1], meant)

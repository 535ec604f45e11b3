"""Schemas merged with what they refer to."""

from typing import Any

from codegen.document import merged_schemas


def test_keys_beside_a_reference_say_nothing_of_the_structure_in_3_0() -> None:
    thing: dict[str, Any] = {"properties": {"a": {}}}
    schema: dict[str, Any] = {"$ref": "#/components/schemas/Thing", "properties": {"b": {}}, "description": "One."}
    document: dict[str, Any] = {"openapi": "3.0.3", "components": {"schemas": {"Thing": thing}}}
    assert [*merged_schemas.object_properties(document, {**schema, "allOf": {}})] == ["a"]
    assert merged_schemas.merge(document, schema)["description"] == "One."
    assert [*merged_schemas.object_properties({**document, "openapi": "3.1.0"}, schema)] == ["a", "b"]

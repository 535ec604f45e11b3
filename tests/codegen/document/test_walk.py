"""The walk over a document visits its objects and schemas, in the order of the document, and never its data."""

from codegen.document.load import JSON
from codegen.document.walk import objects


def test_objects_are_visited_in_the_order_of_the_document() -> None:
    document: dict[str, JSON] = {
        "info": {"title": "T"},
        "paths": {"/a": {"get": {"parameters": [{"name": "n"}, "no object", {"name": "m"}]}}},
        "components": {"schemas": {"tag": {"type": "object"}}},
    }

    assert [location for location, _, _ in objects(document)] == [
        (),
        ("info",),
        ("paths", "/a"),
        ("paths", "/a", "get"),
        ("paths", "/a", "get", "parameters", 0),
        ("paths", "/a", "get", "parameters", 2),
        ("components",),
        ("components", "schemas", "tag"),
    ]


def test_only_schemas_are_marked_as_schemas() -> None:
    schema: JSON = {"type": "object", "properties": {"default": {"allOf": [{"type": "string"}]}}}
    document: dict[str, JSON] = {"components": {"schemas": {"tag": schema}}, "info": {"contact": {"name": "N"}}}

    assert [location for location, _, is_schema in objects(document) if is_schema] == [
        ("components", "schemas", "tag"),
        ("components", "schemas", "tag", "properties", "default"),
        ("components", "schemas", "tag", "properties", "default", "allOf", 0),
    ]


def test_examples_defaults_and_extensions_are_data() -> None:
    data: JSON = {"schema": {"type": "string"}}
    document: dict[str, JSON] = {
        "example": data,
        "default": [data],
        "enum": [data],
        "x-more": data,
        "paths": {"x-more": data},
    }

    assert [location for location, _, _ in objects(document)] == [()]

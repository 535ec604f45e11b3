"""Typed access to a document."""

from typing import Any

import pytest

from codegen.document import nodes
from codegen.errors import BuildError


class TestNodes:
    """Steps through a document that is not as expected."""

    def test_wrong_kinds_are_refused(self) -> None:
        with pytest.raises(BuildError, match="expected a mapping in the document, found 'x'"):
            nodes.mapping("x")
        with pytest.raises(BuildError, match=r"expected a list in the document, found \{\}"):
            nodes.sequence({})

    def test_missing_nodes_are_empty(self) -> None:
        assert (nodes.mapping(None), nodes.sequence(None), nodes.text(None)) == ({}, [], "")

    def test_keys_beside_a_reference_say_nothing_of_the_structure_in_3_0(self) -> None:
        thing: dict[str, Any] = {"properties": {"a": {}}}
        schema: dict[str, Any] = {"$ref": "#/components/schemas/Thing", "properties": {"b": {}}, "description": "One."}
        document: dict[str, Any] = {"openapi": "3.0.3", "components": {"schemas": {"Thing": thing}}}
        assert [*nodes.object_properties(document, {**schema, "allOf": {}})] == ["a"]
        assert nodes.flatten(document, schema)["description"] == "One."
        assert [*nodes.object_properties({**document, "openapi": "3.1.0"}, schema)] == ["a", "b"]

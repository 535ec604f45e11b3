"""Merges a schema with its `allOf`, its `$ref` and the siblings of that.

This module decides which schema wins for texts, defaults and limits. The types of values are reduced in
`plan/lowering`, which refuses contradictions.
"""

from codegen.document.load import JSON
from codegen.document.nodes import mapping, sequence
from codegen.document.refs import resolve

_STRUCTURE = frozenset({"allOf", "anyOf", "items", "oneOf", "properties"})


def object_properties(document: dict[str, JSON], schema: JSON) -> dict[str, dict[str, JSON]]:
    """Collect the properties of an object schema and of its `allOf`.

    Args:
        document: The whole document.
        schema: The schema, or a reference to it.

    Returns:
        The schemas of the properties by name, references followed but merged with what stands beside them.
    """
    return {
        name: merged(document, value)
        for part in composing_schemas(document, schema)
        for name, value in mapping(part.get("properties")).items()
    }


def merged(document: dict[str, JSON], schema: JSON) -> dict[str, JSON]:
    """Merge a schema, its reference and its `allOf` into one mapping.

    Keys of the schema itself win over keys of schemas that it includes; among those, the later one wins.

    Args:
        document: The whole document.
        schema: The schema, or a reference to it.

    Returns:
        A new mapping, in which to look up a description, an enumeration or a default.
    """
    together: dict[str, JSON] = {}
    for part in composing_schemas(document, schema):
        together |= {key: value for key, value in part.items() if key not in {"$ref", "allOf"}}
    return together


def composing_schemas(document: dict[str, JSON], schema: JSON) -> list[dict[str, JSON]]:
    """List the schemas that make up a schema.

    These are the target of its reference, the members of its `allOf`, then the schema itself.

    Args:
        document: The whole document.
        schema: The schema, or a reference to it.

    Returns:
        The mappings, unchanged and each once; a schema stands after the schemas that it includes.
    """
    reached: dict[int, dict[str, JSON]] = {}
    entered: set[int] = set()
    alone = str(document.get("openapi")).startswith("3.0")  # what stands beside a `$ref` says nothing of the structure

    def visit(node: JSON) -> None:
        part = node if isinstance(node, dict) else {}
        if id(part) in entered:
            return
        entered.add(id(part))
        if alone and "$ref" in part and _STRUCTURE & part.keys():
            part = {key: value for key, value in part.items() if key not in _STRUCTURE}
        if isinstance(reference := part.get("$ref"), str):
            visit(resolve(document, reference))
        for member in sequence(part.get("allOf")):
            visit(member)
        reached[id(node)] = part

    visit(schema)
    return list(reached.values())

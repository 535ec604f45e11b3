"""Merges a schema with its `allOf`, the target of its `$ref` and siblings.

This module decides which schema wins for texts, defaults and limits. `plan/lowering` reduces the types of values, and
refuses contradictions.
"""

from codegen.document.load import JSON
from codegen.document.nodes import mapping, sequence
from codegen.document.refs import resolve

_STRUCTURE = frozenset({"allOf", "anyOf", "items", "oneOf", "properties"})


def object_properties(document: dict[str, JSON], schema: JSON) -> dict[str, dict[str, JSON]]:
    """Collect the properties of an object schema and of its `allOf`.

    Args:
        document: The whole document.
        schema: The schema, or a reference to a schema.

    Returns:
        The schemas of the properties by name. Each is merged with the target of its `$ref` and with its `allOf`. If
        several of the schemas that `composing_schemas` lists declare a property, only the last declaration is used. The
        schema itself is the last of them.

    Raises:
        UnresolvedReferenceError: A `$ref` does not resolve.
        BuildError: An `allOf` is not a list, or `properties` is not a mapping.
    """
    return {
        name: merge(document, value)
        for part in composing_schemas(document, schema)
        for name, value in mapping(part.get("properties")).items()
    }


def merge(document: dict[str, JSON], schema: JSON) -> dict[str, JSON]:
    """Merge a schema with the target of its `$ref` and its `allOf`.

    The keys of the schema itself win over the keys of the schemas that it includes, except for keys beside a `$ref`
    that OpenAPI 3.0 ignores. Among included schemas, the last wins; of a schema that is included twice, the first place
    counts. Values are not merged: the `properties` of one schema replace those of another.

    Args:
        document: The whole document.
        schema: The schema, or a reference to a schema.

    Returns:
        A new mapping without `$ref` and `allOf`, from which to read a description, an enumeration or a default.

    Raises:
        UnresolvedReferenceError: A `$ref` does not resolve.
        BuildError: An `allOf` is not a list.
    """
    together: dict[str, JSON] = {}
    for part in composing_schemas(document, schema):
        together |= {key: value for key, value in part.items() if key not in {"$ref", "allOf"}}
    return together


def composing_schemas(document: dict[str, JSON], schema: JSON) -> list[dict[str, JSON]]:
    """List the schemas that make up a schema.

    These are the target of its `$ref`, the members of its `allOf`, and the schema itself.

    Args:
        document: The whole document.
        schema: The schema, or a reference to a schema.

    Returns:
        The schemas, each once. A schema follows the schemas that it includes, unless they also include it. A schema of
        OpenAPI 3.0 with a `$ref` is listed without `allOf`, `anyOf`, `items`, `oneOf` and `properties`, which have no
        meaning beside the `$ref`. A schema that is not a mapping, such as `true`, is listed as an empty mapping.

    Raises:
        UnresolvedReferenceError: A `$ref` does not resolve.
        BuildError: An `allOf` is not a list.
    """
    reached: dict[int, dict[str, JSON]] = {}
    entered: set[int] = set()
    siblings_ignored = str(document.get("openapi")).startswith("3.0")  # siblings of `$ref` only from 3.1 on

    def visit(node: JSON) -> None:
        part = node if isinstance(node, dict) else {}
        if id(part) in entered:
            return
        entered.add(id(part))
        if siblings_ignored and "$ref" in part and _STRUCTURE & part.keys():
            part = {key: value for key, value in part.items() if key not in _STRUCTURE}
        if isinstance(reference := part.get("$ref"), str):
            visit(resolve(document, reference))
        for member in sequence(part.get("allOf")):
            visit(member)
        reached[id(node)] = part

    visit(schema)
    return list(reached.values())

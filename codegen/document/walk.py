"""Iterates over the objects and schemas of a document, not over its data."""

from collections.abc import Iterator

from codegen.document.load import JSON, Location

_DATA = frozenset({"example", "examples", "default", "enum", "const"})
_NAMED_SCHEMAS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"})
_EXTENSIBLE = frozenset({"paths", "responses"})
_NAMED = _NAMED_SCHEMAS | _EXTENSIBLE | {
    *("callbacks", "content", "encoding", "headers", "links", "mapping", "parameters", "pathItems", "requestBodies"),
    *("scopes", "securitySchemes", "variables", "webhooks"),
}  # fmt: skip
"""Keys whose values are mappings by name. In these, a key such as `default`, `example` or `x-rate` is a name."""
_SCHEMAS = frozenset(
    {
        *("additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames"),
        *("schema", "then", "unevaluatedItems", "unevaluatedProperties"),
    }
)
_LISTED_SCHEMAS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_CONTAINERS = (dict, list)  # most values are neither, and lead to no object


def objects(document: JSON) -> Iterator[tuple[Location, dict[str, JSON], bool]]:
    """Iterate over the objects of a document, in its order.

    Examples, defaults, values of enumerations and extensions are data, and are skipped. A mapping that contains objects
    by name, such as `properties`, is not an object itself.

    Args:
        document: The document, or a part of it.

    Yields:
        The location, the object, and whether the object is a schema.
    """
    stack: list[tuple[Location, JSON, bool, bool]] = [((), document, False, False)]
    while stack:
        location, node, by_name, schemas = stack.pop()
        children: list[tuple[Location, JSON, bool, bool]] = []
        if isinstance(node, list):
            children = [
                ((*location, index), item, False, schemas)
                for index, item in enumerate(node)
                if isinstance(item, _CONTAINERS)
            ]
        elif isinstance(node, dict) and by_name:
            extensible = location[-1] in _EXTENSIBLE
            children = [
                ((*location, key), value, False, schemas)
                for key, value in node.items()
                if isinstance(value, _CONTAINERS) and not (extensible and key.startswith("x-"))
            ]
        elif isinstance(node, dict):
            yield location, node, schemas
            children = [
                ((*location, key), value, key in _NAMED and isinstance(value, dict), _holds_schemas(key, value))
                for key, value in node.items()
                if isinstance(value, _CONTAINERS) and key not in _DATA and not key.startswith("x-")
            ]
        stack.extend(reversed(children))


def _holds_schemas(key: str, value: JSON) -> bool:
    """Return whether a key of an object holds a schema, or schemas."""
    if isinstance(value, list):
        return key in _LISTED_SCHEMAS
    return key in _SCHEMAS or key in _NAMED_SCHEMAS

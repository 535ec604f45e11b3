"""Walks a document: its objects and schemas, but not the data in it."""

from collections.abc import Iterator

from codegen.document.load import JSON, Location

_DATA = frozenset({"example", "examples", "default", "enum", "const"})
_NAMED_SCHEMAS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"})
_EXTENSIBLE = frozenset({"paths", "responses"})
_NAMED = _NAMED_SCHEMAS | _EXTENSIBLE | {
    *("callbacks", "content", "encoding", "headers", "links", "mapping", "parameters", "pathItems", "requestBodies"),
    *("scopes", "securitySchemes", "variables", "webhooks"),
}  # fmt: skip
"""Keys of mappings by name: a name may well be `default`, `example` or `x-rate`."""
_SCHEMAS = frozenset(
    {
        *("additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames"),
        *("schema", "then", "unevaluatedItems", "unevaluatedProperties"),
    }
)
_LISTED_SCHEMAS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})


def objects(document: JSON) -> Iterator[tuple[Location, dict[str, JSON], bool]]:
    """Yield every object of a document, in its order.

    Examples, defaults, values of enumerations and extensions are data, and are skipped; so are mappings that only hold
    objects by name.

    Args:
        document: The document.

    Yields:
        The location, the object, and whether it is a schema.
    """
    stack: list[tuple[Location, JSON, bool, bool]] = [((), document, False, False)]
    while stack:
        location, node, by_name, schemas = stack.pop()
        children: list[tuple[Location, JSON, bool, bool]] = []
        if isinstance(node, list):
            children = [((*location, index), item, False, schemas) for index, item in enumerate(node)]
        elif isinstance(node, dict) and by_name:
            extensible = location[-1] in _EXTENSIBLE
            children = [
                ((*location, key), value, False, schemas)
                for key, value in node.items()
                if not (extensible and key.startswith("x-"))
            ]
        elif isinstance(node, dict):
            yield location, node, schemas
            children = [
                ((*location, key), value, key in _NAMED and isinstance(value, dict), _holds_schemas(key, value))
                for key, value in node.items()
                if key not in _DATA and not key.startswith("x-")
            ]
        stack.extend(reversed(children))


def _holds_schemas(key: str, value: JSON) -> bool:
    if isinstance(value, list):
        return key in _LISTED_SCHEMAS
    return key in _SCHEMAS or key in _NAMED_SCHEMAS

"""Finds names in `required` of schemas that no property has."""

from collections.abc import Iterator
from difflib import get_close_matches

import attrs

from codegen.document.load import JSON, Location
from codegen.document.refs import UnresolvedReferenceError, resolve
from codegen.document.walk import objects

_LISTS = ("allOf", "anyOf", "oneOf")
_PARTS = ("if", "then", "else", "not")
_OPEN = ("additionalProperties", "patternProperties", "propertyNames", "unevaluatedProperties")
"""Keys by which a schema may have properties of any name, unless their value is `false` or empty."""
_MIN_RATIO = 0.75  # similarity of names, from 0 to 1


@attrs.define
class _Properties:
    """The properties of the schemas that a schema is a part of."""

    names: set[str] = attrs.field(factory=set[str])
    is_open: bool = False


def find(document: dict[str, JSON]) -> Iterator[tuple[Location, str, str]]:
    """Find the names that schemas require, and that are no property.

    A property counts if the schema has it, or any schema that includes the schema, such as by `allOf`, or any part of
    these. A schema without properties, or with properties of any name, may require every name.

    Args:
        document: The whole document.

    Yields:
        The location of the name in `required`, the name, and the name of the property that it resembles. The latter is
        empty if no property resembles it.
    """
    properties = _properties(document)
    for location, schema, is_schema in objects(document):
        required = schema.get("required")
        of_schema = properties.get(id(schema), _Properties())
        if not is_schema or not isinstance(required, list) or of_schema.is_open or not of_schema.names:
            continue
        by_lower_case = {name.lower(): name for name in sorted(of_schema.names)}
        for index, name in enumerate(required):
            if isinstance(name, str) and name not in of_schema.names:
                similar = get_close_matches(name.lower(), by_lower_case, n=1, cutoff=_MIN_RATIO)
                yield (*location, "required", index), name, by_lower_case[similar[0]] if similar else ""


def _properties(document: dict[str, JSON]) -> dict[int, _Properties]:
    """Collect the properties that count for each schema, by its `id`."""
    properties: dict[int, _Properties] = {}
    for _, schema, is_schema in objects(document):
        parts = list(_parts(document, schema)) if is_schema else []
        owned = [part.get("properties") for part in parts]
        names = {name for each in owned if isinstance(each, dict) for name in each}
        is_open = any(part.get(key) for part in parts for key in _OPEN)
        for part in parts:
            of_part = properties.setdefault(id(part), _Properties())
            of_part.names |= names
            of_part.is_open |= is_open
    return properties


def _parts(document: dict[str, JSON], schema: JSON) -> Iterator[dict[str, JSON]]:
    """Yield a schema and all schemas that it includes, each once."""
    entered: set[int] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict) or id(part) in entered:
            continue
        entered.add(id(part))
        yield part
        waiting += [part.get(key) for key in _PARTS]
        lists = [part.get(key) for key in _LISTS]
        waiting += [each for members in lists if isinstance(members, list) for each in members]
        if isinstance(reference := part.get("$ref"), str):
            try:
                waiting.append(resolve(document, reference))
            except UnresolvedReferenceError:
                continue

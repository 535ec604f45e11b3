"""Finds examples of whole bodies that their schemas do not allow."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at, pointer
from codegen.document.walk import objects
from codegen.errors import BuildError
from codegen.report import wording_of_repairs as wording

_MAX_ERRORS = 5  # of an example that are listed
_MAX_LENGTH = 200  # characters of the reason, which quotes a value
_EXCLUSIVE = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_READ = ("components", "paths")
"""Keys of a document to which references of its schemas lead."""


def find(document: dict[str, JSON]) -> Iterator[str]:
    """Find the examples of media types that contradict their schemas.

    A property that only requests or only responses have may be missing, although it is required.

    Args:
        document: The patched document, which is valid.

    Yields:
        A line for each value of an example that the schema does not allow, at most 5 for an example.
    """
    bodies = list(_bodies(document))
    read = _as_json_schema(document) if bodies else {}
    for location, examples in bodies:
        schema = node_at(read, (*location, "schema"))
        try:
            validator = jsonschema_rs.Draft202012Validator({**nodes.mapping(schema), **read}, validate_formats=True)
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError):
            continue  # a pattern that the validator cannot read
        for key, value in examples:
            for error in itertools.islice(validator.iter_errors(value), _MAX_ERRORS):
                reason = error.message
                reason = reason if len(reason) <= _MAX_LENGTH else f"{reason[:_MAX_LENGTH]}…"
                yield wording.contradicting_example(pointer((*location, *key, *error.instance_path)), reason)


def _bodies(document: dict[str, JSON]) -> Iterator[tuple[Location, list[tuple[Location, JSON]]]]:
    """Yield the location of each media type with its examples."""
    for location, node, is_schema in objects(document):
        if is_schema or location[-2:-1] != ("content",) or not isinstance(node.get("schema"), dict):
            continue
        examples: list[tuple[Location, JSON]] = [(("example",), node["example"])] if "example" in node else []
        for name, named in nodes.mapping(node.get("examples")).items():
            example = _followed(document, named)
            examples += [(("examples", name, "value"), example["value"])] if "value" in example else []
        if examples:
            yield location, examples


def _followed(document: dict[str, JSON], node: JSON) -> dict[str, JSON]:
    try:
        return nodes.follow(document, node)
    except BuildError:
        return {}


def _as_json_schema(document: dict[str, JSON]) -> dict[str, JSON]:
    """Return the parts of a document that have schemas, as JSON Schema."""
    is_old = not nodes.text(document.get("openapi")).startswith("3.1")
    read: dict[str, Any] = {key: _copy(document[key]) for key in _READ if key in document}
    for _, node, is_schema in objects(read):
        if is_schema:
            _demand_nothing_of_one_direction(node)
            if is_old:
                _translate(node)
            _allow_null(node)  # documents of 3.1 may still say `nullable`, and the build reads it
    return read


def _copy(node: JSON) -> JSON:
    """Copy a node, and what YAML repeats by an alias once for each use."""
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(value) for value in node] if isinstance(node, list) else node


def _demand_nothing_of_one_direction(schema: dict[str, JSON]) -> None:
    """Remove from `required` what only requests or only responses have."""
    properties = nodes.mapping(schema.get("properties"))
    if isinstance(schema.get("required"), list):
        schema["required"] = [
            name for name in nodes.sequence(schema["required"]) if not _is_of_one_direction(properties.get(str(name)))
        ]


def _is_of_one_direction(schema: JSON) -> bool:
    described: Mapping[str, JSON] = schema if isinstance(schema, dict) else {}
    return described.get("readOnly") is True or described.get("writeOnly") is True


def _translate(schema: dict[str, JSON]) -> None:
    """Write a schema of OpenAPI 3.0 as one of JSON Schema."""
    if "$ref" in schema:  # what stands beside it has no meaning
        reference = schema["$ref"]
        schema.clear()
        schema["$ref"] = reference
        return
    for exclusive, inclusive in _EXCLUSIVE:
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and inclusive in schema:
            schema[exclusive] = schema.pop(inclusive)


def _allow_null(schema: dict[str, JSON]) -> None:
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list):
            schema["enum"] = [*nodes.sequence(schema["enum"]), None]

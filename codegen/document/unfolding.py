"""Copies targets of references to where they are used, for validation."""

import copy
from collections.abc import Mapping
from typing import cast

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at, references, target

_HOLDERS = {
    "parameters": "parameters",
    "responses": "responses",
    "headers": "headers",
    "links": "links",
    "callbacks": "callbacks",
    "paths": "pathItems",
}
"""The key of `components` for the type of the objects in a list or mapping, by the name of that list or mapping."""


def unfold(document: dict[str, JSON]) -> tuple[dict[str, JSON], Mapping[Location, Location]]:
    """Replace references that do not lead to a component of the right type.

    A component of the right type is validated at its own location. Any other target, such as a schema inside a path or
    a component of another type, is validated as a copy at the location of the reference. If several references lead to
    such a target, and expect the same type of object there (schema, parameter, response), only the first is replaced.
    A copy of a schema also gets the keys beside the `$ref`. OpenAPI 3.1 applies both; OpenAPI 3.0 ignores these keys,
    but they are copied from its documents too.

    Args:
        document: The document, which is not changed. All its references resolve.

    Returns:
        The document to validate, and the location of each replaced reference with the location of its target. Some of
        these references are missing in the returned document: those inside the keys beside another `$ref` whose copy
        did not get these keys.
    """
    seen: set[tuple[str, Location]] = set()
    replaced: dict[Location, Location] = {}
    for location, reference in references(document):
        kind, target_location = _component_kind(location), target(document, reference)
        if target_location[:-1] != ("components", kind) and (kind, target_location) not in seen:
            seen.add((kind, target_location))
            replaced[location] = target_location
    if not replaced:
        return document, replaced
    copied = copy.deepcopy(document)
    without_siblings: list[Location] = []
    for location, target_location in sorted(replaced.items(), key=lambda each: len(each[0])):
        if any(location[: len(outer)] == outer for outer in without_siblings):
            continue  # it was beside an outer `$ref` that was replaced without the keys beside it
        holder = cast("dict[str | int, JSON]", node_at(copied, location[:-1]))  # a list is used in the same way
        referring, content = nodes.mapping(holder[location[-1]]), copy.deepcopy(node_at(document, target_location))
        if _component_kind(location) == "schemas" and isinstance(content, dict):
            content |= {key: value for key, value in referring.items() if key != "$ref"}
        else:
            without_siblings.append(location)
        holder[location[-1]] = content
    return copied, replaced


def _component_kind(location: Location) -> str:
    """Return the key of `components` for the type of object at a location."""
    if location[-1:] == ("requestBody",):
        return "requestBodies"
    if location[:1] == ("components",) and len(location) == len(("components", "kind", "name")):
        return str(location[1])
    holder = str(location[-2]) if len(location) > 1 else ""
    return _HOLDERS.get(holder, "schemas")

"""Copies targets of references to where they are used, for validation."""

import copy
from collections.abc import Mapping
from typing import cast

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
"""What the members of a list or mapping are, as `components` calls them."""


def unfolded(document: dict[str, JSON]) -> tuple[dict[str, JSON], Mapping[Location, Location]]:
    """Replace references that do not lead to a component of the right type.

    A component is validated at its own location. Any other target, such as a schema inside of a path or a component of
    another type, is validated as a copy at the location of the reference, once for each type.

    Args:
        document: The document, whose references all resolve; it is not changed.

    Returns:
        The document to validate, and the targets of the replaced references by location.
    """
    seen: set[tuple[str, Location]] = set()
    replaced: dict[Location, Location] = {}
    for location, reference in references(document):
        kind, target_location = _kind(location), target(document, reference)
        if target_location[:-1] != ("components", kind) and (kind, target_location) not in seen:
            seen.add((kind, target_location))
            replaced[location] = target_location
    if not replaced:
        return document, replaced
    copied = copy.deepcopy(document)
    for location, target_location in replaced.items():
        holder = cast("dict[str | int, JSON]", node_at(copied, location[:-1]))  # or a list, used in the same way
        holder[location[-1]] = copy.deepcopy(node_at(document, target_location))
    return copied, replaced


def _kind(location: Location) -> str:
    """Name the type of component that belongs at a location."""
    if location[-1:] == ("requestBody",):
        return "requestBodies"
    if location[:1] == ("components",) and len(location) == len(("components", "kind", "name")):
        return str(location[1])
    holder = str(location[-2]) if len(location) > 1 else ""
    return _HOLDERS.get(holder, "schemas")

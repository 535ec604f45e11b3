"""Puts the targets of references in their place, for validation there."""

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
    """Replace references that lead to no component of the kind wanted.

    A component is checked where it stands. What stands anywhere else, such as a schema inside of a path, or a component
    of another kind, is checked where it is wanted, once for each kind.

    Args:
        document: The document, whose references all lead somewhere; it stays as it is.

    Returns:
        The document to check, and where the replaced references lead, by their locations.
    """
    seen: set[tuple[str, Location]] = set()
    replaced: dict[Location, Location] = {}
    for location, reference in references(document):
        kind, place = _kind(location), target(document, reference)
        if place[:-1] != ("components", kind) and (kind, place) not in seen:
            seen.add((kind, place))
            replaced[location] = place
    if not replaced:
        return document, replaced
    copied = copy.deepcopy(document)
    for location, place in replaced.items():
        holder = cast("dict[str | int, JSON]", node_at(copied, location[:-1]))  # or a list, used in the same way
        holder[location[-1]] = copy.deepcopy(node_at(document, place))
    return copied, replaced


def _kind(location: Location) -> str:
    """Tell what belongs at a location, in the words of `components`."""
    if location[-1:] == ("requestBody",):
        return "requestBodies"
    if location[:1] == ("components",) and len(location) == len(("components", "kind", "name")):
        return str(location[1])
    holder = str(location[-2]) if len(location) > 1 else ""
    return _HOLDERS.get(holder, "schemas")

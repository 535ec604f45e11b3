"""Writes the targets of overlay actions that are to select some locations."""

import re
from collections.abc import Iterator, Sequence

from codegen.document import nodes, overlay, refs
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action
from codegen.report.adaptations import with_keys


def cover(action: Action, locations: Sequence[Location], document: dict[str, JSON]) -> list[tuple[str, int]]:
    """Write targets that together select some locations.

    Args:
        action: An action, whose target is kept or shortened if possible.
        locations: The locations that the targets must select.
        document: The document that has the locations.

    Returns:
        Each target with the number of locations that it selects. There is a single target if possible; else, if the
        target of the action selects several of the locations and nothing else, that target and targets for the rest. A
        rest is selected by one target for the locations below each parent, or one for each location if a target cannot
        list their keys.
    """
    targets = [without_what_is_gone(action, document), _narrow(action, locations, document)]
    selected = [overlay.selected_locations(with_keys(action, target=target), document) for target in targets]
    for target, there in zip(targets, selected, strict=True):
        if set(there) == set(locations):
            return [(target, len(locations))]
    if len(selected[0]) > 1 and set(selected[0]) <= set(locations):
        rest = [location for location in locations if location not in selected[0]]
        return [(targets[0], len(selected[0])), *_by_parent(rest, document)]
    return list(_by_parent(locations, document))


def without_what_is_gone(action: Action, document: dict[str, JSON]) -> str:
    """Remove the names that select nothing from lists of names in a target.

    Args:
        action: Any action of an overlay.
        document: The document in which the target selects nodes.

    Returns:
        The action's target without these names.
    """
    target = action.target
    locations = overlay.selected_locations(action, document)
    for name in re.findall(r"'[^']*'", target):
        for shorter in _without_name(target, name):
            if overlay.selected_locations(with_keys(action, target=shorter), document) == locations:
                target = shorter
                break
    return target


def json_path(location: Location, document: dict[str, JSON]) -> str:
    """Write a location as the target of an action.

    A parameter or a tag has its name in the place of its index, unless the name has a quotation mark or a backslash.
    If several have this name, the target selects them all.

    Args:
        location: Location of a node.
        document: The document that has the node.
    """
    key = "tags" if location[:1] == ("tags",) else "parameters"
    if location[:1] not in {("paths",), ("tags",)} or key not in location[:-1]:
        return refs.json_path(location)
    index = location.index(key) + 1
    name = nodes.mapping(refs.node_at(document, location[: index + 1])).get("name")
    if isinstance(name, str) and not {"'", "\\"} & {*name}:
        above, below = refs.json_path(location[:index]), refs.json_path(location[index + 1 :])
        return f"{above}[?@.name == '{name}']{below.removeprefix('$')}"
    return refs.json_path(location)


def _by_parent(locations: Sequence[Location], document: dict[str, JSON]) -> Iterator[tuple[str, int]]:
    """Yield targets for the locations below each parent, and their numbers."""
    by_parent: dict[Location, list[Location]] = {}
    for location in locations:
        by_parent.setdefault(location[:-1], []).append(location)
    for siblings in by_parent.values():
        names = [location[-1] for location in siblings]
        if len(siblings) > 1 and all(isinstance(name, str) and "'" not in name and "\\" not in name for name in names):
            quoted = ", ".join(f"'{name}'" for name in names)
            yield f"{json_path(siblings[0][:-1], document)}[{quoted}]", len(names)
        else:
            yield from ((json_path(location, document), 1) for location in siblings)


def _narrow(action: Action, locations: Sequence[Location], document: dict[str, JSON]) -> str:
    """Remove names from a target as long as it selects the locations."""
    target = action.target
    for name in re.findall(r"'[^']*'", target):
        for shorter in _without_name(target, name):
            if set(locations) <= set(overlay.selected_locations(with_keys(action, target=shorter), document)):
                target = shorter
                break
    return target


def _without_name(target: str, name: str) -> Iterator[str]:
    """Yield a target without a name in one of its lists of names.

    Args:
        target: JSONPath, such as `$.paths['/a']['get', 'put']`.
        name: Name in the list, with its quotes, such as `'put'`.

    Yields:
        The shorter targets: without the name and the comma after it, and without the name and the comma before it.
    """
    for gone in (rf"{re.escape(name)}\s*,\s*", rf",\s*{re.escape(name)}"):
        shorter = re.sub(gone, "", target, count=1)
        if shorter != target:
            yield shorter

"""Finds what an overlay action replaces although Docker has changed it."""

from collections.abc import Iterator

import attrs

from codegen.document import nodes, refs
from codegen.document.expectations import facts, same, show
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action
from codegen.errors import BuildError
from codegen.report.moves import Moves

_Keys = tuple[str, ...]
_Node = tuple[dict[str, JSON], Location]


@attrs.frozen
class Replaced:
    """A value that an action replaces, and that Docker has changed.

    Attributes:
        keys: Keys from the selected node to the value that the action replaces.
        value: That value in the new document.
        expected: JSONPath and present value, as text, of the smallest part that Docker has changed: in the replaced
            value, or in the target of its reference.
        actual: New value of this part, as text.
    """

    keys: _Keys
    value: JSON
    expected: str
    actual: str


def find(action: Action, old: _Node, new: _Node, moves: Moves) -> list[Replaced]:
    """Find the changed values that an action replaces at a location.

    An action replaces the node that it removes, and each reference in whose place it writes something else. `x-before`
    does not state the whole node, nor the targets of references, so the action still fits if Docker has repaired there
    what the action repairs. Targets that remain within reach of what the action writes are not replaced, nor are the
    targets of references inside of a removed node. Other words, examples and marks are no change.

    Args:
        action: The action, which fits the new document.
        old: The present document, patched by the actions before this action, and the location of the node in it.
        new: The new document, patched by the same actions, and the location of the node in it.
        moves: The renamed parts of the new document.

    Returns:
        The changed values; at most one for the removed node, or for each replaced reference.
    """
    before, now = old[0], new[0]
    kept = _targets(before, action.update)
    changed: list[Replaced] = []
    for keys, value in _replaced(refs.node_at(*old), action.update):
        if not isinstance(value, dict):
            continue  # `x-before` states such a value: if Docker changes it, the action does not fit
        there = _node_at(now, (*new[1], *keys))
        pairs: list[tuple[Location, JSON, JSON]] = [((*new[1], *keys), value, there)] if action.remove else []
        for name in sorted(_targets(before, value) - kept) if "$ref" in value else ():
            location = _location(now, str(moves.rename(name)))
            pairs += (
                [(location, _node_at(before, _location(before, name)), _node_at(now, location))] if location else []
            )
        for location, mine, theirs in pairs:
            if not same(facts(moves.rename(mine)), facts(theirs)):
                path, former, now_there = _part(location, moves.rename(mine), theirs)
                changed.append(Replaced(keys, there, f"{refs.json_path(path)} = {show(former)}", show(now_there)))
                break
    return changed


def _part(location: Location, mine: JSON, theirs: JSON) -> tuple[Location, JSON, JSON]:
    """Find the smallest part of two values with all their differences."""
    while isinstance(mine, dict) and isinstance(theirs, dict):
        first, second = nodes.mapping(facts(mine)), nodes.mapping(facts(theirs))
        differing = [key for key in first.keys() | second.keys() if not same(first.get(key), second.get(key))]
        if len(differing) != 1 or not first.keys() & second.keys() & set(differing):
            break
        (key,) = differing
        location, mine, theirs = (*location, key), mine[key], theirs[key]
    return location, mine, theirs


def _replaced(node: JSON, update: JSON, keys: _Keys = ()) -> Iterator[tuple[_Keys, JSON]]:
    """Yield the removed node, or the references that an update overwrites."""
    if update is None:
        yield keys, node
    elif isinstance(node, dict) and isinstance(update, dict):
        for key in node.keys() & update.keys():
            if key == "$ref" and node[key] != update[key]:
                yield (*keys, key), {key: node[key]}
            else:
                yield from _replaced(node[key], update[key], (*keys, key))


def _targets(document: dict[str, JSON], node: JSON) -> set[str]:
    """Return the references in a node, and those in their targets."""

    def in_target(name: str) -> list[str]:
        return [inner for _, inner in refs.references(_node_at(document, _location(document, name)))]

    return refs.reachable(node, in_target)


def _location(document: dict[str, JSON], reference: str) -> Location:
    """Return the location that a reference names; empty if it names none."""
    try:
        return refs.first_location(document, reference)
    except BuildError:
        return ()


def _node_at(document: dict[str, JSON], location: Location) -> JSON:
    """Return the node at a location below the root; `None` if there is none."""
    return refs.find_node(document, location) if location else None

"""Finds actions of the overlay with values that Docker has changed."""

from collections.abc import Iterator, Sequence

import attrs

from codegen.document import nodes, refs, walk
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action

_MIN_VALUES = 2
"""Smallest number of values that are taken for those of another enumeration."""


@attrs.frozen
class ChangedValues:
    """An enumeration of Docker's document with other values now.

    Attributes:
        location: Location of its schema, which is the same in both documents.
        before: The values in the present document.
        after: The values in the new document.
    """

    location: Location
    before: Sequence[JSON]
    after: Sequence[JSON]


def find_changed(before: dict[str, JSON], published: dict[str, JSON]) -> list[ChangedValues]:
    """Find the enumerations of several values that have other values now.

    Args:
        before: The present published document.
        published: The new published document.

    Returns:
        The enumerations, in the order of the present document.
    """
    changed: list[ChangedValues] = []
    for location, schema, _ in walk.objects(before):
        there = refs.find_node(published, location)
        values, now = (each.get("enum") if isinstance(each, dict) else None for each in (schema, there))
        if not isinstance(values, list) or not isinstance(now, list) or len(values) < _MIN_VALUES:
            continue
        if _set(values) != _set(now):
            changed.append(ChangedValues(location, values, now))
    return changed


def find_repeating(changed: Sequence[ChangedValues], actions: Sequence[Action]) -> list[tuple[ChangedValues, Action]]:
    """Find the actions that list exactly the values which an enumeration had.

    Args:
        changed: The enumerations that have changed.
        actions: The actions of the overlay after their edits.

    Returns:
        Each enumeration with each action that writes its present values for another schema.
    """
    return [
        (each, action)
        for each in changed
        for action in actions
        if not action.target.startswith(refs.json_path(each.location))
        if any(_set(values) == _set(each.before) for values in _enumerations(action.update))
    ]


def _enumerations(node: JSON) -> Iterator[Sequence[JSON]]:
    """Yield the lists of values in a value that an action writes."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "enum" and isinstance(value, list):
                yield value
            else:
                yield from _enumerations(value)
    elif isinstance(node, list):
        for item in nodes.sequence(node):
            yield from _enumerations(item)


def _set(values: Sequence[JSON]) -> frozenset[str]:
    return frozenset(map(repr, values))

"""Decides from `$ref`, name or URL which items of two lists are equal."""

import json
from collections.abc import Iterator, Sequence

import attrs

from codegen.document.load import JSON, Location

_IDENTIFYING_KEYS = (("$ref",), ("in", "name"), ("name",), ("url",))
"""Keys whose values identify an object in its list. Of these groups, the first that the object has is used."""
Identity = str
"""Text that is equal for the same item of two lists."""


@attrs.frozen(kw_only=True)
class Matched:
    """The items of two lists, matched with each other.

    Attributes:
        pairs: Index in the old list and index in the new list of each item that both have, in the order of the new
            list.
        removed: Indices of the items that only the old list has.
        added: Indices of the items that only the new list has.
    """

    pairs: Sequence[tuple[int, int]]
    removed: Sequence[int]
    added: Sequence[int]

    @property
    def is_reordered(self) -> bool:
        """Whether the items that both lists have are in another order."""
        return [old for old, _ in self.pairs] != sorted(old for old, _ in self.pairs)


def match(old: Sequence[JSON], new: Sequence[JSON]) -> Matched:
    """Match the items of a list with those of its next version.

    Equal items are matched first, then items of the same identity. Last, objects and lists without an identity are
    matched, the most similar first.

    The identity of an object is the first of these that it has: the text of a reference, the location and name of a
    parameter, the name of a tag, the URL of a server, or the names of the schemes of a security requirement.

    Args:
        old: The list.
        new: The next version of the list.

    Returns:
        The pairs of indices, and the indices of the items without a counterpart.
    """
    pairs: list[tuple[int, int]] = []
    for key_of in (_text, identity):
        pairs += _matching([key_of(item) for item in old], [key_of(item) for item in new], pairs)
    rest_old, rest_new = _unmatched_indices(len(old), len(new), pairs)
    candidates = sorted(
        (-likeness, before, after)
        for before in rest_old
        for after in rest_new
        if identity(old[before]) is None and identity(new[after]) is None
        if (likeness := _likeness(old[before], new[after])) > 0
    )
    for _, before, after in candidates:
        if all(before != other and after != another for other, another in pairs):
            pairs.append((before, after))
    removed, added = _unmatched_indices(len(old), len(new), pairs)
    return Matched(pairs=sorted(pairs, key=lambda pair: pair[1]), removed=removed, added=added)


def identity(item: JSON) -> Identity | None:
    """Return the text that identifies an item in its list.

    Args:
        item: An item of a list in a document.

    Returns:
        The text, which is equal for the same item of another list; `None` for a list, and for an object that nothing
        identifies.
    """
    if not isinstance(item, dict):
        return None if isinstance(item, list) else _text(item)
    for keys in _IDENTIFYING_KEYS:
        if all(isinstance(item.get(key), str) for key in keys):
            return json.dumps([item[key] for key in keys])
    if item and all(isinstance(scopes, list) for scopes in item.values()):  # a security requirement
        return json.dumps(sorted(item))
    return None


def with_identities(document: JSON, location: Location) -> Location:
    """Replace the indices in a location by the identities of the items.

    Args:
        document: The document to which the location belongs.
        location: A location in the document.

    Returns:
        A location that does not depend on the order of lists whose items have identities. Steps that the document does
        not have, and indices of items without an identity, are not changed.
    """
    steps: list[str | int] = []
    node: JSON = document
    for step in location:
        name: Identity | None = None
        if isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
            name = identity(node)
        else:
            node = node.get(str(step)) if isinstance(node, dict) else None
        steps.append(step if name is None else name)
    return tuple(steps)


def _matching(
    old: Sequence[Identity | None], new: Sequence[Identity | None], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield further pairs of the same identity, in the order of both lists."""
    rest_old, rest_new = _unmatched_indices(len(old), len(new), pairs)
    waiting: dict[Identity, list[int]] = {}
    for index in rest_old:
        if (name := old[index]) is not None:
            waiting.setdefault(name, []).append(index)
    for index in rest_new:
        name = new[index]
        if name is not None and waiting.get(name):
            yield waiting[name].pop(0), index


def _unmatched_indices(old: int, new: int, pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    before, after = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return [index for index in range(old) if index not in before], [index for index in range(new) if index not in after]


def _likeness(old: JSON, new: JSON) -> float:
    """Estimate how much two objects or lists resemble each other.

    Returns:
        For objects, the share of the keys that both have; a key with another value counts half. For lists, the number
        of common items plus one, divided by the number of items of the longer list plus one. For other values, 0.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        equal = sum(_text(old[key]) == _text(new[key]) for key in old.keys() & new.keys())
        return (equal + len(old.keys() & new.keys())) / (2 * max(len(old.keys() | new.keys()), 1))
    if isinstance(old, list) and isinstance(new, list):
        return (1 + sum(item in new for item in old)) / (1 + max(len(old), len(new)))
    return 0.0


def _text(item: JSON) -> str:
    return json.dumps(item, sort_keys=True)

"""Selects the nodes that match a JSONPath, and updates or removes them."""

import copy
import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import jsonpath
from jsonpath.segments import JSONPathChildSegment, JSONPathRecursiveDescentSegment, JSONPathSegment
from jsonpath.selectors import IndexSelector, JSONPathSelector, NameSelector

from codegen.document.load import JSON

Key: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Node:
    """A selected node.

    Attributes:
        value: The node's value.
        parent: The mapping or list that contains the node (not a copy); `None` for the root. Only `parent[key]` is
            used; the keys of a list are its indices.
        location: Keys and indices from the root.
    """

    value: JSON
    parent: dict[Key, JSON] | None
    location: tuple[Key, ...]

    @classmethod
    def from_match(cls, match: jsonpath.JSONPathMatch) -> "Node":
        """Make a node from a match of a JSONPath."""
        parent = cast("dict[Key, JSON]", match.parent.obj) if match.parent else None
        return cls(cast("JSON", match.obj), parent, tuple(match.parts))

    def update(self, change: JSON) -> None:
        """Merge a copy of a value into the node, in place.

        Args:
            change: The value to merge. A mapping is merged into a mapping key by key, and the items of a list are
                appended to a list. If the node itself is a list, any other value becomes its last item. In all other
                cases, the value replaces the node; only the root of the document stays as it is.
        """
        merged = _write_into(self.value, copy.deepcopy(change))
        if self.parent is not None:
            self.parent[self.location[-1]] = merged


def select(target: str, doc: dict[str, JSON]) -> list[Node]:
    """List the nodes that a JSONPath selects, each once.

    The JSONPath must be valid; `overlay.load` refuses others.
    """
    segments = _compile_segments(target)
    keys = _leading_keys(target)
    start = _follow(keys, doc)
    if start is None:
        return []
    if len(keys) == len(segments):
        return [start]
    matches = _select_matches(segments[len(keys) :], start, doc)
    return list({node.location: node for node in map(Node.from_match, matches)}.values())  # one may be selected twice


def remove_nodes(nodes: Sequence[Node]) -> None:
    """Delete nodes from the mappings or lists that contain them.

    The root of the document is not among them; `overlay.load` refuses to remove it.
    """

    def from_the_end(node: Node) -> int:  # a deletion changes the indices of all later items
        index = node.location[-1]
        return -index if isinstance(index, int) else 0

    for node in sorted(nodes, key=from_the_end):
        if node.parent is not None:
            del node.parent[node.location[-1]]


class _Match(jsonpath.JSONPathMatch):
    """A match that does not write its path as text.

    The text is never read, and writing it would take most of the time of a selection.
    """

    __slots__ = ()

    def new_child(self, obj: object, key: int | str) -> "_Match":
        return _Match(
            filter_context=self.filter_context(),
            obj=obj,
            parent=self,
            parts=(*self.parts, key),
            path="",
            root=self.root,
        )


class _Descent(JSONPathRecursiveDescentSegment):
    """The segment `..`, which visits mappings and lists only.

    A scalar contains no node to select. Matches are made only for mappings and lists in which a selector may select
    something, because most contain nothing to select.
    """

    def resolve(self, nodes: Iterable[jsonpath.JSONPathMatch]) -> Iterator[jsonpath.JSONPathMatch]:
        for node in nodes:
            waiting: list[tuple[object, tuple[Key, ...]]] = [(node.obj, ())]
            while waiting:
                value, location = waiting.pop()
                if any(_may_select(selector, value) for selector in self.selectors):
                    visited = _descendant_match(node, location)
                    for selector in self.selectors:
                        yield from selector.resolve(visited)
                inner = [(child, (*location, key)) for key, child in _container_entries(value)]
                waiting += reversed(inner)


def _may_select(selector: JSONPathSelector, value: object) -> bool:
    """Return whether a selector may select an entry of a mapping or list."""
    return not isinstance(selector, NameSelector) or (isinstance(value, dict) and selector.name in value)


def _descendant_match(node: jsonpath.JSONPathMatch, location: tuple[Key, ...]) -> jsonpath.JSONPathMatch:
    """Make the match of a descendant, by its location relative to a node."""
    for key in location:
        node = node.new_child(cast("dict[Key, JSON]", node.obj)[key], key)
    return node


def _container_entries(value: object) -> Iterator[tuple[Key, JSON]]:
    """Yield the entries of a mapping or list that are mappings or lists."""
    entries: Iterable[tuple[Key, JSON]] = ()
    if isinstance(value, dict):
        entries = cast("dict[Key, JSON]", value).items()
    elif isinstance(value, list):
        entries = enumerate(cast("list[JSON]", value))
    return (entry for entry in entries if isinstance(entry[1], dict | list))


@functools.cache  # because the report applies the same overlays many times
def _compile_segments(target: str) -> list[JSONPathSegment]:
    """Compile a JSONPath into its segments; `..` becomes `_Descent`."""
    # The result has the type `CompoundJSONPath` only if `strict` is false.
    path = cast("jsonpath.JSONPath", jsonpath.compile(target, strict=True))
    return [
        _Descent(env=segment.env, token=segment.token, selectors=segment.selectors)
        if isinstance(segment, JSONPathRecursiveDescentSegment)
        else segment
        for segment in path.segments
    ]


@functools.cache
def _leading_keys(target: str) -> list[Key]:
    """Return the keys and indices at the beginning of a JSONPath."""
    keys: list[Key] = []
    for segment in _compile_segments(target):
        selector = segment.selectors[0] if len(segment.selectors) == 1 else None
        if isinstance(segment, JSONPathChildSegment) and isinstance(selector, NameSelector):
            keys.append(selector.name)
        elif isinstance(segment, JSONPathChildSegment) and isinstance(selector, IndexSelector) and selector.index >= 0:
            keys.append(selector.index)
        else:
            break
    return keys


def _follow(keys: Sequence[Key], doc: dict[str, JSON]) -> Node | None:
    """Return the node at a location; `None` if there is none.

    Four of five JSONPaths of the overlay are locations. To match each of their segments would take much longer.
    """
    value: JSON = doc
    parent: dict[Key, JSON] | None = None
    for key in keys:
        if isinstance(key, str):
            is_present = isinstance(value, dict) and key in value
        else:
            is_present = isinstance(value, list) and key < len(value)
        if not is_present:
            return None
        parent = cast("dict[Key, JSON]", value)
        value = parent[key]
    return Node(value, parent, tuple(keys))


def _select_matches(
    segments: Sequence[JSONPathSegment], start: Node, doc: dict[str, JSON]
) -> Iterable[jsonpath.JSONPathMatch]:
    """Select nodes by the last segments of a JSONPath, starting at a node.

    A node may be selected twice.
    """
    matches: Iterable[jsonpath.JSONPathMatch] = [
        _Match(filter_context={}, obj=start.value, parent=None, path="", parts=start.location, root=doc)
    ]
    for segment in segments:
        matches = segment.resolve(matches)
    return matches


def _write_into(node: JSON, change: JSON) -> JSON:
    """Merge a value into a node: set keys, and append items to lists.

    A mapping or list inside of `node` is merged with its new value in the same way if both have the same type;
    otherwise, the new value replaces it.

    Returns:
        If `node` and `change` are mappings: `node`, changed in place. If `node` is a list: `node`, changed in place; it
        gets the items of `change` if `change` is a list, and otherwise `change` as one item. In all other cases:
        `change`, which replaces `node`.
    """
    if isinstance(node, dict) and isinstance(change, dict):
        for key, value in change.items():
            old = node.get(key)
            mergeable = isinstance(old, dict | list) and type(old) is type(value)
            node[key] = _write_into(old, value) if mergeable else value
        return node
    if isinstance(node, list):
        node.extend(change if isinstance(change, list) else [change])
        return node
    return change


def has_parent(target: str, doc: dict[str, JSON]) -> bool:
    """Return whether a JSONPath without its last segment selects a node."""
    return any(True for _ in _select_matches(_compile_segments(target)[:-1], Node(doc, None, ()), doc))

"""Selects the nodes of a document that a JSONPath names, and changes them."""

import copy
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import jsonpath

from codegen.document.load import JSON

Key: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Node:
    """A selected place: the value and where it hangs."""

    value: JSON
    parent: dict[Key, JSON] | None  # or a list, used in the same way: by key; None for the root
    location: tuple[Key, ...]

    @classmethod
    def of(cls, match: jsonpath.JSONPathMatch) -> "Node":
        """Take the place that a JSONPath has found."""
        parent = cast("dict[Key, JSON]", match.parent.obj) if match.parent else None
        return cls(cast("JSON", match.obj), parent, tuple(match.parts))

    def update(self, change: JSON) -> None:
        """Merge a change into the node, or put it there instead."""
        merged = _merge(self.value, copy.deepcopy(change))
        if self.parent is not None:
            self.parent[self.location[-1]] = merged


def select(target: str, doc: dict[str, JSON]) -> list[Node]:
    """List the nodes that a JSONPath selects, each once."""
    nodes = (Node.of(match) for match in _compiled(target).finditer(doc))
    return list({node.location: node for node in nodes}.values())  # a JSONPath may name a node twice


def remove_nodes(nodes: Sequence[Node]) -> None:
    """Delete nodes where they stand."""

    def from_the_end(node: Node) -> int:  # so that the indices of the nodes still to go stay right
        index = node.location[-1]
        return -index if isinstance(index, int) else 0

    for node in sorted(nodes, key=from_the_end):
        if node.parent is not None:
            del node.parent[node.location[-1]]


@functools.cache  # the report applies the same overlays many times
def _compiled(target: str) -> jsonpath.JSONPath | jsonpath.CompoundJSONPath:
    return jsonpath.compile(target, strict=True)


def _merge(node: JSON, change: JSON) -> JSON:
    """Merge in place if there is a mapping or list, and return the result."""
    if isinstance(node, dict) and isinstance(change, dict):
        for key, value in change.items():
            old = node.get(key)
            mergeable = isinstance(old, dict | list) and type(old) is type(value)
            node[key] = _merge(old, value) if mergeable else value
        return node
    if isinstance(node, list):
        node.extend(change if isinstance(change, list) else [change])
        return node
    return change


def has_parent(target: str, doc: dict[str, JSON]) -> bool:
    """Tell whether the parent of a JSONPath exists."""
    path = cast("jsonpath.JSONPath", _compiled(target))  # compound paths are not strict
    parent = jsonpath.JSONPath(env=path.env, segments=path.segments[:-1])
    return any(True for _ in parent.finditer(doc))

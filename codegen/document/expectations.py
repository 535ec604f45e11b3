"""Compares nodes of a document with `x-before` and `update` of an action."""

import json
from collections.abc import Callable, Iterator
from typing import TypeAlias, cast

from codegen.document.load import JSON
from codegen.document.refs import json_path

ABSENT = "absent"
Key: TypeAlias = str | int

_WORDS = frozenset({"description", "summary", "title", "example", "examples"})
_NAMED = frozenset({"properties", "schemas", "responses", "parameters"})  # keys whose values are mappings by name
_SETS = frozenset({"required", "enum"})  # keys of lists whose order has no meaning
_MAX_VALUE_LENGTH = 120  # characters of a value in a message


def contains(node: JSON, change: JSON, *, names: bool = False) -> bool:
    """Return whether a node already contains the facts of an update.

    In a mapping whose keys are keywords and not names, some keys of the update are ignored if there are others: those
    of words (descriptions, summaries, titles), those of examples, and those that begin with `x-`.

    A list of the node must contain each item of the update; items are compared with their words. All other values must
    be equal.

    Args:
        node: The node of the document.
        change: The value that the update merges into the node.
        names: Whether the keys of both mappings are names, such as names of properties, and not keywords; `False` by
            default.
    """
    if isinstance(node, dict) and isinstance(change, dict):
        facts = [key for key in change if names or not (key in _WORDS or key.startswith("x-"))]
        return all(
            key in node and contains(node[key], change[key], names=key in _NAMED and not names)
            for key in facts or change
        )
    if isinstance(node, list):
        items = change if isinstance(change, list) else [change]
        return all(any(same(item, old) for old in node) for item in items)
    return same(node, change)


def missing_words(node: JSON, change: JSON, is_mark: Callable[[str], bool], *, names: bool = False) -> dict[str, JSON]:
    """Choose the wording and the marks of an update that a node lacks.

    `contains` ignores both if the update has other keys beside them.

    Args:
        node: The node of the document.
        change: The value that the update merges into the node.
        is_mark: Function that returns whether a key is a mark of the overlay, such as `x-aliases`.
        names: Whether the keys of both mappings are names, such as names of properties, and not keywords; `False` by
            default.

    Returns:
        The titles, summaries, descriptions, examples and marks of the update whose keys the node lacks, inside the
            mappings that both have. Lists are not searched. Empty if the node lacks no such key.
    """
    if not isinstance(node, dict) or not isinstance(change, dict):
        return {}
    lacking: dict[str, JSON] = {}
    for key, value in change.items():
        if (key in _WORDS or is_mark(key)) and not names:
            if key not in node:
                lacking[key] = value
        elif key in node and (inner := missing_words(node[key], value, is_mark, names=key in _NAMED and not names)):
            lacking[key] = inner
    return lacking


def facts(node: JSON, *, names: bool = False) -> JSON:
    """Copy a node without words, examples and `x-` keys.

    Words are descriptions, summaries and titles. Lists under `required` and `enum` are sorted, because their order has
    no meaning. Names, such as a property called `title` or `required`, are not keywords: they are kept.

    Args:
        node: The node of the document.
        names: Whether the keys of the node are names, such as names of properties, and not keywords; `False` by
            default.
    """
    if isinstance(node, list):
        return [facts(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: sorted(value, key=repr)
        if key in _SETS and not names and isinstance(value, list)
        else facts(value, names=key in _NAMED and not names)
        for key, value in node.items()
        if names or not (key in _WORDS or key.startswith("x-"))
    }


def describe_differences(node: JSON, before: JSON, location: tuple[Key, ...]) -> Iterator[tuple[str, str]]:
    """Compare a node with `x-before`, and describe each difference in words.

    Args:
        node: The node of the document.
        before: The `x-before` of the action.
        location: Location of the node.

    Yields:
        The expected value with its JSONPath, and the actual value, both as text for a message.
    """
    for path, value in find_differences(node, before, location):
        expected: JSON = before
        for key in path:
            expected = cast("dict[str, JSON]", expected)[key]
        path_text = json_path((*location, *path))
        actual = "no such key" if value == ABSENT else show(value)
        yield f"no {path_text}" if expected == ABSENT else f"{path_text} = {show(expected)}", actual


def find_differences(node: JSON, before: JSON, location: tuple[Key, ...]) -> Iterator[tuple[tuple[str, ...], JSON]]:
    """Compare a node with `x-before`.

    Keys of the node that `x-before` lacks are ignored. The order of a list is ignored under `required` and `enum`.

    Args:
        node: The node of the document.
        before: The `x-before` of the action, or a value inside it.
        location: Location of the node.

    Yields:
        The keys that lead from the node to a difference, and the actual value there; `ABSENT` if the key is missing.
    """
    if location and location[-1] in _SETS and isinstance(node, list) and isinstance(before, list):
        if not same(sorted(node, key=repr), sorted(before, key=repr)):
            yield (), node
        return
    if not isinstance(before, dict) or not isinstance(node, dict):
        if not same(node, before):
            yield (), node
        return
    for key, value in before.items():
        if value == ABSENT:
            if key in node:
                yield (key,), node[key]
        elif key not in node:
            yield (key,), ABSENT
        else:
            for path, received in find_differences(node[key], value, (*location, key)):
                yield (key, *path), received


def same(first: JSON, second: JSON) -> bool:
    """Return whether two JSON values are equal.

    In contrast to Python's `==`, a number does not equal a boolean: 1 is not `True`, and 0 is not `False`.
    """
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same(value, second[key]) for key, value in first.items())
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(same(*pair) for pair in zip(first, second, strict=True))
    return isinstance(first, bool) == isinstance(second, bool) and first == second


def show(value: JSON) -> str:
    """Write a value as JSON for a message, cut to 120 characters and `…`."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MAX_VALUE_LENGTH else f"{text[:_MAX_VALUE_LENGTH]}…"

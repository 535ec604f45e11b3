"""Finds texts of the overlay that name a changed argument or field."""

import re
from collections.abc import Iterator, Mapping, Sequence

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.plan.identifiers import snake_case
from codegen.report import wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts
from codegen.report.stated_limits import entries_of, holders

_CHANGES = frozenset(
    {
        wording.TYPE,
        wording.REQUIRED,
        wording.DEFAULT,
        wording.SENT_AS,
        wording.ARGUMENT_REMOVED,
        wording.ARGUMENT_RENAMED,
        wording.FIELD_REMOVED,
        wording.FIELD_RENAMED,
    }
)
"""Changes after which a sentence that names the argument or field may be false."""
_RENAMED = frozenset({wording.ARGUMENT_RENAMED, wording.FIELD_RENAMED})
_METHOD = re.compile(r"^\$\.paths\[[^\]]*\](?:\.(\w+)|\[([^\]]*)\])")
_NAME = re.compile(r"`(\w+)=?`")
_STATUS = re.compile(r"(?<!\w)2(?:\d\d|XX)(?!\w)")
_KEY = re.compile(r"^\s+(?:- )?[\"']?([\w-]+)[\"']?:")
_UPDATE = re.compile(r"\s+update:")


def find(
    changes: Sequence[Change], overlays: Sequence[Overlay], facts: ClientFacts
) -> list[tuple[Change, Action, frozenset[str]]]:
    """Find the actions whose texts for callers name a changed thing.

    Such a text is a `description` that an action writes for the same operation or component, with the name in
    backquotes; or a `description` of the thing itself, if its type changes.

    Args:
        changes: The changes for callers.
        overlays: The overlays after their edits.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        Each change of an argument or field with each such action, and the changed names as the text writes them.
    """
    actions = [(action, set(_names(action))) for overlay_ in overlays for action in overlay_.actions]
    named = [
        (change, action, names)
        for change in changes
        if change.what in _CHANGES
        for action, written in actions
        if written and is_about(action, change, facts)
        if (names := frozenset(name for name in written if snake_case(name) in _changed_names(change)))
    ]
    of_types = [
        (change, action, frozenset([name]))
        for change in changes
        if change.what == wording.TYPE
        for name in [_key(change)]
        for action, _ in actions
        if name and is_about(action, change, facts) and _describes(action, name)
    ]
    return [*named, *(each for each in of_types if each[:2] not in [other[:2] for other in named])]


def find_statuses(
    changes: Sequence[Change], overlays: Sequence[Overlay], facts: ClientFacts
) -> list[tuple[Change, Action]]:
    """Find the actions on the responses of operations whose successes change.

    Args:
        changes: The changes for callers.
        overlays: The overlays after their edits.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        Each change of the statuses of success, with each action that is about the operation and names one of these
        statuses: in its target, in what it writes, or in its evidence.
    """
    actions = [action for overlay_ in overlays for action in overlay_.actions]
    return [
        (change, action)
        for change in changes
        if change.what == wording.SUCCESSES
        for statuses in [set(_STATUS.findall(f"{change.before} {change.after}"))]
        for action in actions
        if is_about(action, change, facts)
        and not statuses.isdisjoint(_STATUS.findall(f"{action.target} {action.description} {action.update}"))
        and not _writes_other_operations(action, change)
    ]


def line_of_key(action: Action, name: str, texts: Mapping[str, Sequence[str]]) -> int:
    """Return the number of the first line of an action that has a key.

    Args:
        action: The action.
        name: The key.
        texts: Lines of the files, by path from the root of the project.

    Returns:
        The number, from 1; that of the action's first line if no line has the key.
    """
    for number, line in _lines_of_update(action, texts):
        if (key := _KEY.match(line)) and key[1] == name:
            return number
    return action.line


def line_of_expectation(action: Action, name: str, texts: Mapping[str, Sequence[str]]) -> int | None:
    """Return the line by which an action expects a key to be absent.

    Args:
        action: The action.
        name: The key.
        texts: Lines of the files, by path from the root of the project.

    Returns:
        The number, from 1; `None` if no line above what the action writes has the key.
    """
    written = next((number for number, _ in _lines_of_update(action, texts)), 0)
    lines = texts.get(f"overrides/{action.file}", ())
    key = re.compile(rf"(?<![\w./]){re.escape(name)}: *absent\b")
    return next((number for number in range(action.line, written) if key.search(lines[number - 1])), None)


def _lines_of_update(action: Action, texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines of what an action writes, with their numbers."""
    is_update = False
    for number, line in enumerate(texts.get(f"overrides/{action.file}", ())[action.line - 1 :], action.line):
        if number > action.line and line.lstrip().startswith("- target:"):
            return
        is_update = is_update or _UPDATE.match(line) is not None
        if is_update:
            yield number, line


def lines(action: Action, names: frozenset[str], texts: Mapping[str, Sequence[str]]) -> list[int]:
    """Return the numbers of the lines of an update that name something.

    Args:
        action: The action.
        names: Names, which are in backquotes in the file.
        texts: Lines of the files, by path from the root of the project.

    Returns:
        The numbers, from 1. If the file has no such lines, that of the description of the thing; if there is none
            either, for example because an edit is still to write it, the number of the action's first line.
    """
    named: list[int] = []
    described: list[int] = []
    is_of_thing = False
    for number, line in _lines_of_update(action, texts):
        if not names.isdisjoint(_NAME.findall(line)):
            named.append(number)
        key = _KEY.match(line)
        is_of_thing = key[1] in names if key and key[1] != "description" else is_of_thing
        if is_of_thing and "description:" in line:
            described.append(number)
    return named or described[:1] or [action.line]


def _names(action: Action) -> Iterator[str]:
    """Yield the names in backquotes in the descriptions that an action writes."""
    if action.target.endswith((".description", "['description']")) and isinstance(action.update, str):
        yield from _NAME.findall(action.update)
    for text in _descriptions(action.update):
        yield from _NAME.findall(text)


def _descriptions(node: JSON) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "description" and isinstance(value, str):
                yield value
            else:
                yield from _descriptions(value)
    elif isinstance(node, list):
        for item in nodes.sequence(node):
            yield from _descriptions(item)


def _key(change: Change) -> str:
    """Return the name in the document of a field that changes."""
    return change.location.rpartition(".properties.")[2] if ".properties." in change.location else ""


def _describes(action: Action, name: str) -> bool:
    """Return whether an action writes a description of a field."""
    return any(isinstance(entry, dict) and "description" in entry for entry in entries_of(action, name))


def _changed_names(change: Change) -> set[str]:
    """Return the names of the changed things in snake case."""
    if change.what in _RENAMED:
        return {snake_case(change.before)}
    return {snake_case(re.split(r"[(.]", name.removeprefix("hub.").rstrip("=)"))[-1]) for name in change.names}


def is_about(action: Action, change: Change, facts: ClientFacts) -> bool:
    """Return whether an action is about what changes.

    Args:
        action: The action.
        change: A change for callers.
        facts: What belongs to a name in the present client, such as the path of a call.
    """
    of_action = holders(action.target)
    if not of_action.isdisjoint(holders(change.location)):
        method = _METHOD.match(change.location)
        return method is None or _has_method(action, method[1])
    endpoints = (facts.endpoints.get(f"{name.partition('(')[0]}()", "") for name in change.names)
    return any(
        f"paths {path}" in of_action and _has_method(action, method.lower())
        for method, _, path in (endpoint.partition(" ") for endpoint in endpoints)
    )


def _has_method(action: Action, method: str | None) -> bool:
    """Return whether an action is about a method of its path, or about all."""
    match = _METHOD.match(action.target)
    return match is None or method is None or method in re.findall(r"\w+", match[1] or match[2])


def _writes_other_operations(action: Action, change: Change) -> bool:
    """Return whether an action only adds other operations of the same path."""
    method = _METHOD.match(change.location)
    written = action.update.keys() if isinstance(action.update, dict) else set[str]()
    return method is not None and written <= set(nodes.METHODS) and bool(written) and method[1] not in written

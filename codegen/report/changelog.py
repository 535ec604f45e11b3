"""The entry for the changelog: its sections and sentences."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from codegen.report import annotations, changed_docstrings, wording
from codegen.report.changes import Change, Level
from codegen.report.declared_errors import errors_of_their_own
from codegen.report.repetitions import join_fields

SECTIONS = {
    Level.BREAKING: "Changed",
    Level.UNCAUGHT: "Changed",
    Level.DEPRECATED: "Deprecated",
    Level.ADDED: "Added",
    Level.CHANGED: "Changed",
}
"""Sections of the changelog, by level of a change. Removals are breaking too, but have the section `Removed`."""
_PAGER = re.compile(r"Pager\[.*\]")
BREAKING_MARK = "**Breaking:** "
NOTHING_TO_DO = "Callers have nothing to do about the changes that remove nothing and are not marked **Breaking**."

UNLESS_CAUGHT = f"{NOTHING_TO_DO[:-1]}, unless a line names an error that they do not catch yet."


def _drift_line(names: Sequence[str]) -> str:
    """Write the line about parts that only moved inside the document."""
    return f"Drift names another location in Docker's document for {', '.join(f'`{name}`' for name in names)}."


def changelog(changes: Sequence[Change], known_scopes: frozenset[str] = frozenset()) -> str:
    """Write the entry for the section "Unreleased" of the changelog.

    Args:
        changes: The changes for callers, the most urgent first.
        known_scopes: The scopes that the present client names anywhere; none by default.

    Returns:
        Markdown; empty if there are no changes.
    """
    sections: dict[str, list[str]] = {"Removed": [], "Changed": [], "Deprecated": [], "Added": []}
    for change in _join_equal(changes):
        if change.level is Level.DOCUMENTATION or change.what == wording.MOVED:
            continue
        removed = _is_removal(change)
        title = "Removed" if removed else SECTIONS[change.level]
        breaking = "" if removed or change.level is not Level.BREAKING else BREAKING_MARK
        sections[title].append(f"- {breaking}{sentence(change)}")
    moved = [name for change in changes if change.what == wording.MOVED for name in change.names]
    sections["Changed"] += [f"- {_drift_line(moved)}"] if moved else []
    sections["Changed"] += [f"- {line}" for line in changed_docstrings.lines(changes, known_scopes)]
    levels = {change.level for change in changes}
    if Level.BREAKING in levels and not levels.isdisjoint({Level.UNCAUGHT, Level.CHANGED}):
        sections["Changed"].append(f"- {UNLESS_CAUGHT if Level.UNCAUGHT in levels else NOTHING_TO_DO}")
    return "\n\n".join("\n".join([f"### {title}", "", *lines]) for title, lines in sections.items() if lines)


def _join_equal(changes: Sequence[Change]) -> list[Change]:
    """Join equal changes of a schema's fields, and those in `OF_MANY`."""
    merged: dict[object, Change] = {}
    for number, change in enumerate(join_fields(changes)):
        of_many = change.what in wording.OF_MANY
        key = (change.level, change.what, change.before, change.after) if of_many else number
        names = (*merged[key].names, *change.names) if key in merged else change.names
        merged[key] = replace(change, names=tuple(dict.fromkeys(names)))
    return list(merged.values())


def _values(change: Change) -> str:
    """Write which values an argument or a field no longer has, and now has."""
    gone, come = wording.removed_and_added(change.before, change.after)
    is_argument = "(" in change.names[0]
    parts = [f"{'no longer takes' if is_argument else 'is no longer'} {_quoted(gone)}"] if gone else []
    parts += [f"{'also takes' if is_argument else 'may also be'} {_quoted(come)}"] if come else []
    return ", and ".join(parts)


def _quoted(values: str) -> str:
    return " or ".join(f"`{value}`" for value in values.split(", "))


def _is_removal(change: Change) -> bool:
    """Return whether a change removes something, such as an argument."""
    return change.what.endswith("removed")


def _deprecation(change: Change) -> str:
    state, _, instead = change.after.partition(wording.INSTEAD)
    words = "deprecated" if state == "yes" else "no longer deprecated"
    return f"{words}; use {instead} instead" if instead else words


def _credentials(change: Change) -> str:
    """Write which credentials are demanded, refused or accepted now."""
    old, new = change.before.split(", "), change.after.split(", ")
    if new == [wording.NOTHING]:
        return "no credentials are needed, and none are sent"
    lost = [credential for credential in old if credential not in new]
    gained = [credential for credential in new if credential not in old]
    parts = ["credentials are demanded"] if wording.NOTHING in lost else []
    parts += ["no credentials are needed"] if wording.NOTHING in gained else []
    lost = [credential for credential in lost if credential != wording.NOTHING]
    gained = [credential for credential in gained if credential != wording.NOTHING]
    parts += [f"{' and '.join(lost)} no longer accepted"] if lost else []
    parts += [f"{' and '.join(gained)} accepted"] if gained else []
    left = [
        f"{'an' if credential[0] in 'aeio' else 'a'} {credential}"
        for credential in new
        if credential != wording.NOTHING
    ]
    instead = f"; use {' or '.join(left)}" if lost and left else ""
    return f"{', '.join(parts) or 'credentials are described otherwise'}{instead}"


def _operation(change: Change) -> str:
    call, _, credentials = change.after.partition(wording.BY)
    return f"operation added ({change.location}), `{call}`, {credentials}"


def _required(change: Change) -> str:
    """Write whether an argument must be given, or a field is there."""
    states = f" ({change.before} → {change.after})"
    if "(" not in change.names[0]:
        return f"{change.what}{states}"
    return "must be given now" if change.after == "yes" else "may be left out now"


def _result(change: Change) -> str:
    """Write what code has to do with another result."""
    states = f"{change.what} ({change.before} → {change.after})"
    old, new = (_PAGER.fullmatch(state) for state in (change.before, change.after))
    if new and not old:
        return (
            f"{states}: it is a pager now. `async for item in …` reads all items; `await …` returns a page, whose "
            f"`items` are those of the former result, and `envelope` its other fields"
        )
    if old and not new:
        return f"{states}: it is no pager any more. `await` returns the whole response, and `async for` over it fails"
    lost = annotations.members(change.before) - annotations.members(change.after)
    gained = annotations.members(change.after) - annotations.members(change.before)
    if set(gained) == {"None"} and not lost:
        return f"{states}: check it for `None`, which some responses give"
    return states


def _paging(change: Change) -> str:
    """Write what code has to do with a list that comes in pages now."""
    states = f"{change.what} ({change.before} → {change.after})"
    if change.level is not Level.BREAKING or not change.before.startswith("one response"):
        return states
    return f"{states}: `await` returns the first page only now, and `async for` reads all items"


_IN_WORDS: Mapping[str, Callable[[Change], str]] = {
    wording.DEPRECATED: _deprecation,
    wording.CREDENTIALS: _credentials,
    wording.OPERATION_ADDED: _operation,
    wording.NULL: lambda change: "may be null" if change.after == "yes" else "no longer null",
    wording.IN_DOCUMENT: lambda change: (
        "documented by Docker now" if change.after == "yes" else "no longer documented by Docker"
    ),
    wording.MODEL_REMOVED: lambda change: f"{change.what}{change.after and f' ({change.after})'}",
    wording.MODEL_ADDED: lambda change: change.what,
    wording.RESOURCE_ADDED: lambda change: change.what,
    wording.REQUIRED: _required,
    wording.RESULT: _result,
    wording.FACTS[wording.PAGING]: _paging,
    wording.FACTS["legacy_route"]: lambda change: (
        "the route refuses organization access tokens, and another one for them is not known"
        if change.after == "yes"
        else "a refusal no longer says that the route is closed to organization access tokens"
    ),
    wording.AWAITED: lambda change: (
        "has to be awaited now" if change.after == "yes" else "is called without `await` now"
    ),
    wording.COMMAND_LINE: lambda change: f"{change.what}, `{change.before}` becomes `{change.after}`",
    wording.COMMAND: lambda _: "the command and the MCP tool are described otherwise",
}
"""Functions that write changes of these kinds in words, not as `before → after`."""


def sentence(change: Change) -> str:
    """Write a change as a line of Markdown.

    Args:
        change: A change for callers.

    Returns:
        The line, without a list mark. It begins with the names of the changed things. The states before and after
        follow, if the change has any: in words for some kinds, such as lists of values, else as `before → after`, or as
        the only state. The consequence comes last.
    """
    return f"{_sentence(change)}{change.consequence and f': {change.consequence}'}"


def _sentence(change: Change) -> str:
    names = ", ".join(f"`{name}`" for name in change.names)
    if change.what in _IN_WORDS:
        return f"{names}: {_IN_WORDS[change.what](change)}"
    if change.what == wording.VALUES and change.before != "any" != change.after:
        return f"{names}: {_values(change)}"
    if change.what in wording.ITEMIZED and change.before != "any" != change.after:
        gone, come = wording.removed_and_added(change.before, change.after)
        parts = [f"without {gone}"] if gone else []
        parts += [f"with {come}"] if come else []
        parts += [f"raised as {errors}"] if (errors := errors_of_their_own(change)) else []
        return f"{names}: {change.what} ({', '.join(parts)})"
    if change.what in {wording.ARGUMENT_REMOVED, wording.FIELD_REMOVED} and change.after:
        states = f"was {change.before}, {change.after}"
    elif change.before and change.after:
        states = f"{change.before} → {change.after}"
    else:
        states = f"was {change.before}" if change.before else change.after
    return f"{names}: {change.what}" + (f" ({states})" if states else "")

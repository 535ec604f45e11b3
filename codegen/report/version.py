"""Proposes the next version and the entry for the changelog."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codegen.report import wording
from codegen.report.changes import Change, Level


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next version and why."""

    current: str
    next: str
    reason: str


def propose(current: str, changes: Sequence[Change]) -> Proposal:
    """Propose the next version.

    Args:
        current: The present version, for example `0.3.1`.
        changes: The changes for callers.
    """
    if not changes:
        return Proposal(current, current, wording.NO_RELEASE)
    first, second, third = (int(number) for number in re.findall(r"\d+", f"{current}.0.0")[:3])
    gravest = min(change.level for change in changes)
    breaking, more = gravest is Level.BREAKING, gravest <= Level.ADDED
    if first == 0:
        proposed = f"0.{second + 1}.0" if breaking else f"0.{second}.{third + 1}"
    elif breaking:
        proposed = f"{first + 1}.0.0"
    else:
        proposed = f"{first}.{second + 1}.0" if more else f"{first}.{second}.{third + 1}"
    return Proposal(current, proposed, wording.REASONS[gravest])


def changelog(changes: Sequence[Change]) -> str:
    """Write the entry under "Unreleased"; empty if nothing changes.

    Args:
        changes: The changes for callers, the gravest first.
    """
    sections: dict[str, list[str]] = {"Removed": [], "Changed": [], "Deprecated": [], "Added": []}
    for change in _merged(changes):
        if change.level is Level.DOCUMENTATION or change.what == wording.MOVED:
            continue
        removed = wording.is_removal(change)
        title = "Removed" if removed else wording.SECTIONS[change.level]
        breaking = "" if removed or change.level is not Level.BREAKING else wording.BREAKING_MARK
        sections[title].append(f"- {breaking}{wording.sentence(change)}")
    moved = [name for change in changes if change.what == wording.MOVED for name in change.names]
    sections["Changed"] += [f"- {wording.drift_names_another_place(moved)}"] if moved else []
    if any(change.level is Level.DOCUMENTATION for change in changes):
        sections["Changed"].append(f"- {wording.DOCSTRINGS_FOLLOW}")
    return "\n\n".join("\n".join([f"### {title}", "", *lines]) for title, lines in sections.items() if lines)


def _merged(changes: Sequence[Change]) -> list[Change]:
    """Make one change of those that say the same of several operations."""
    merged: dict[object, Change] = {}
    for number, change in enumerate(changes):
        of_many = change.what in wording.OF_MANY
        key = (change.level, change.what, change.before, change.after) if of_many else number
        names = (*merged[key].names, *change.names) if key in merged else change.names
        merged[key] = replace(change, names=tuple(dict.fromkeys(names)))
    return list(merged.values())

"""Proposes the next version and the words for the changelog."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codegen.report.changes import Change, Level

RULES = (
    "Before 1.0 a breaking change raises the second number and everything else the third. From 1.0 on a breaking "
    "change raises the first number, an addition or a deprecation the second, everything else the third."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next version and why."""

    current: str
    next: str
    reason: str


def propose(current: str, changes: Sequence[Change]) -> Proposal:
    """Proposes the next version.

    Args:
        current: The present version, for example `0.3.1`.
        changes: What callers will see.
    """
    if not changes:
        return Proposal(current, current, "nothing changes for callers: no release is needed")
    first, second, third = (int(number) for number in re.findall(r"\d+", f"{current}.0.0")[:3])
    gravest = min(change.level for change in changes)
    breaking, more = gravest is Level.BREAKING, gravest <= Level.ADDED
    if first == 0:
        proposed = f"0.{second + 1}.0" if breaking else f"0.{second}.{third + 1}"
    elif breaking:
        proposed = f"{first + 1}.0.0"
    else:
        proposed = f"{first}.{second + 1}.0" if more else f"{first}.{second}.{third + 1}"
    reason = {
        Level.BREAKING: "there are breaking changes",
        Level.DEPRECATED: "something is deprecated",
        Level.ADDED: "there are additions",
        Level.CHANGED: "there are compatible changes",
        Level.DOCUMENTATION: "only descriptions change",
    }[gravest]
    return Proposal(current, proposed, reason)


def changelog(changes: Sequence[Change]) -> str:
    """Writes what belongs under "Unreleased" in CHANGELOG.md; empty if nothing changes.

    Args:
        changes: What callers will see, the gravest first.
    """
    sections: dict[str, list[str]] = {"Removed": [], "Changed": [], "Deprecated": [], "Added": []}
    for change in changes:
        if change.level is Level.DOCUMENTATION:
            continue
        removed = change.what.endswith("removed")
        breaking = "" if removed or change.level is not Level.BREAKING else "**Breaking:** "
        title = "Removed" if removed else _SECTIONS[change.level]
        sections[title].append(f"- {breaking}{sentence(change)}")
    if any(change.level is Level.DOCUMENTATION for change in changes):
        sections["Changed"].append("- Docstrings follow Docker's descriptions.")
    return "\n\n".join("\n".join([f"### {title}", "", *lines]) for title, lines in sections.items() if lines)


_SECTIONS = {
    Level.BREAKING: "Changed",
    Level.DEPRECATED: "Deprecated",
    Level.ADDED: "Added",
    Level.CHANGED: "Changed",
}


def sentence(change: Change) -> str:
    """Says a change in one line of Markdown."""
    names = ", ".join(f"`{name}`" for name in change.names)
    if change.what == "deprecated":
        return f"{names}: {'deprecated' if change.after == 'yes' else 'no longer deprecated'}"
    if change.before and change.after:
        states = f"{change.before} → {change.after}"
    else:
        states = f"was {change.before}" if change.before else change.after
    return f"{names}: {change.what}" + (f" ({states})" if states else "")

"""Changes between two documents, in which equal ones become one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TypeAlias

States: TypeAlias = tuple[str, str]
"""Before and after."""


_LONGEST_TEXT = 100


class Level(IntEnum):
    """The meaning of a change for callers; the smaller, the more urgent."""

    BREAKING = 0
    """A program that worked may no longer run, type-check or mean the same."""
    DEPRECATED = 1
    """Works, and warns that it will end."""
    ADDED = 2
    """There is more than before."""
    CHANGED = 3
    """Different, and no caller has to act."""
    DOCUMENTATION = 4
    """Other words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two documents."""

    level: Level
    names: tuple[str, ...]
    """What it is called in Python: `hub.repositories.list(ordering=)`, `Tag.images`; several if shared."""
    what: str
    """What about it changed: `operation removed`, `type`, `required`, `values`, `description`, ..."""
    before: str
    after: str
    location: str
    """Where it stands: a JSONPath, good as the target of an overlay action, or method and path."""


class Changes:
    """Collects changes; one that shows in several places is kept once."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, str, str, str], Change] = {}

    def add(self, level: Level, name: str, what: str, states: States, location: str) -> None:
        """Add a change.

        If it is known from elsewhere, its name joins and the graver level counts.

        Args:
            level: Meaning for callers.
            name: Name of the changed thing in Python.
            what: The aspect that changed, in the words of `wording`.
            states: The state before and after, empty for none.
            location: JSONPath of the changed thing, or HTTP method and path.
        """
        key = (what, *states, location)
        earlier = self._changes.get(key)
        if earlier is None:
            self._changes[key] = Change(level, (name,), what, *states, location)
        else:
            names = earlier.names if name in earlier.names else (*earlier.names, name)
            self._changes[key] = replace(earlier, level=min(level, earlier.level), names=names)

    def __len__(self) -> int:
        return len(self._changes)

    def names(self) -> set[str]:
        """List everything that has changed."""
        return {name for change in self._changes.values() for name in change.names}

    def sorted(self) -> list[Change]:
        """List all changes, the gravest first, then by name."""
        changes = (replace(change, names=tuple(sorted(change.names))) for change in self._changes.values())
        return sorted(changes, key=lambda c: (c.level, _group(c.names), c.names, c.what, c.location, c.before, c.after))


def _group(names: Iterable[str]) -> int:
    """Rank a change: operations, then models, then the whole document."""
    first = min(names)
    return 0 if first.startswith("hub.") else 1 if first[0].isupper() else 2


def excerpt(old: str, new: str) -> States | None:
    """Show where two texts differ.

    Args:
        old: The text before.
        new: The text after.

    Returns:
        No more than a line of each; None if only white space differs.
    """
    before, after = " ".join(old.split()), " ".join(new.split())
    if before == after:
        return None
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    start = before.rfind(" ", 0, max(start - 20, 0)) + 1 if max(len(before), len(after)) > _LONGEST_TEXT else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST_TEXT
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")

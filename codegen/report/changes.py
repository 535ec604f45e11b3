"""Changes between clients: levels, and equal changes joined in one line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TypeAlias

States: TypeAlias = tuple[str, str]
"""The state before and after, in words; empty for a missing state."""


_MAX_TEXT_LENGTH = 100  # characters of an excerpt


class Level(IntEnum):
    """The urgency of a change for callers; a smaller number is more urgent."""

    BREAKING = 0
    """A program that worked may fail, not type-check, or do something else."""
    DEPRECATED = 1
    """A program still works, but uses what the document marks as deprecated now; operations warn at run time."""
    ADDED = 2
    """An addition, such as a further accepted credential, for which no caller has to act."""
    CHANGED = 3
    """Another change, for which no caller has to act."""
    DOCUMENTATION = 4
    """A change of docstrings only."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change for callers between two clients."""

    level: Level
    """Urgency for callers."""
    names: tuple[str, ...]
    """Names of the changed things in Python, such as `hub.repositories.list(ordering=)` or `Tag.images`, or the path of
    a module inside the generated package."""
    what: str
    """The aspect that changed, in the words of `wording`, such as `operation removed`, `type` or `values`."""
    before: str
    """The state before; empty if there was none."""
    after: str
    """The state after; empty if there is none."""
    location: str
    """Location in the document: a JSONPath, which may be the target of an overlay action, or method and path. For a
    module, its path inside the generated package."""


class Changes:
    """Collects changes; equal changes of several things become one change."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, str, str, str], Change] = {}

    def add(self, level: Level, name: str, what: str, states: States, location: str) -> None:
        """Add a change.

        If a change of the same aspect, states and location was added before, the names are joined, and the more urgent
        level applies.

        Args:
            level: Urgency for callers.
            name: Name of the changed thing, as in `Change.names`.
            what: The aspect that changed, in the words of `wording`.
            states: The state before and after; empty text for a missing state.
            location: Location of the changed thing, as in `Change.location`.
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
        """Return the names of all changed things."""
        return {name for change in self._changes.values() for name in change.names}

    def sorted(self) -> list[Change]:
        """List all changes, the most urgent first.

        Changes of the same level are sorted: operations and resources, then models, then modules; each by name.
        """
        changes = (replace(change, names=tuple(sorted(change.names))) for change in self._changes.values())
        return sorted(changes, key=lambda c: (c.level, _group(c.names), c.names, c.what, c.location, c.before, c.after))


def _group(names: Iterable[str]) -> int:
    """Rank a change by its names: operations, then models, then modules."""
    first = min(names)
    return 0 if first.startswith("hub.") else 1 if first[0].isupper() else 2


def excerpt(old: str, new: str) -> States | None:
    """Show the parts in which two texts differ.

    Args:
        old: The text before.
        new: The text after.

    Returns:
        The texts, with each white space as one space; `None` if only white space differs. If either text has more than
        100 characters, both begin at a word before the first difference and have at most 100 characters, with `…` where
        they are cut.
    """
    before, after = " ".join(old.split()), " ".join(new.split())
    if before == after:
        return None
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    start = _start_of_excerpt(before, start) if max(len(before), len(after)) > _MAX_TEXT_LENGTH else 0
    return _cut(before, start), _cut(after, start)


def _start_of_excerpt(text: str, difference: int) -> int:
    """Return the start of a word 20 to 60 characters before a difference.

    If no word starts there, return the index 60 characters before the difference, or 0 if the text begins later.
    """
    end = max(difference - 20, 0)
    begin = max(end - 40, 0)
    return text.rfind(" ", begin, end) + 1 or begin


def _cut(text: str, start: int) -> str:
    end = start + _MAX_TEXT_LENGTH
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")

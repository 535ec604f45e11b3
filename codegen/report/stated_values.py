"""Finds text that states values of an enumeration, or a default in words."""

import re
from collections.abc import Iterator, Sequence, Set

import attrs

from codegen.report import wording
from codegen.report.changes import Change

_MAX_DISTANCE = 6
"""Maximum number of lines between a value and the name of the argument or field."""
_FIRST = re.compile(r"\s*([\"'])(.*?)\1")
"""A text in quotes at the beginning of a line."""
_NO_DEFAULTS = frozenset({"", "None", "UNSET"})
_IN_PYTHON = {"true": "True", "false": "False"}


@attrs.frozen
class StatedValues:
    """The values of an enumeration that changes, or a default in words.

    Attributes:
        removed: Values that the new enumeration does not have, or the former default; empty if the values are no longer
            an enumeration.
        all: All present values of an enumeration that has several; otherwise empty.
        keys: Keys of JSON. A value that is one of them is not stated where it is a key. None by default.
    """

    removed: Sequence[str]
    all: Sequence[str]
    keys: frozenset[str] = frozenset()

    @classmethod
    def of(cls, change: Change, keys: Set[str] = frozenset()) -> "StatedValues":
        """Read a change of the values of an enumeration, or of a default.

        Args:
            change: The change; any other kind has no values.
            keys: Keys of JSON, which some values may be, too; none by default.

        Returns:
            The values; both lists are empty if the change concerns no values.
        """
        if change.what == wording.VALUES:
            present = change.before.split(", ") if change.before != "any" else []
            kept = change.after.split(", ")
            return cls(
                removed=[value for value in present if value not in kept and change.after != "any"],
                all=present if len(present) > 1 else (),
                keys=frozenset(keys),
            )
        is_word = change.what == wording.DEFAULT and change.before not in _NO_DEFAULTS and not _is_number(change.before)
        return cls(removed=[change.before.strip("'")] if is_word else [], all=())

    def is_in(self, text: str) -> bool:
        """Return whether a text states a removed value, or all values.

        Args:
            text: The text, in which values are quoted, except booleans as in Python.
        """
        return self._states_removed(text) or self._lists_all(text)

    def lines(self, lines: Sequence[str], name: re.Pattern[str]) -> Iterator[int]:
        """Yield the numbers of the lines that state a removed value.

        Args:
            lines: The lines of a file about the argument or field.
            name: Pattern of its name, which must be near the value.
        """
        for number, line in enumerate(lines, 1):
            if self._states_removed(line) and name.search("\n".join(near(lines, number))):
                yield number

    def lines_of_lists(self, lines: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of the lines that list all present values.

        A single line lists all values if it has each of them in quotes, in any order. Successive lines list all values
        if each begins with a value in quotes, as items of a list and keys of a mapping do, and they have all values
        together. An enumeration of a single value has no such lines.

        Args:
            lines: The lines of a file.

        Yields:
            The numbers, from 1.
        """
        block: list[str] = []  # the values with which the successive lines before a line begin
        for number, line in enumerate([*lines, ""], 1):
            value = self._first_value(line)
            if value is None:
                if len(block) > 1 and set(self.all) <= set(block):
                    yield from range(number - len(block), number)
                block.clear()
                if self._lists_all(line):
                    yield number
            elif self._lists_all(line):
                yield number
                block.clear()
            else:
                block.append(value)

    def _first_value(self, line: str) -> str | None:
        """Return the present value, in quotes, with which a line begins."""
        match = _FIRST.match(line)
        return match[2] if match and match[2] in self.all else None

    def _states_removed(self, text: str) -> bool:
        return any(_states(text, value, self.keys) for value in self.removed)

    def _lists_all(self, text: str) -> bool:
        return bool(self.all) and all(_states(text, value, self.keys) for value in self.all)


def near(lines: Sequence[str], number: int) -> Sequence[str]:
    """Return the lines that must have the name of the argument or field.

    Args:
        lines: The lines of a file.
        number: Number of the line with the value, from 1.
    """
    return lines[max(number - _MAX_DISTANCE - 1, 0) : number + _MAX_DISTANCE]


def quoted(value: str, *, is_key: bool) -> str:
    """Return the pattern of a value in quotes or backquotes.

    Args:
        value: The value.
        is_key: Whether JSON has a key of this name. If so, the pattern does not match the key in an object, nor
            `entry["name"]` and `entry.get("name")`.
    """
    before, after = (r"(?<![\w\])]\[)(?<!\bget\()", r"(?!\s*:)") if is_key else ("", "")
    return rf"{before}([\"'`]){re.escape(value)}\1{after}"


def _states(text: str, value: str, keys: Set[str]) -> bool:
    """Return whether a text has a value in quotes, or a boolean as in Python."""
    if value in _IN_PYTHON:
        return re.search(rf"\b{_IN_PYTHON[value]}\b", text) is not None
    return re.search(quoted(value, is_key=value in keys), text) is not None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d[\d,.]*", text) is not None

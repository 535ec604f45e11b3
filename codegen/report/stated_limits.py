"""Finds where files and the overlay state a limit or default that changed."""

import json
import operator
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import wording
from codegen.report.changes import Change
from codegen.report.stated_values import StatedValues

_BOUND = re.compile(r"\b(at most|at least|more than|less than) (\d[\d,]*)")
_MEASURED_BOUND = re.compile(r"(?:^|, )(at most|at least|more than|less than) (\d[\d,]*)( characters)?")
"""A limit of the value itself; a path precedes the limits of values inside it."""
_OF_PATTERN = re.compile(r"(?:.*? )?as (.+)")
_MEASURED = re.compile(r"\b(\d[\d,_]*) (?:characters|bytes|letters|items)\b")
_INTEGER = re.compile(r"-?\d[\d_]*")
_NUMBER = re.compile(r"\d[\d,]*")
_STATUS = re.compile(r"\bstatus(?:_code)?\s*[!=]=?\s*\d{3}\b|reply\(.*,\s*\d{3}\)|\bResponse\(\d{3}\b")
"""Statuses of responses, which are no limits."""
_ANY_CALL = re.compile(r"\bhub\.\w+\.\w+\(|\baiodockerhub [a-z][\w-]* [\w.-]")
"""A call of an operation, or a command: its numbers are about that operation."""
_HOLDER = re.compile(
    r"\$\.(?P<kind>paths|components\.\w+)(?:\.(?=\w)|\[(?='))(?P<names>\w+|'[^']+'(?:, ?'[^']+')*)(?=[.\]\[]|$)"
)
_QUOTED = re.compile(r"'([^']+)'")
_MAX_DISTANCE = 6
"""Maximum number of lines between a number and the name of the limited argument."""
_MIN_UNIQUE = 1000
"""Smallest number that is taken for the limit in every line that has it."""
_MIN_UNUSUAL = 100
"""Smallest number that is taken for the limit near the name of the argument, even in files about other operations."""
_ROUND = 50
"""Multiples of this number are not unusual, because they are also sizes of pages."""
_COMPARISONS = {"at most": operator.le, "at least": operator.ge, "more than": operator.gt, "less than": operator.lt}
_MIN_IN_FUNCTION = 5
"""Smallest number that is taken for the limit in a function about the operation, far from the argument's name."""
_MIN_PATTERN = 8
"""Minimum length of a pattern without anchors."""


@attrs.frozen
class StatedLimit:
    """A limit or default that has changed.

    Attributes:
        numbers: Numbers of the present limit that the new limit does not have in the same sense, such as "at most".
        words: Other texts of the present limit that the new limit does not have, such as a pattern.
    """

    numbers: frozenset[int]
    words: frozenset[str]

    @classmethod
    def of(cls, change: Change) -> "StatedLimit":
        """Read a change of a limit or a default.

        Args:
            change: A change of `wording.LIMITS` or `wording.DEFAULT`.

        Returns:
            The numbers and texts that only the present limit has.
        """
        if change.what == wording.DEFAULT:
            old = set(_NUMBER.findall(change.before))
            new = set(_NUMBER.findall(change.after))
            return cls(frozenset(map(_integer, old - new)), frozenset())
        before = set(_BOUND.findall(change.before))
        after = set(_BOUND.findall(change.after))
        words = _patterns(change.before) - _patterns(change.after)
        return cls(frozenset(_integer(number) for _, number in before - after), frozenset(words))

    def is_in(self, text: str) -> bool:
        """Return whether a text states the present limit.

        Args:
            text: The text, whose numbers may have any spelling.
        """
        has_number = bool(self.numbers) and _number_pattern(self.numbers).search(text) is not None
        return has_number or any(word in text for word in self.words)

    def lines(
        self, lines: Sequence[str], argument: re.Pattern[str], call: re.Pattern[str], *, is_about: bool
    ) -> Iterator[int]:
        """Yield the numbers of the lines that may state the present limit.

        Such a line has a pattern or a number of the limit, or the number plus one. A number of at least 1,000 is
        sufficient. So is its half, the limit for texts of two bytes per character. A smaller number must be near the
        name of the argument, or near a call in a file about the operation; it must not be in a line that calls another
        operation or command. A number below 100 or a multiple of 50 must also be in a file about the operation. A
        number with a unit, such as `100 characters`, is sufficient in a line with the name of the argument.

        Args:
            lines: The lines of a file.
            argument: Pattern of the name of the limited argument.
            call: Pattern of calls of the operation.
            is_about: Whether the file is about the operation.

        Yields:
            The numbers of the lines, from 1.
        """
        if not self._is_anywhere_in("\n".join(lines)):  # so it is with most files
            return
        smaller = {
            number
            for number in self.numbers
            if number < _MIN_UNIQUE and (is_about or (number >= _MIN_UNUSUAL and number % _ROUND))
        }
        near = _number_pattern({*smaller, *(number + 1 for number in smaller)})
        alone = set(self.unique_lines(lines))
        for number, line in enumerate(lines, 1):
            if number in alone or (argument.search(line) and self._is_measured_in(line)):
                yield number
            elif near.search(_STATUS.sub("", line)) and (call.search(line) or not _ANY_CALL.search(line)):
                around = "\n".join(lines[max(number - _MAX_DISTANCE - 1, 0) : number + _MAX_DISTANCE])
                if argument.search(around) or (is_about and call.search(around)):
                    yield number

    def _is_measured_in(self, line: str) -> bool:
        """Return whether a line states a number of the limit with its unit."""
        return any(_integer(number) in self.numbers for number in _MEASURED.findall(line))

    def unique_lines(self, lines: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of the lines with a large number or a pattern.

        A large number is at least 1,000. It is a number of the limit or its half, or one more than either.

        Args:
            lines: The lines of a file.
        """
        unique = {number for number in self.numbers if number >= _MIN_UNIQUE}
        alone = _number_pattern({*unique, *_halves(unique), *(number + 1 for number in unique)})
        for number, line in enumerate(lines, 1):
            if alone.search(line) or any(word in line for word in self.words):
                yield number

    def _is_anywhere_in(self, text: str) -> bool:
        """Return whether a text has a number or a word that `lines` looks for."""
        numbers = {*self.numbers, *_halves(self.numbers), *(number + 1 for number in self.numbers)}
        return _number_pattern(numbers).search(text) is not None or any(word in text for word in self.words)

    def is_small_in(self, line: str) -> bool:
        """Return whether a line states a number of the limit, or one more.

        The number is at least 5. The line must be in a function about the operation, because small numbers are common.

        Args:
            line: A line of a function about the operation.
        """
        small = {number for number in self.numbers if number >= _MIN_IN_FUNCTION}
        pattern = _number_pattern({*small, *(number + 1 for number in small)})
        return pattern.search(_STATUS.sub("", line)) is not None


def _halves(numbers: Iterable[int]) -> set[int]:
    """Return the halves of numbers, and one more, if they are 1,000 or more."""
    return {half for number in numbers for half in (number // 2, number // 2 + 1) if half >= _MIN_UNIQUE}


def is_allowed_by_one_only(change: Change, value: str) -> bool:
    """Return whether exactly one of the old and the new limits allow a value.

    Args:
        change: The change of the limits of an argument.
        value: The value in a call, as text.
    """
    return _allows(change.before, value) != _allows(change.after, value)


def _allows(state: str, value: str) -> bool:
    """Return whether those limits in words that apply to a value allow it."""
    for kind, number, unit in _MEASURED_BOUND.findall(state):
        if not unit and not _INTEGER.fullmatch(value):
            continue
        size, limit = len(value) if unit else _integer(value), _integer(number)
        if not _COMPARISONS[kind](size, limit):
            return False
    for pattern in (limit.removeprefix("as ") for limit in state.split(", ") if limit.startswith("as ")):
        try:
            if not re.search(pattern, value):
                return False
        except re.error:  # a pattern of another dialect
            continue
    return True


def _patterns(state: str) -> set[str]:
    """Return the patterns among the limits of a state.

    Code may have a pattern without its anchors.
    """
    patterns = [match[1] for limit in state.split(", ") if (match := _OF_PATTERN.fullmatch(limit))]
    bare = [pattern.removeprefix("^").removesuffix("$") for pattern in patterns]
    return {short if len(short) >= _MIN_PATTERN else pattern for pattern, short in zip(patterns, bare, strict=True)}


def of_overlay(changes: Sequence[Change], overlays: Sequence[Overlay]) -> list[tuple[Change, Action]]:
    """Find the actions that state a present value that changes.

    Args:
        changes: The changes for callers.
        overlays: The overlays after their edits.

    Returns:
        Each change of a limit, a default or values, with each action that writes the present number or values for the
        same name. The JSONPaths of change and action begin with the same path or component, or one of the two JSONPaths
        contains neither a path nor a component.
    """
    return [
        (change, action)
        for change in changes
        if change.what in {wording.LIMITS, wording.DEFAULT, wording.VALUES}
        for stated in [StatedValues.of(change) if change.what == wording.VALUES else StatedLimit.of(change)]
        for action in (action for overlay_ in overlays for action in overlay_.actions)
        if not _is_elsewhere(action, change)
        if any(stated.is_in(_as_text(node)) for name in _fields(change) for node in entries_of(action, name))
    ]


def _is_elsewhere(action: Action, change: Change) -> bool:
    """Return whether an action is about another path or component.

    The location of a change is behind references, so a change of a shared parameter is located in its component.
    """
    of_action, of_change = holders(action.target), holders(change.location)
    return bool(of_action and of_change and of_action.isdisjoint(of_change))


def holders(json_path: str) -> frozenset[str]:
    """Return the paths or components with which a JSONPath begins.

    Args:
        json_path: The JSONPath, such as `$.paths['/v2/a'].get` or `$.components.schemas.a.properties`.

    Returns:
        Kind and name of each, such as `paths /v2/a` or `components.schemas a`; empty if the JSONPath may match any.
    """
    match = _HOLDER.match(json_path)
    names = _QUOTED.findall(match["names"]) or [match["names"]] if match else []
    return frozenset(f"{match['kind']} {name}" for name in names if match)


def _fields(change: Change) -> set[str]:
    """Return the Python names of the arguments or fields that have changed."""
    return {re.split(r"[(.]", name.removeprefix("hub.").rstrip("=)"))[-1] for name in change.names}


def entries_of(action: Action, name: str) -> Iterator[JSON]:
    """Yield the values that an action writes for an argument or field.

    Args:
        action: The action.
        name: Name of the argument or field.
    """
    named = r"(?:\bproperties(?:\.|\[[^\]]*')|\bparameters(?:\.|\[')|== ')"  # not a keyword of the same name
    if re.search(rf"{named}{re.escape(name)}\b[^.]*(?:\.schema)?$", action.target):
        yield action.update
    yield from _below(action.update, name)


def _below(node: JSON, name: str) -> Iterator[JSON]:
    """Yield the entries for a name, at any depth of a value."""
    if isinstance(node, dict):
        if node.get("name") == name:
            yield node
        for key, value in node.items():
            if key == name and isinstance(value, dict):  # not a keyword of the same name
                yield value
            else:
                yield from _below(value, name)
    elif isinstance(node, list):
        for item in nodes.sequence(node):
            yield from _below(item, name)


def _as_text(node: JSON) -> str:
    return json.dumps(node, ensure_ascii=False).replace("\\\\", "\\")


def _number_pattern(numbers: frozenset[int] | set[int]) -> re.Pattern[str]:
    """Return the pattern of numbers in any spelling: 25000, 25,000, 25_000.

    A number may end a sentence. The pattern does not match keys of JSONPaths, such as `['200']`, because they are
    statuses. Without numbers, the pattern matches nothing.
    """
    spellings = [
        spelling
        for number in sorted(numbers)
        for spelling in dict.fromkeys([str(number), f"{number:,}", f"{number:_}"])
    ]
    return re.compile(
        "|".join(rf"(?<![\w.])(?<!\['){spelling}(?!\w|\.\d|,\d{{3}}|\*\*)" for spelling in spellings) or r"(?!)"
    )


def _integer(number: str) -> int:
    return int(number.replace(",", "").replace("_", ""))

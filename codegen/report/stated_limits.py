"""Finds where files and the overlay state a limit as it was."""

import json
import re
from collections.abc import Iterator, Sequence

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import wording
from codegen.report.changes import Change

_BOUND = re.compile(r"\bat (most|least) (\d[\d,]*)")
_NUMBER = re.compile(r"\d[\d,]*")
_NEAR = 6
"""Lines between a number and the name of what it limits."""
_MIN_TELLING = 1000
"""Smallest number that tells by itself what it limits."""
_MIN_UNUSUAL = 100
"""Smallest number that tells together with the name of an argument; round numbers are sizes of pages, too."""
_ROUND = 50


@attrs.frozen
class StatedLimit:
    """A limit or default that is another now.

    Attributes:
        numbers: The numbers that the limit had and no longer has.
        words: Further texts that stand for the limit, such as a pattern.
    """

    numbers: frozenset[int]
    words: frozenset[str]

    @classmethod
    def of(cls, change: Change) -> "StatedLimit":
        """Read a change of a limit or a default.

        Args:
            change: The change.
        """
        if change.what == wording.DEFAULT:
            old, new = (set(_NUMBER.findall(state)) for state in (change.before, change.after))
            return cls(frozenset(map(_integer, old - new)), frozenset())
        before, after = (set(_BOUND.findall(state)) for state in (change.before, change.after))
        patterns = [
            {each.removeprefix("as ") for each in state.split(", ") if each.startswith("as ")}
            for state in (change.before, change.after)
        ]
        return cls(frozenset(_integer(number) for _, number in before - after), frozenset(patterns[0] - patterns[1]))

    def is_in(self, text: str) -> bool:
        """Tell whether a text states the limit, its numbers in any spelling.

        Args:
            text: The text.
        """
        return bool(self.numbers and _stating(self.numbers).search(text)) or any(word in text for word in self.words)

    def lines(
        self, lines: Sequence[str], argument: re.Pattern[str], call: re.Pattern[str], *, is_about: bool
    ) -> Iterator[int]:
        """Yield the numbers of the lines that may state the limit.

        Such a line has the number, the first number beyond it, or a half of one of these, as texts of two bytes per
        character have it. A large number suffices. A smaller one stands near the name of the argument, in a file that
        is about the operation if the number is a round one.

        Args:
            lines: The lines of a file.
            argument: Finds the name of the limited argument.
            call: Finds calls of the operation.
            is_about: Whether the file is about the operation.
        """
        telling = {number for number in self.numbers if number >= _MIN_TELLING}
        halves = {half for number in telling for half in (number // 2, number // 2 + 1) if half >= _MIN_TELLING}
        alone = _stating({*telling, *halves, *(number + 1 for number in telling)})
        smaller = {
            number for number in self.numbers - telling if is_about or (number >= _MIN_UNUSUAL and number % _ROUND)
        }
        near = _stating({*smaller, *(number + 1 for number in smaller)})
        for number, line in enumerate(lines, 1):
            if alone.search(line) or any(word in line for word in self.words):
                yield number
            elif near.search(line):
                around = "\n".join(lines[max(number - _NEAR - 1, 0) : number + _NEAR])
                if argument.search(around) or (is_about and call.search(around)):
                    yield number


def of_overlay(changes: Sequence[Change], overlays: Sequence[Overlay]) -> list[tuple[Change, Action]]:
    """Find the actions that state a limit or a default as it was.

    Args:
        changes: The changes for callers.
        overlays: The overlays.

    Returns:
        Each change with each action that writes the old number for an argument or field of the same name.
    """
    return [
        (change, action)
        for change in changes
        if change.what in {wording.LIMITS, wording.DEFAULT}
        for limit in [StatedLimit.of(change)]
        for action in (action for overlay_ in overlays for action in overlay_.actions)
        if any(limit.is_in(_unquoted(node)) for name in _fields(change) for node in _about(action, name))
    ]


def _fields(change: Change) -> set[str]:
    """Name the arguments or fields that a change is about, as in Python."""
    return {re.split(r"[(.]", name.removeprefix("hub.").rstrip("=)"))[-1] for name in change.names}


def _about(action: Action, name: str) -> Iterator[JSON]:
    """Yield what an action writes about an argument or field."""
    if re.search(rf"\b{re.escape(name)}\b[^.]*(?:\.schema)?$", action.target):
        yield action.update
    yield from _below(action.update, name)


def _below(node: JSON, name: str) -> Iterator[JSON]:
    if isinstance(node, dict):
        if node.get("name") == name:
            yield node
        for key, value in node.items():
            if key == name:
                yield value
            else:
                yield from _below(value, name)
    elif isinstance(node, list):
        for item in nodes.sequence(node):
            yield from _below(item, name)


def _unquoted(node: JSON) -> str:
    return json.dumps(node, ensure_ascii=False).replace("\\\\", "\\")


def _stating(numbers: frozenset[int] | set[int]) -> re.Pattern[str]:
    """Find numbers in any spelling: 25000, 25,000 or 25_000."""
    spellings = [
        spelling
        for number in sorted(numbers)
        for spelling in dict.fromkeys([str(number), f"{number:,}", f"{number:_}"])
    ]
    return re.compile("|".join(rf"(?<![\w.]){spelling}(?![\w.]|,\d{{3}})" for spelling in spellings) or r"(?!)")


def _integer(number: str) -> int:
    return int(number.replace(",", ""))

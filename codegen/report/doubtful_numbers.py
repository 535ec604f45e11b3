"""Decides which numbers are values or defaults only by chance."""

import re
from collections.abc import Mapping, Sequence

from codegen.report import folders, source_patterns, wording
from codegen.report.changes import Change
from codegen.report.stated_limits import StatedLimit
from codegen.report.stated_values import StatedValues

CHANGES = frozenset({wording.VALUES, wording.DEFAULT})
"""Changes after which numbers are searched for that many other things have, too."""
_EXPECTING = re.compile(r"^\s*(?:assert\b|[(\[].*[)\]],?$)|\brange\(|\b[Dd]efault|\bDEFAULT")
"""Code that expects a number of items: assertions, rows of tests, ranges, and what is called a default."""


def find(change: Change, name: str, places: Sequence[str], texts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Find the lines whose number may be that of another thing.

    Args:
        change: A change for callers.
        name: Name of the changed argument or field, as in the report.
        places: Files and lines that are affected by the change.
        texts: Lines of the hand-written files, by path.

    Returns:
        If numbers are no values of an enumeration any more: the lines of code that have such a number in quotes, and do
        not give it to the argument, or compare the field with it. If a number is no default any more: the lines of
        tests, examples and benchmarks that have the number, and neither expect something of it nor name the argument.
        Empty after any other change.
    """
    argument = re.compile(
        source_patterns.of_argument(re.split(r"[(.]", name)[-1].rstrip("=)"), r"(?:_|\b)"), re.IGNORECASE
    )
    if change.what == wording.VALUES:
        numbers = [value for value in StatedValues.of(change).removed if value.isdecimal()]
        values = "|".join(map(re.escape, numbers)) or "(?!)"
        quoted = re.compile(rf"([\"'])(?:{values})\1")
        given = re.compile(
            rf"(?:{argument.pattern})[\"'\])]*(?:\s*(?:[=!]=|[=:,]|\bin\b)\s*|\s+)[\"'\[(]*(?:{values})\b"
        )
        return frozenset(
            place for place, line in _code(places, texts) if quoted.search(line) and not given.search(line)
        )
    limit = StatedLimit.of(change)
    if change.what != wording.DEFAULT or not limit.numbers:
        return frozenset()
    return frozenset(
        place
        for place, line in _code(places, texts)
        if not place.startswith(folders.CODE)
        and limit.is_small_in(line)
        and not _EXPECTING.search(line)
        and not argument.search(line)
    )


def _code(places: Sequence[str], texts: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """List the lines of Python among places, with their texts."""
    split = [(place, *place.rpartition(":")[::2]) for place in places]
    return [(place, texts[file][int(number) - 1]) for place, file, number in split if file.endswith(".py")]

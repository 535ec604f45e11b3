"""Finds lines that have a value which no enumeration has any more."""

import re
from collections.abc import Iterator, Mapping, Sequence

from codegen.report import folders, source_patterns, wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts
from codegen.report.stated_values import StatedValues, quoted
from codegen.support._commands import plain_flag

_WORD = re.compile(r"[A-Za-z]{4,}")
"""A shorter value, such as `all`, is a word of many things."""
_NO_WORDS = frozenset({"true", "false", "null", "None"})
_PARAMETERS = re.compile(r"""parametrize\(\s*(\([^()]*\)|\[[^\[\]]*\]|"[^"]*"|'[^']*')\s*,""")
"""The names of a test's parameters, which are no values."""
_MAX_PLACES = 40
"""Maximum number of lines with a value. A value on more lines is also a word of other things."""


def places(
    change: Change,
    name: str,
    texts: Mapping[str, Sequence[str]],
    facts: ClientFacts,
    changes: Sequence[Change],
) -> tuple[str, ...]:
    """Find the lines with a removed value, wherever they are.

    `value_search` finds a value near the name of its argument or field. Code that keeps the value in a variable, passes
    it on, or compares it, does not state that name.

    Args:
        change: A change for callers.
        name: Name of the changed argument or field, as in the report.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.
        changes: All changes for callers.

    Returns:
        Files and lines that have the value in quotes or backquotes, or after its option of the command line; and lines
        of guides that have it as a word, beside another value of the same enumeration. A value that another enumeration
        keeps, that has no word of at least four letters, or that is on more than 40 lines, has no such lines. Lines of
        tests that give any removed value to an example which calls the operation.
    """
    if change.what != wording.VALUES:
        return ()
    lines: dict[str, None] = {}
    for value in StatedValues.of(change).removed:
        losing = {owner for other in changes if _loses(other, value) for owner in other.names}
        owners = set(facts.values.get(value, ()))
        if owners and losing >= owners and _WORD.search(value) and value not in _NO_WORDS:
            is_key = value in facts.all_keys
            mentions = list(_mentions(value, name, StatedValues.of(change).all, texts, is_key=is_key))
            lines |= dict.fromkeys(mentions if len(mentions) <= _MAX_PLACES else ())
        lines |= dict.fromkeys(_given_to_examples(value, name, texts))
    return tuple(lines)


def _loses(change: Change, value: str) -> bool:
    return change.what == wording.VALUES and value in StatedValues.of(change).removed


def _mentions(
    value: str, name: str, values: Sequence[str], texts: Mapping[str, Sequence[str]], *, is_key: bool
) -> Iterator[str]:
    """Yield the lines with a value, except where it is a key of JSON."""
    escaped = re.escape(value)
    argument = name.partition("(")[2].rstrip("=)")
    of_option = rf"|{re.escape(plain_flag(argument))}[ =]{escaped}(?![\w-])" if argument else ""
    pattern = re.compile(f"{quoted(value, is_key=is_key)}{of_option}")
    word, other = _words([value]), _words([each for each in values if each != value])
    for file, text in texts.items():
        for number, line in enumerate(_without_parameters(text) if file.startswith(folders.TESTS) else text, 1):
            is_in_words = file.endswith(".md") and word.search(line) and other.search(line)
            if pattern.search(line) or is_in_words:
                yield f"{file}:{number}"


def _without_parameters(lines: Sequence[str]) -> list[str]:
    """Return the lines of tests without the names of their parameters."""
    text = "\n".join(lines)
    return _PARAMETERS.sub(lambda match: "parametrize(" + "\n" * match[0].count("\n"), text).split("\n")


def _given_to_examples(value: str, name: str, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield lines of tests that name an example of an operation, and a value."""
    if not name.startswith("hub."):
        return
    call = re.compile(source_patterns.of_call(f"{name.partition('(')[0]}()"))
    stems = [
        file.rpartition("/")[2].removesuffix(".py")
        for file, text in texts.items()
        if file.startswith("examples/") and file.endswith(".py") and any(call.search(line) for line in text)
    ]
    uses = re.compile(rf"\b(?:{'|'.join(stems) or '(?!)'})\b")
    quoted = re.compile(rf"([\"']){re.escape(value)}\1")
    for file, text in texts.items():
        for number, line in enumerate(text if file.startswith(folders.TESTS) else (), 1):
            if uses.search(line) and quoted.search(line):
                yield f"{file}:{number}"


def _words(values: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, values)) or '(?!)'})\b", re.IGNORECASE)

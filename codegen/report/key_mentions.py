"""Finds messages and tables of tests that name a field or an argument."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

from codegen.report import folders, source_patterns, unaffected_calls, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.stated_values import near

_GONE = frozenset({wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED, wording.FIELD_REMOVED, wording.FIELD_RENAMED})
_NEEDED = frozenset({wording.ARGUMENT_ADDED, wording.REQUIRED})
_MADE_TYPES = ("int", "float", "bool", "Literal")
_WORDS = r"\b(?:propert(?:y|ies)|keys?|fields?|parameters?|arguments?)\b:? [\"'`]?"
"""Words before the name of a field or an argument, as messages have them."""
_MAX_PLACES = 10
"""Maximum number of lines, after which a name is a word of other things, too."""
_SEARCHED = (folders.TESTS, "overrides/aiodockerhub/")
_MIN_KEYS = 8
"""Smallest number of keys of a table: a smaller dictionary may be the body of one call."""


def places(
    change: Change, name: str, texts: Mapping[str, Sequence[str]], facts: ClientFacts, changes: Sequence[Change] = ()
) -> list[str]:
    """Find the messages and tables that name a changed argument or field.

    Args:
        change: A change for callers.
        name: Name of the changed argument or field that the client has now.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.
        changes: All changes for callers; none by default.

    Returns:
        Files and lines, of code and tests: messages such as `Missing required property: size`, if the argument or field
            is gone; if another operation or model has the name, too, only in files about this one; or `size: expected
            text`, `match="size"` and `assert "size" in message` near a call of the operation; the entry of a removed
            argument in a table of tests that has values for the arguments of all operations; the first line of such a
            table that lacks an argument which is required now. A table needs no line for an argument of the query or a
            number, whose value the tests make from the document, nor if the file has a value for an argument that the
            same operation loses.
    """
    owner, _, argument = name.partition("(")
    argument = argument.rstrip("=)")
    model, _, field = name.partition(".")
    names = facts.sent.get(f"{owner}()", {}) if argument else facts.keys.get(model, {})
    searched = argument or field
    python = {file: lines for file, lines in texts.items() if file.startswith(_SEARCHED) and file.endswith(".py")}
    lines: list[str] = []
    if change.what in _GONE and searched:
        spellings = "|".join(re.escape(each) for each in sorted({searched, names.get(searched, searched)}))
        message = re.compile(rf"(?i:{_WORDS})(?:{spellings})\b(?![\w-])")
        about = _patterns_of(name, facts) if _has_others(name, facts) else None
        lines = [
            f"{file}:{number}"
            for file, text in python.items()
            if about is None or any(about.search(line) for line in text)
            for number, line in enumerate(text, 1)
            if message.search(line)
        ]
        lines = lines if len(lines) <= _MAX_PLACES else []
        lines += [each for each in _messages_on_calls(f"{owner}()", searched, python) if each not in lines]
    is_needed = change.what in _NEEDED and change.level is Level.BREAKING
    is_made = unaffected_calls.OF_QUERY in change.location or change.after.startswith(_MADE_TYPES)
    lost = {
        each.partition("(")[2].rstrip("=)")
        for other in changes
        if other.what in _GONE
        for each in other.names
        if each.startswith(f"{owner}(")
    }
    if argument and (is_needed or change.what in _GONE):
        arguments = frozenset(each for sent in facts.sent.values() for each in sent)
        for file, text in python.items():
            tables = _tables("\n".join(text), arguments) if file.startswith(folders.TESTS) else ()
            has_own = is_needed and any(_gives_own_value(line, owner, lost) for line in (text if tables else ()))
            lines += [
                f"{file}:{number}"
                for table in tables
                if not is_needed or not (is_made or has_own or lost & table.keys())
                for number in _entries(table, argument, is_needed=is_needed)
            ]
    return lines


def _has_others(name: str, facts: ClientFacts) -> bool:
    """Return whether another operation or model has the argument or field."""
    owner, _, argument = name.partition("(")
    if not argument:
        return name.partition(".")[2] in facts.shared
    argument = argument.rstrip("=)")
    return any(argument in keys for keys in facts.keys.values()) or any(
        argument in names for of in (facts.sent, facts.parameters) for call, names in of.items() if call != f"{owner}()"
    )


def _patterns_of(name: str, facts: ClientFacts) -> re.Pattern[str]:
    """Return the pattern of what is about an operation, or a model."""
    model = name.partition(".")[0]
    calls = [f"{name.partition('(')[0]}()"] if "(" in name else [*facts.models.get(model, ())]
    patterns = [rf"\b{model}\b"] if "(" not in name else []
    for call in calls:
        patterns += [source_patterns.of_call(call), source_patterns.of_handler(call)]
        path = facts.endpoints.get(call, "").partition(" ")[2]
        patterns += [source_patterns.of_path(path).pattern] if path else []
    return re.compile("|".join(patterns))


def _gives_own_value(line: str, call: str, arguments: Set[str]) -> bool:
    """Return whether a line has a value for an argument of one operation."""
    words = set(re.findall(r"[\"']([\w.]+)[\"']", line))
    return call.removeprefix("hub.") in words and not words.isdisjoint(arguments)


def _messages_on_calls(call: str, argument: str, python: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the lines near a call that have a message on an argument."""
    if not call.startswith("hub.") or "." not in call.removeprefix("hub."):
        return
    word = rf"(?<![\w.]){re.escape(argument)}"
    expected = rf"""(?:\bmatch=r?|\bassert )(["'])(?:(?!\1).)*{word}\b(?:(?!\1).)*\1(?:\)| in )"""
    message = re.compile(rf"{word}(?:: expected\b| must\b)|{expected}")
    of_call = re.compile(source_patterns.of_call(call))
    for file, lines in python.items():
        for number, line in enumerate(lines, 1):
            if message.search(line) and of_call.search("\n".join(near(lines, number))):
                yield f"{file}:{number}"


def _entries(table: Mapping[str, int], argument: str, *, is_needed: bool) -> Iterator[int]:
    """Yield the line of an entry, or the first line of a table without it."""
    if not is_needed and argument in table:
        yield table[argument]
    elif is_needed and argument not in table:
        yield min(table.values())


@lru_cache(maxsize=1024)
def _tables(code: str, arguments: frozenset[str]) -> tuple[Mapping[str, int], ...]:
    """List the tables of a module, each as the line of each key.

    A table is a constant, and most of its keys are names of arguments.
    """
    if '":' not in code and "':" not in code:
        return ()
    values = [node.value for node in ast.parse(code).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    tables = [
        {str(key.value): key.lineno for key in value.keys if isinstance(key, ast.Constant)}
        for value in values
        if isinstance(value, ast.Dict)
    ]
    return tuple(
        table for table in tables if len(table) >= _MIN_KEYS and 2 * len(table.keys() & arguments) > len(table)
    )

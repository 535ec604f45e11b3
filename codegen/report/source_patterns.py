"""Finds calls of methods and paths of requests in source code."""

import re
from collections.abc import Sequence

from codegen.support._commands import command_name, plain_flag

_VARIABLE = re.compile(r"\\{[^{}]*\\}")
_UNPACKED = re.compile(r"(?:(?<=[(,\[{\s])\*{1,2}|\b(?:params|json|data)=)([A-Za-z_]\w*)")
_CONTINUED = re.compile(r"(?:[^\n]*\\\n){0,8}[^\n]*")
"""A line, with the lines that backslashes join to it."""


def of_call(call: str) -> str:
    """Return the pattern of calls of a method, and of its names.

    Args:
        call: The call, such as `hub.orgs.list()`.

    Returns:
        A regular expression, also for the command line (`orgs list`) and the catalog, such as
        `["orgs"]["operations"]["list"]`.
    """
    resource, method = (each.replace("_", "[_-]") for each in call.removeprefix("hub.").removesuffix("()").split("."))
    between = r"""[._ ]|["'], ["']|["']\]\[["']operations["']\]\[["']"""
    return rf"(?<![\w-]){resource}(?:{between}){method}(?![\w-])"


def only_names(call: str, line: str) -> bool:
    """Return whether a line only has the name of an operation in quotes.

    Backquotes are quotes, too. For example, `fake.fault("orgs.list", status=503)` and `Operation(id="orgs.list")` call
    nothing.

    Args:
        call: The call, such as `hub.orgs.list()`.
        line: A line of code.
    """
    name = re.escape(call.removeprefix("hub.").removesuffix("()"))
    other = re.sub(rf"""(["'`]){name}\1""", "", line)
    return other != line and re.search(of_call(call), other) is None


def of_command(call: str) -> str:
    """Return the pattern of the command of a method.

    It also matches a command over several lines, or as a list of words, as in tests.

    Args:
        call: The call, such as `hub.orgs.list()`.
    """
    resource, method = map(command_name, call.removeprefix("hub.").removesuffix("()").split("."))
    return rf"""(?<![\w-]){resource}(?:\s+(?:\\\s+)?|["'],\s+["']){method}(?![\w-])"""


def is_unfinished(call: str, code: str) -> bool:
    """Return whether a command in quoted words has options and no other words.

    It is a test of the completion of options, because a whole command has words by place.

    Args:
        call: The call, such as `hub.orgs.list()`.
        code: Code that may have the command.
    """
    match = re.search(of_command(call), code)
    return match is not None and re.match(r"""["'],\s*["']-""", code[match.end() :]) is not None


def of_argument(name: str, edge: str = r"\b") -> str:
    """Return the pattern of an argument, and of its option in commands.

    An option is called without an underscore at the end, and without `is_`.

    Args:
        name: Name of the argument in Python.
        edge: Pattern of what is before and after the name; a word boundary by default.
    """
    option = plain_flag(name).removeprefix("--")
    bare = name.rstrip("_")
    words = bare.replace("_", "[_-]") + name[len(bare) :]
    return rf"(?:{edge}{words}{edge}|--(?:no-)?{option}(?![\w-]))"


def of_handler(call: str) -> str:
    """Return the pattern of the decorators of FakeHub's handlers of a method.

    Args:
        call: The call, such as `hub.orgs.list()`.
    """
    return rf"handles\(.*[\"']{re.escape(call.removeprefix('hub.').removesuffix('()'))}[\"']"


def of_path(path: str, *, exact: bool = False) -> re.Pattern[str]:
    """Return the pattern of a path, with any values for its variables.

    Args:
        path: The path, such as `/v2/orgs/{org_name}`.
        exact: Whether the path must also have a slash at the end if and only if `path` has one; `False` by default,
            where only a path without one matches.
    """
    variables = _VARIABLE.sub("{}", re.escape(path)).replace("{}", "[^/\\s\"'`]+").rstrip("/")
    end = "/" if exact and path.endswith("/") else ""
    return re.compile(rf"{variables}{end}(?![\w{{/-])")


def whole_call(lines: Sequence[str]) -> str:
    """Return the lines of a call, up to the line that closes its brackets.

    Args:
        lines: The line at which the call begins, and the lines after it.

    Returns:
        The lines of the call as text; only the first if it leaves no bracket open, all lines if the brackets stay open.
    """
    depth = 0
    for count, line in enumerate(lines, 1):
        depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        if depth <= 0:
            return "\n".join(lines[:count])
    return "\n".join(lines)


def with_unpacked(lines: Sequence[str], number: int, max_lines: int) -> str:
    """Return the lines of a call, with what it unpacks.

    Args:
        lines: The lines of a file.
        number: Number, from 1, of the line at which the call begins.
        max_lines: Maximum number of the call's lines after the first, and of lines before it that are searched.

    Returns:
        The text of the call, with the assignments above to the names after `*` and `**` in it, and to the names after
        `params=`, `json=` and `data=`.
    """
    call = whole_call(lines[number - 1 : number + max_lines])
    parts = [call]
    for name in _UNPACKED.findall(call):
        start = re.compile(rf"\s*{name}(?:: [^=]+)? = ")
        above = [index for index in range(max(number - 1 - max_lines, 0), number - 1) if start.match(lines[index])]
        parts += [whole_call(lines[index : index + max_lines]) for index in above[-1:]]
    return "\n".join(parts)


def words_around(text: str, offset: int, max_lines: int) -> str:
    """Return the call or command line around an offset.

    Args:
        text: Text of a file.
        offset: Index of a character.
        max_lines: Maximum number of lines before and after the line of the character.

    Returns:
        The innermost brackets around the character, with their content, if they begin and end within these lines; else
        the line, with the lines that backslashes join to it.
    """
    first, last = _line_bounds(text, offset, max_lines)
    begin, depth = offset - 1, 0
    while begin >= first and depth >= 0:
        depth += (text[begin] in ")]}") - (text[begin] in "([{")
        begin -= 1
    end, is_enclosed, depth = offset, depth < 0, 0
    while end < last and depth >= 0:
        depth += (text[end] in "([{") - (text[end] in ")]}")
        end += 1
    if is_enclosed and depth < 0:
        return text[begin + 1 : end]
    continued = _CONTINUED.match(text, text.rfind("\n", 0, offset) + 1)
    return continued[0] if continued else ""


def _line_bounds(text: str, offset: int, max_lines: int) -> tuple[int, int]:
    """Return where the lines around an offset begin and end."""
    first, last = offset, offset
    for _ in range(max_lines + 1):
        first = text.rfind("\n", 0, max(first, 0))
        last = text.find("\n", last + 1) if 0 <= last < len(text) else len(text)
        last = len(text) if last < 0 else last
    return first + 1, last

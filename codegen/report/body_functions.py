"""Finds the functions of FakeHub that make the bodies of an operation."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from codegen.report import annotations, folders, source_patterns, wording
from codegen.report.changes import Change

_JSON = re.compile(r"^def (\w+)\(.*-> Json:", re.MULTILINE)
"""A function that makes an object, and not a date or another value."""
_MAX_DEPTH = 3
"""Maximum number of functions of the handlers' module from a handler to a body."""


def places(change: Change, name: str, texts: Mapping[str, Sequence[str]]) -> list[str]:
    """Find the functions that make what an operation returns otherwise now.

    Args:
        change: A change for callers.
        name: Name of the changed operation that the client has now.
        texts: Lines of the hand-written files, by path.

    Returns:
        Files and lines of the functions in the bodies of FakeHub that the handler of the operation uses, itself or in
            functions of its module. Empty unless the operation returns other models than before.
    """
    if change.what != wording.RESULT or not _models(change.before) or _models(change.before) == _models(change.after):
        return []
    handles = re.compile(source_patterns.of_handler(name))
    used = {
        attribute
        for file, lines in texts.items()
        if file.startswith(folders.HANDLERS) and any(handles.search(line) for line in lines)
        for attribute in _used_by("\n".join(lines), handles)
    }
    return [
        f"{file}:{text.count(chr(10), 0, match.start()) + 1}"
        for file, text in ((file, "\n".join(lines)) for file, lines in texts.items() if file.startswith(folders.BODIES))
        for match in _JSON.finditer(text)
        if match[1] in used
    ]


def _models(state: str) -> set[str]:
    return {name for name in annotations.names(state) if name[0].isupper()} - {"Pager", "None"}


def _used_by(code: str, handles: re.Pattern[str]) -> Iterator[str]:
    """Yield the names that handlers use of other modules, such as `bodies`."""
    functions = {
        node.name: node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    waiting = [
        node for node in functions.values() if any(handles.search(ast.unparse(each)) for each in node.decorator_list)
    ]
    listed: set[str] = set()
    for _ in range(_MAX_DEPTH):
        listed |= {node.name for node in waiting}
        parts = [part for node in waiting for part in ast.walk(node)]
        yield from (part.attr for part in parts if isinstance(part, ast.Attribute))
        names = {part.id for part in parts if isinstance(part, ast.Name)} - listed
        waiting = [functions[each] for each in sorted(names & functions.keys())]

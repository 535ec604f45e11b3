"""Finds handlers of FakeHub that look at callers without need."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from codegen.report import folders, raw_requests, source_patterns, wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_REQUEST = f"{folders.FAKE_HUB}handled_request.py"
_CALLER = "caller"
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@attrs.frozen
class Opened:
    """An operation that begins to need no credentials, but not on FakeHub.

    Attributes:
        name: The call of the operation.
        places: Files and lines of what its handler does with the caller.
        requests: Files and lines of the requests of FakeHub's tests for the operation.
    """

    name: str
    places: tuple[str, ...]
    requests: tuple[str, ...]


def find(
    changes: Sequence[Change],
    texts: Mapping[str, Sequence[str]],
    facts: ClientFacts,
    sent: Mapping[str, Sequence[raw_requests.RawRequest]],
) -> list[Opened]:
    """Find operations that need no credentials now, but do on FakeHub.

    FakeHub takes from the document who may call, but a handler may look at the caller itself.

    Args:
        changes: The changes for callers.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.
        sent: Requests that tests send by method and path, by path of the file.

    Returns:
        The operations that begin to need no credentials, and whose handlers have statements that use the caller:
            themselves, or by a function of their module or a method of the request.
    """
    opened = [name for change in changes if _begins_to_need_none(change) for name in change.names]
    checking = _methods_on_callers("\n".join(texts.get(_REQUEST, ()))) if opened else frozenset[str]()
    return [
        Opened(name, places, tuple(dict.fromkeys(_requests(facts.endpoints.get(name, ""), sent))))
        for name in opened
        if (places := tuple(_places(name, texts, checking)))
    ]


def _begins_to_need_none(change: Change) -> bool:
    states = change.before.split(", "), change.after.split(", ")
    return change.what == wording.CREDENTIALS and wording.NOTHING in states[1] and wording.NOTHING not in states[0]


def _requests(endpoint: str, sent: Mapping[str, Sequence[raw_requests.RawRequest]]) -> Iterator[str]:
    for file, requests in sent.items():
        if file.startswith(folders.FAKE_TESTS):
            yield from (f"{file}:{each.line}" for each in requests if each.is_for(endpoint))


def _places(name: str, texts: Mapping[str, Sequence[str]], checking: frozenset[str]) -> Iterator[str]:
    handles = re.compile(source_patterns.of_handler(name))
    for file, lines in texts.items():
        if file.startswith(folders.HANDLERS) and any(handles.search(line) for line in lines):
            yield from (f"{file}:{line}" for line in _statements_on_callers("\n".join(lines), handles, checking))


def _methods_on_callers(code: str) -> frozenset[str]:
    """Return the methods of a request that use its caller."""
    return frozenset(
        node.name for node in ast.walk(ast.parse(code)) if isinstance(node, _Function) and _uses(node, frozenset())
    )


def _statements_on_callers(code: str, handles: re.Pattern[str], checking: frozenset[str]) -> Iterator[int]:
    """Yield the lines of a handler's outermost statements that use the caller."""
    functions = [node for node in ast.parse(code).body if isinstance(node, _Function)]
    names = checking
    while more := {node.name for node in functions if node.name not in names and _uses(node, names)}:
        names |= more
    for function in functions:
        if any(handles.search(ast.unparse(each)) for each in function.decorator_list):
            yield from (statement.lineno for statement in function.body if _uses(statement, names))


def _uses(node: ast.AST, names: frozenset[str]) -> bool:
    """Return whether code uses the caller, or calls a function that does."""
    parts = list(ast.walk(node))
    called = {part.func for part in parts if isinstance(part, ast.Call)}
    return any(isinstance(part, ast.Attribute) and part.attr == _CALLER for part in parts) or any(
        (each.attr if isinstance(each, ast.Attribute) else each.id) in names
        for each in called
        if isinstance(each, ast.Attribute | ast.Name)
    )

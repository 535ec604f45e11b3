"""Finds operations that `check` and `drift` leave out now."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from codegen.report import wording, wording_of_remains
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_FILE = "overrides/aiodockerhub/service_check.py"
_VALUES, _CHECK = "argument_values", "check"
_FURTHER = "overrides/aiodockerhub/cli/commands/drift.py"
_REQUIRED = wording.required("")
_ARGUMENT = re.compile(r"(hub\.\w+\.\w+)\((\w+)=?\)")


@attrs.frozen
class Uncompared:
    """An operation that `check` or `drift` called before, and leaves out now.

    Attributes:
        name: The argument that they have no value for, or the operation that `check` may not call any more.
        what: What the programs lack, in the words of `wording_of_remains`.
        place: File and line of the function to change.
    """

    name: str
    what: str
    place: str


def find(changes: Sequence[Change], texts: Mapping[str, Sequence[str]], facts: ClientFacts) -> list[Uncompared]:
    """Find the operations that change so that the programs leave them out.

    Args:
        changes: The changes for callers.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        Of the operations that only read, and for which the programs have derived all required arguments: those with a
            required argument that is new or has another name, and that the programs do not derive; and those that need
            credentials now. None if the file with the functions of the programs is missing.
    """
    places, derived = _functions(texts.get(_FILE, ()))
    if _VALUES not in places or _CHECK not in places:
        return []
    given = derived | _keys_in("\n".join(texts.get(_FURTHER, ())))
    called = {call for call, required in facts.reads.items() if required <= given}
    alone = {call for call in called if facts.reads[call] <= derived}
    return [
        *(
            Uncompared(name, wording_of_remains.UNDERIVED, f"{_FILE}:{places[_VALUES]}")
            for name, call, argument in _newly_required(changes)
            if call in called and argument not in given
        ),
        *(
            Uncompared(call, wording_of_remains.UNCHECKED, f"{_FILE}:{places[_CHECK]}")
            for change in changes
            if change.what == wording.CREDENTIALS
            and wording.NOTHING in change.before.split(", ")
            and wording.NOTHING not in change.after.split(", ")
            for call in change.names
            if call in alone
        ),
    ]


def _newly_required(changes: Sequence[Change]) -> Iterator[tuple[str, str, str]]:
    """Yield each argument that a call must pass by that name only now.

    Yields:
        The argument as the report names it, the call of its operation, and its name in Python.
    """
    for change in changes:
        is_required = (change.what == wording.REQUIRED and change.after == "yes") or (
            change.what == wording.ARGUMENT_ADDED and _REQUIRED in change.after
        )
        for name in change.names:
            match = _ARGUMENT.fullmatch(name)
            if match and (is_required or change.what == wording.ARGUMENT_RENAMED):
                yield name, f"{match[1]}()", match[2]


def _functions(lines: Sequence[str]) -> tuple[dict[str, int], frozenset[str]]:
    """Read the lines of the functions, and the arguments that have a value."""
    functions = {
        node.name: node
        for node in ast.parse("\n".join(lines)).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    derived = _keys_in(ast.unparse(functions[_VALUES])) if _VALUES in functions else frozenset[str]()
    return {name: node.lineno for name, node in functions.items()}, derived


def _keys_in(code: str) -> frozenset[str]:
    """Return the texts that code has as keys of mappings or assigns to."""
    keys = [key for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Dict) for key in node.keys]
    keys += [
        target.slice
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Subscript)
    ]
    return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))

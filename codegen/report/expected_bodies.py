"""Finds bodies that tests expect of a call that another file makes."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from codegen.report import function_scopes, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

_TESTS = "tests/"
_ADDING = frozenset({wording.REQUIRED, wording.ARGUMENT_ADDED})
"""Changes after which a body may lack the key of the argument."""
_REMOVING = frozenset({wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED})
"""Changes after which a body no longer has the key of the argument."""


def places(
    change: Change, name: str, concerned: Sequence[str], texts: Mapping[str, Sequence[str]], facts: ClientFacts
) -> list[str]:
    """Find the bodies of requests that tests compare with those of a call.

    The call is in a constant such as `CREATE = calls.things.create("a")`, which functions of any test use.

    Args:
        change: A change for callers.
        name: Name of the changed argument, as in the report.
        concerned: Files and lines that are known to be affected by the change, such as those of the constant.
        texts: Lines of the hand-written files, by path.
        facts: Facts about the present client.

    Returns:
        Files and lines of the dictionaries in these functions whose keys are all names in the body of the operation. If
        the argument is required now, they lack it; if it was removed or renamed, they have it. Empty if the change is
        not of an argument, or breaks no call.
    """
    call, _, argument = name.partition("(")
    sent = facts.sent.get(f"{call}()", {})
    is_breaking = change.what in _ADDING | _REMOVING and change.level is Level.BREAKING
    if not is_breaking or not argument.endswith("=)") or not sent:
        return []
    argument = argument.removesuffix("=)")
    key = sent.get(argument, argument)
    constants = set(_constants(concerned, texts))
    return [
        f"{file}:{line}"
        for file, lines in texts.items()
        if constants and file.startswith(_TESTS) and file.endswith(".py")
        for line, keys in _bodies(file, "\n".join(lines), frozenset(constants))
        if keys <= {*sent.values()} and (key in keys) is (change.what in _REMOVING)
    ]


def _constants(concerned: Sequence[str], texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield file and name of each constant of tests that has such a line."""
    for file, _, number in (place.rpartition(":") for place in concerned):
        if file.startswith(_TESTS) and file.endswith(".py"):
            for constant, lines in function_scopes.constants("\n".join(texts.get(file, ()))):
                if int(number) in lines:
                    yield file, constant


@lru_cache(maxsize=1024)
def _bodies(file: str, code: str, constants: frozenset[tuple[str, str]]) -> tuple[tuple[int, frozenset[str]], ...]:
    """List line and keys of dictionaries in functions that use a constant."""
    if not any(constant in code for _, constant in constants):
        return ()
    tree = ast.parse(code)
    used = {constant for place, constant in constants if place == file}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            place = f"{node.module.replace('.', '/')}.py"
            used |= {each.asname or each.name for each in node.names if (place, each.name) in constants}
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(isinstance(each, ast.Name) and each.id in used for each in ast.walk(node))
    ]
    by_line = {
        node.lineno: frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Dict) and node.keys and all(isinstance(key, ast.Constant) for key in node.keys)
    }
    return tuple(sorted(by_line.items()))

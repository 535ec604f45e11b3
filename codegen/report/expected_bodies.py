"""Finds bodies that tests and guides expect of a call."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from codegen.report import folders, function_scopes, raw_requests, source_patterns, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

_ADDING = frozenset({wording.REQUIRED, wording.ARGUMENT_ADDED})
"""Changes after which a body may lack the key of the argument."""
_REMOVING = frozenset({wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED})
"""Changes after which a body no longer has the key of the argument."""
_EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NO_REQUESTS: Mapping[str, Sequence[raw_requests.RawRequest]] = {}

Body = tuple[int, frozenset[str]]
"""Line and keys of a dictionary."""


def places(
    change: Change,
    name: str,
    concerned: Sequence[str],
    texts: Mapping[str, Sequence[str]],
    facts: ClientFacts,
    *,
    sent: Mapping[str, Sequence[raw_requests.RawRequest]] = _NO_REQUESTS,
) -> list[str]:
    """Find the bodies that tests and guides compare with those of a call.

    The call is in the same function or example, as a call, a command, or a request by method and path; or it is in a
    constant such as `CREATE = calls.things.create("a")`, which functions of any test use.

    Args:
        change: A change for callers.
        name: Name of the changed argument, as in the report.
        concerned: Files and lines that are known to be affected by the change, such as those of the constant.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.
        sent: Requests that tests send by method and path, by path of the file; none by default.

    Returns:
        Files and lines of the dictionaries in these functions whose keys are all names in the body of the operation. If
        the argument is required now, the dictionaries lack its name; else they have its name. A dictionary in the line
        of a request for another operation is that one's body. Empty if the change is not of an argument in a body, or
        breaks no call and no body.
    """
    owner, _, argument = name.partition("(")
    names = facts.sent.get(f"{owner}()", {})
    argument = argument.rstrip("=)")
    is_in_body = [wording.IN_BODY in state for state in (change.before, change.after)]
    is_moved = change.what == wording.SENT_AS and is_in_body[0] != is_in_body[1]
    is_breaking = change.what in _ADDING | _REMOVING and change.level is Level.BREAKING and name.endswith("=)")
    if not names or not argument or not (is_moved or is_breaking):
        return []
    key = names.get(argument, argument)
    is_lost = is_in_body[0] if is_moved else change.what in _REMOVING
    call = f"{owner}()"
    pattern = re.compile(f"{source_patterns.of_call(call)}|{source_patterns.of_command(call)}")
    calling = [
        f"{file}:{number}"
        for file, lines in texts.items()
        if is_moved and file.startswith(folders.TESTS)
        for number, line in enumerate(lines, 1)
        if pattern.search(line)
    ]
    constants = frozenset(_constants([*concerned, *calling], texts))
    endpoint = facts.endpoints.get(call, "")
    others = {file: {each.line for each in listed if not each.is_for(endpoint)} for file, listed in sent.items()}
    return [
        f"{file}:{line}"
        for file, lines in texts.items()
        for line, keys in [
            *_bodies_by_constants(file, lines, constants),
            *_bodies_beside(file, lines, pattern, {each.line for each in sent.get(file, ()) if each.is_for(endpoint)}),
        ]
        if keys <= {*names.values()} and (key in keys) is is_lost and line not in others.get(file, ())
    ]


def _bodies_by_constants(file: str, lines: Sequence[str], constants: frozenset[tuple[str, str]]) -> Sequence[Body]:
    is_test = constants and file.startswith(folders.TESTS) and file.endswith(".py")
    return _bodies(file, "\n".join(lines), constants) if is_test else ()


def _bodies_beside(file: str, lines: Sequence[str], pattern: re.Pattern[str], own: set[int]) -> Iterator[Body]:
    """Yield the dictionaries in functions and examples that have a call.

    Args:
        file: Path of the file.
        lines: Lines of the file.
        pattern: Pattern of calls and commands.
        own: Numbers of the lines with requests for the operation by path.
    """
    code = "\n".join(lines)
    if file.startswith(folders.TESTS) and file.endswith(".py") and (own or pattern.search(code)):
        in_functions = function_scopes.lines_of(code, lambda line: line in own or bool(pattern.search(lines[line - 1])))
        yield from (body for body in _dictionaries(ast.parse(code)) if body[0] in in_functions)
    elif file.endswith(".md"):
        for example in _EXAMPLE.finditer(code):
            if pattern.search(example[1]) and (tree := _tree(example[1])):
                above = code.count("\n", 0, example.start(1))
                yield from ((line + above, keys) for line, keys in _dictionaries(tree))


def _tree(code: str) -> ast.Module | None:
    """Return the syntax tree of an example; `None` if it is not Python."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return None


def _dictionaries(tree: ast.AST) -> list[Body]:
    """List line and keys of the dictionaries whose keys are all constants."""
    return [
        (node.lineno, frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant)))
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict) and node.keys and all(isinstance(key, ast.Constant) for key in node.keys)
    ]


def _constants(concerned: Sequence[str], texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield file and name of each constant of tests that has such a line."""
    for file, _, number in (place.rpartition(":") for place in concerned):
        if file.startswith(folders.TESTS) and file.endswith(".py"):
            for constant, lines in function_scopes.constants("\n".join(texts.get(file, ()))):
                if int(number) in lines:
                    yield file, constant


@lru_cache(maxsize=1024)
def _bodies(file: str, code: str, constants: frozenset[tuple[str, str]]) -> tuple[Body, ...]:
    """List line and keys of the dictionaries in functions with a constant."""
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
    return tuple(sorted(dict(body for function in functions for body in _dictionaries(function)).items()))

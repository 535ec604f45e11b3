"""Finds lists of the arguments of an operation in tests."""

import ast
from collections.abc import Iterator, Mapping, Sequence, Set

from codegen.report import folders, function_scopes, wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_GONE = frozenset({wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED})


def places(change: Change, name: str, texts: Mapping[str, Sequence[str]], facts: ClientFacts) -> list[str]:
    """Find the lists of arguments that have a removed or renamed one.

    Args:
        change: A change for callers.
        name: Name of the changed argument that the client has now.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        Files and lines, only of tests. A list has at least two texts, all of them arguments of the operation, or their
            names in requests; and the function around it names the operation, such as `things.update` or
            `load()["things"]["operations"]["update"]`. Empty for other changes.
    """
    owner, _, argument = name.partition("(")
    call, argument = f"{owner}()", argument.rstrip("=)")
    sent = {**facts.sent.get(call, {}), **facts.parameters.get(call, {})}
    if change.what not in _GONE or not argument:
        return []
    operation = owner.removeprefix("hub.")
    gone = frozenset({argument, sent.get(argument, argument)})
    return [
        f"{file}:{number}"
        for file, lines in texts.items()
        if file.startswith(folders.TESTS) and file.endswith(".py")
        for code in ["\n".join(lines)]
        if all(word in code for word in operation.split("."))
        for function in function_scopes.functions(code)
        for number in _lists(function, operation, gone, frozenset({*sent, *sent.values()}))
    ]


def _lists(function: ast.AST, operation: str, gone: Set[str], arguments: Set[str]) -> Iterator[int]:
    """Yield the lines of lists with a removed argument in a function."""
    nodes = [*ast.walk(function)]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    if not set(operation.split(".")) <= texts and not any(
        operation in text for text in (*texts, ast.unparse(function))
    ):
        return
    for node in nodes:
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) > 1:
            items = {item.value if isinstance(item, ast.Constant) else None for item in node.elts}
            if items <= arguments and items & gone:
                yield node.lineno

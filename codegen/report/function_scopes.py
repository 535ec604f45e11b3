"""Finds the lines of functions that have a line of a given kind."""

import ast
from collections.abc import Callable, Iterator
from functools import lru_cache

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(code: str, is_about: Callable[[int], bool]) -> frozenset[int]:
    """Return the lines of functions that have a line of a given kind.

    Args:
        code: Code of a module.
        is_about: Function that takes the number of a line, and returns whether the line is of that kind.

    Returns:
        The numbers of the lines of these functions, with their decorators, and of the assignments to names of the
        module that the functions use; empty if the code is not Python.
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return frozenset()
    assigned = dict(_constants(tree))
    lines: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, _Function):
            continue
        own = range(min([node.lineno, *(each.lineno for each in node.decorator_list)]), (node.end_lineno or 0) + 1)
        if any(map(is_about, own)):
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            lines.update(own, *(assigned[name] for name in names & assigned.keys()))
    return frozenset(lines)


@lru_cache(maxsize=256)
def functions(code: str) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    """List the functions of a module, also those in others and in classes.

    Args:
        code: Code of a module.

    Returns:
        The functions; none if the code is not Python.
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, _Function))


def constants(code: str) -> list[tuple[str, range]]:
    """List the assignments to single names of a module, with their lines.

    Args:
        code: Code of a module.

    Returns:
        Name and lines of each; empty if the code is not Python.
    """
    try:
        return list(_constants(ast.parse(code)))
    except SyntaxError:
        return []


def _constants(tree: ast.Module) -> Iterator[tuple[str, range]]:
    """Yield name and lines of each assignment to a single name of a module."""
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, range(node.lineno, (node.end_lineno or node.lineno) + 1)

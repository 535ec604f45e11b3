"""Finds the requests that tests send by method and path."""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping

import attrs

_METHODS = frozenset({"get", "head", "post", "put", "patch", "delete"})
_MOST_TEXTS = 20
"""Texts of one expression; a variable may have had several values."""
_DEEPEST = 3
"""Variables within variables that are followed."""
_ANY = "\0"
"""Stands for a part of a path that is computed."""
_VARIABLE = re.compile(r"\{[^{}]*\}")
_PATH = re.compile(r"/v\d+/[^?#]*")


@attrs.frozen
class RawRequest:
    """A request in the text of a test.

    Attributes:
        method: In lower case.
        path: The path, without a query.
        line: From 1.
    """

    method: str
    path: str
    line: int

    def is_for(self, endpoint: str) -> bool:
        """Tell whether the request may reach an operation.

        Args:
            endpoint: Method and path, such as `GET /v2/things/{name}`.
        """
        method, _, path = endpoint.partition(" ")
        wanted, there = path.rstrip("/").split("/"), self.path.rstrip("/").split("/")
        return (
            self.method == method.lower()
            and len(wanted) == len(there)
            and all(
                step == other or _ANY in other or _VARIABLE.search(step) is not None
                for step, other in zip(wanted, there, strict=True)
            )
        )


def find(text: str) -> list[RawRequest]:
    """Find the requests in a module of tests.

    Args:
        text: The module. Paths put together from constants and variables of the module are understood.

    Returns:
        The requests; a request with several possible paths once for each.
    """
    tree = ast.parse(text)
    values = _values(tree)
    requests = dict.fromkeys(
        RawRequest(method, path[0], written.lineno)
        for node in ast.walk(tree)
        for method, written in _written(node)
        for text_ in _texts(written, values)
        if (path := _PATH.search(text_))
    )
    return list(requests)


def _values(tree: ast.Module) -> Mapping[str, list[ast.expr]]:
    """List the expressions that a name is given anywhere in the module."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(node, ast.Assign) and isinstance(target, ast.Name):
                values.setdefault(target.id, []).append(node.value)
    return values


def _written(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield methods and expressions of paths that stand together."""
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in _METHODS:
            yield name, node.args[0]
    items = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple | ast.List) else []
    for first, second in itertools.pairwise(items):
        if isinstance(first, ast.Constant) and str(first.value).lower() in _METHODS:
            yield str(first.value).lower(), second


def _texts(node: ast.expr, values: Mapping[str, list[ast.expr]], depth: int = 0) -> list[str]:
    """Give the texts that an expression may have."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        inner = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
        parts = [_texts(part, values, depth) for part in inner]
        return ["".join(chosen) for chosen in itertools.islice(itertools.product(*parts), _MOST_TEXTS)]
    if isinstance(node, ast.Name) and node.id in values and depth < _DEEPEST:
        texts = [text for value in values[node.id] for text in _texts(value, values, depth + 1)]
        return texts[:_MOST_TEXTS]
    return [_ANY]

"""Finds the requests that tests send by method and path."""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

import attrs

_METHODS = frozenset({"get", "head", "post", "put", "patch", "delete"})
_MAX_TEXTS = 20
"""Maximum number of texts of an expression, because a module may assign several values to a variable."""
_MAX_DEPTH = 3
"""Maximum number of variables that are followed from one value to the next."""
_ANY = "\0"
"""The character in the place of a part of a path that the module computes."""
_VARIABLE = re.compile(r"\{[^{}]*\}")
_VERSION = re.compile(r"v\d+")
_PATH = re.compile(r"/v\d+/[^?#]*")
_PATH_IN_LINES = re.compile(r"\n.*/v\d+/")


@attrs.frozen
class RawRequest:
    """A request in the code of a test.

    Attributes:
        method: HTTP method in lower case.
        path: The path without its query, with `_ANY` for each part that the module computes.
        line: Number of the line, from 1.
    """

    method: str
    path: str
    line: int

    def is_for(self, endpoint: str) -> bool:
        """Return whether the request may reach an operation.

        A part that the module computes matches any part of a path. If the path of the operation has words besides the
        version, the path of the request must have one of them, because a request whose path is wholly computed may be
        for any operation.

        Args:
            endpoint: HTTP method and path of the operation, such as `GET /v2/things/{name}`.
        """
        method, _, path = endpoint.partition(" ")
        wanted, there = path.rstrip("/").split("/"), self.path.rstrip("/").split("/")
        words = {step for step in wanted if step and not _VARIABLE.search(step) and not _VERSION.fullmatch(step)}
        return (
            self.method == method.lower()
            and len(wanted) == len(there)
            and (not words or not words.isdisjoint(there))
            and all(
                step == other or _ANY in other or _VARIABLE.search(step) is not None
                for step, other in zip(wanted, there, strict=True)
            )
        )


def find(text: str) -> list[RawRequest]:
    """Find the requests in a module of tests.

    Args:
        text: Code of the module. In paths, also in f-strings, names are replaced by the texts that plain assignments
            such as `PATH = ...` give them, through at most three names. Other parts are unknown, such as attributes,
            texts joined by `+` or `%`, and names with an annotation.

    Returns:
        The requests, also of scripts in texts of the module. If a request has several possible paths, it is listed for
        each of at most 20.

    Raises:
        SyntaxError: The text is not Python.
    """
    return list(dict.fromkeys(_requests(ast.parse(text), 0)))


def _requests(tree: ast.Module, line_offset: int) -> Iterator[RawRequest]:
    """Yield the requests in code, and in the scripts that are texts in it."""
    values = _values(tree)
    for node in ast.walk(tree):
        for method, expression in _methods_and_paths(node):
            for possible_text in _texts(expression, values):
                path = _PATH.search(possible_text)
                if path:
                    yield RawRequest(method, path[0], expression.lineno + line_offset)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PATH_IN_LINES.search(node.value):
            with suppress(SyntaxError, ValueError):  # prose, or another language
                yield from _requests(ast.parse(node.value), node.lineno + line_offset - 1)


def _values(tree: ast.Module) -> Mapping[str, list[ast.expr]]:
    """Return the expressions that the module assigns to each name."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(node, ast.Assign) and isinstance(target, ast.Name):
                values.setdefault(target.id, []).append(node.value)
    return values


def _methods_and_paths(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield each HTTP method in a node with the expression of a path.

    In `hub.get("/v2/x")`, the method is the name of the called method. In `request("get", "/v2/x")` or in the tuple
    `("get", "/v2/x")`, the method is the text before the path.
    """
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in _METHODS:
            yield name, node.args[0]
    items = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple | ast.List) else []
    for first, second in itertools.pairwise(items):
        if isinstance(first, ast.Constant) and str(first.value).lower() in _METHODS:
            yield str(first.value).lower(), second


def _texts(node: ast.expr, values: Mapping[str, list[ast.expr]], depth: int = 0) -> list[str]:
    """List the texts that an expression may evaluate to.

    `_ANY` is in the place of a value that the module computes.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        inner = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
        parts = [_texts(part, values, depth) for part in inner]
        return ["".join(chosen) for chosen in itertools.islice(itertools.product(*parts), _MAX_TEXTS)]
    if isinstance(node, ast.Name) and node.id in values and depth < _MAX_DEPTH:
        texts = [text for value in values[node.id] for text in _texts(value, values, depth + 1)]
        return texts[:_MAX_TEXTS]
    return [_ANY]

"""Finds the requests that tests send by method and path."""

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

import attrs

_METHODS = frozenset({"get", "head", "post", "put", "patch", "delete"})
_MAX_TEXTS = 20
"""Maximum number of texts of an expression, because a module may assign several values to a variable."""
_MAX_DEPTH = 3
"""Maximum number of variables that are followed from one value to the next."""
_ANY = "\0"
"""The character in the place of a part of a path that the module computes."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Values = Mapping[str, list[ast.expr]]
"""The expressions that may be the value of each name."""
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
            such as `PATH = ...` or `user, path = ...` give them in the same function or around it, through at most
            three names. Other parts are unknown, such as attributes, texts joined by `+` or `%`, and names with an
            annotation.

    Returns:
        The requests, also of scripts in texts of the module. If a request has several possible paths, it is listed for
        each of at most 20.

    Raises:
        SyntaxError: The text is not Python.
    """
    return list(dict.fromkeys(_requests(ast.parse(text), 0)))


def _requests(tree: ast.Module, line_offset: int) -> Iterator[RawRequest]:
    """Yield the requests in code, and in the scripts that are texts in it."""
    for node, values in _nodes_with_values(tree, {}, _given_methods(tree)):
        for method, expression in _methods_and_paths(node, values):
            for possible_text in _texts(expression, values):
                path = _PATH.search(possible_text)
                if path:
                    yield RawRequest(method, path[0], expression.lineno + line_offset)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PATH_IN_LINES.search(node.value):
            with suppress(SyntaxError, ValueError):  # prose, or another language
                yield from _requests(ast.parse(node.value), node.lineno + line_offset - 1)


def _given_methods(tree: ast.Module) -> Mapping[str, Mapping[int, list[ast.expr]]]:
    """Return the HTTP methods that calls pass, by function and place."""
    given: dict[str, dict[int, list[ast.expr]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for place, argument in enumerate(node.args):
                if isinstance(argument, ast.Constant) and str(argument.value).lower() in _METHODS:
                    given.setdefault(node.func.id, {}).setdefault(place, []).append(argument)
    return given


def _nodes_with_values(
    scope: ast.Module | _Function, outer: _Values, given: Mapping[str, Mapping[int, list[ast.expr]]]
) -> Iterator[tuple[ast.AST, _Values]]:
    """Yield the nodes of a scope, each with the values of its names.

    A name of a function is another than a name of the same spelling outside.
    """
    nodes, functions = _own_nodes(scope)
    own = _values(nodes)
    if isinstance(scope, _Function):
        parameters = [each.arg for each in ast.walk(scope.args) if isinstance(each, ast.arg)]
        outer = {name: value for name, value in outer.items() if name not in parameters}
        outer |= {
            parameters[place]: methods
            for place, methods in given.get(scope.name, {}).items()
            if place < len(parameters)
        }
    values = {**outer, **own}
    yield from ((node, values) for node in nodes)
    for function in functions:
        yield from _nodes_with_values(function, values, given)


def _own_nodes(scope: ast.Module | _Function) -> tuple[list[ast.AST], list[_Function]]:
    """Return the nodes that are in no inner function, and the inner functions."""
    nodes, functions, waiting = list[ast.AST](), list[_Function](), list[ast.AST](scope.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Function):
            functions.append(node)
            waiting += [*node.decorator_list, node.args]
        else:
            nodes.append(node)
            waiting += ast.iter_child_nodes(node)
    return nodes, functions


def _values(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """Return the expressions that plain assignments give to each name."""
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            for name, value in _pairs(target, node.value) if isinstance(node, ast.Assign) else ():
                values.setdefault(name, []).append(value)
    return values


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield each assigned name with its expression, also of `a, b = 1, 2`."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for inner, each in zip(target.elts, value.elts, strict=True):
            yield from _pairs(inner, each)


def _methods_and_paths(node: ast.AST, values: _Values) -> Iterator[tuple[str, ast.expr]]:
    """Yield each HTTP method in a node with the expression of a path.

    In `hub.get("/v2/x")`, the method is the name of the called method. In `request("get", "/v2/x")` or in the tuple
    `("get", "/v2/x")`, the method is the text before the path. In `http.request(method, "/v2/x")`, it is
    any method that the module passes to the function around.
    """
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in _METHODS:
            yield name, node.args[0]
        if name == "request" and len(node.args) > 1 and isinstance(node.args[0], ast.Name):
            yield from ((text.lower(), node.args[1]) for text in _texts(node.args[0], values) if text != _ANY)
    items = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple | ast.List) else []
    for first, second in itertools.pairwise(items):
        if isinstance(first, ast.Constant) and str(first.value).lower() in _METHODS:
            yield str(first.value).lower(), second


def _texts(node: ast.expr, values: _Values, depth: int = 0) -> list[str]:
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

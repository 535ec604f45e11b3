"""Finds the requests that tests send by method and path."""

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Set
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
_Loop = ast.For | ast.AsyncFor | ast.comprehension
_Listing = ast.Tuple | ast.List | ast.Set
_PARAMETRIZE = "mark.parametrize"
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
            such as `PATH = ...` or `user, path = ...`, loops such as `for path in (...)`, `pytest.mark.parametrize` and
            calls of the function give them in the same function or around it, through at most three names. Other parts
            are unknown, such as attributes, texts joined by `+` or `%`, and names with an annotation.

    Returns:
        The requests, also of scripts in texts of the module. If a request has several possible paths, it is listed for
        each of at most 20. If the path is an argument of the function around the request, the line is where a call or
        `pytest.mark.parametrize` passes the path.

    Raises:
        SyntaxError: The text is not Python.
    """
    return list(dict.fromkeys(_requests(ast.parse(text), 0)))


def _requests(tree: ast.Module, line_offset: int) -> Iterator[RawRequest]:
    """Yield the requests in code, and in the scripts that are texts in it."""
    given = _given(tree)
    passed = {id(expression) for of_function in given.values() for each in of_function.values() for expression in each}
    functions = [each for each in ast.walk(tree) if isinstance(each, _Function)]
    passed |= {id(each) for function in functions for values in _parametrized(function).values() for each in values}
    for node, values in _nodes_with_values(tree, {}, given):
        for method, expression in _methods_and_paths(node, values):
            for source in _passed(expression, values, passed) or [expression]:
                for possible_text in _texts(source, values):
                    path = _PATH.search(possible_text)
                    if path:
                        yield RawRequest(method, path[0], source.lineno + line_offset)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PATH_IN_LINES.search(node.value):
            with suppress(SyntaxError, ValueError):  # prose, or another language
                yield from _requests(ast.parse(node.value), node.lineno + line_offset - 1)


def _given(tree: ast.Module) -> Mapping[str, Mapping[int, list[ast.expr]]]:
    """Return the texts and names that calls pass, by function and place."""
    given: dict[str, dict[int, list[ast.expr]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for place, argument in enumerate(node.args):
                if isinstance(argument, ast.Constant | ast.JoinedStr | ast.Name):
                    given.setdefault(node.func.id, {}).setdefault(place, []).append(argument)
    return given


def _passed(expression: ast.expr, values: _Values, passed: Set[int]) -> list[ast.expr]:
    """List the expressions that are passed for an argument.

    Args:
        expression: An expression in a function.
        values: The values of the names.
        passed: Identities of the expressions that the module passes to functions.

    Returns:
        The expressions; none if the expression is not the name of an argument of the function around it.
    """
    given = values.get(expression.id, ()) if isinstance(expression, ast.Name) else ()
    return [each for each in given if id(each) in passed]


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
            parameters[place]: passed for place, passed in given.get(scope.name, {}).items() if place < len(parameters)
        }
        outer |= _parametrized(scope)
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
    """Return the expressions that assignments and loops give to each name."""
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        for target, value in _assigned(node):
            for name, expression in _pairs(target, value):
                values.setdefault(name, []).append(expression)
    return values


def _assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target of a plain assignment or a loop with its values."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, _Loop) and isinstance(node.iter, _Listing):
        yield from ((node.target, each) for each in node.iter.elts)


def _parametrized(function: _Function) -> _Values:
    """Return the expressions that `pytest.mark.parametrize` gives to names."""
    values: dict[str, list[ast.expr]] = {}
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or not ast.unparse(decorator.func).endswith(_PARAMETRIZE):
            continue
        names, cases = (*decorator.args, None, None)[:2]
        for case in cases.elts if isinstance(cases, _Listing) else ():
            for name, value in _pairs(_target(names), case):
                values.setdefault(name, []).append(value)
    return values


def _target(names: ast.expr | None) -> ast.expr:
    """Return the names of `pytest.mark.parametrize` as a target of values."""
    if isinstance(names, ast.Constant):
        listed = str(names.value).split(",")
    else:
        listed = [str(each.value) for each in getattr(names, "elts", ()) if isinstance(each, ast.Constant)]
    targets = [ast.Name(name.strip()) for name in listed if name.strip()]
    return targets[0] if len(targets) == 1 else ast.Tuple([*targets])


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
        different = {ast.unparse(value): value for value in values[node.id]}.values()
        return [
            *itertools.islice((text for value in different for text in _texts(value, values, depth + 1)), _MAX_TEXTS)
        ]
    return [_ANY]

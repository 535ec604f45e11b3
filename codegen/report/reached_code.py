"""Finds hand-written code that a test uses outside of its function."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import attrs

_MAX_DEPTH = 3
"""Maximum number of steps from a test to a definition that it uses, directly or in other definitions."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@attrs.frozen
class _Module:
    """What a module defines and imports.

    Attributes:
        definitions: The statements that define a name: functions, classes and assignments, by name.
        imports: For each imported name: the dotted name of its module, and its name there, which is empty if the module
            itself is imported.
    """

    definitions: Mapping[str, Sequence[ast.stmt]]
    imports: Mapping[str, tuple[str, str]]


def reached(root: Path, file: str, function: str) -> Iterator[list[tuple[str, range]]]:
    """Find the definitions that a function of a test uses.

    Names of its module, names from other modules of the project, and fixtures are followed. The code of the client is
    not followed, because most tests use most of it.

    Args:
        root: Folder of the project.
        file: Path of the file, from the root.
        function: Name of the function; it may be in a class.

    Yields:
        File and line numbers of definitions: first of those that the function uses, then of those that these use, and
        so on. Each definition comes once.
    """
    tree = _tree(root / file)
    nodes: list[tuple[str, ast.stmt]] = [
        (file, node)
        for node in (ast.walk(tree) if tree is not None else ())
        if isinstance(node, _FUNCTIONS) and node.name == function
    ]
    listed = {id(node) for _, node in nodes}
    for _ in range(_MAX_DEPTH):
        used = {id(each[1]): each for place, node in nodes for each in _used(root, place, node)}
        nodes = [each for number, each in used.items() if number not in listed]
        listed.update(used)
        yield [(place, range(node.lineno, (node.end_lineno or node.lineno) + 1)) for place, node in nodes]


def _used(root: Path, file: str, node: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the definitions that code uses, with their files."""
    module = _module(root / file)
    folders = [each / "conftest.py" for each in Path(file).parents]
    names = dict.fromkeys(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
    arguments = dict.fromkeys(each.arg for each in ast.walk(node) if isinstance(each, ast.arg))
    attributes = dict.fromkeys(
        (each.value.id, each.attr)
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)
    )
    for name in {**names, **arguments}:
        yield from _defined(root, file, name)
    for name in arguments:
        if name not in module.definitions and name not in module.imports:
            nearest = next((each for each in folders if name in _module(root / each).definitions), None)
            yield from _defined(root, nearest.as_posix(), name) if nearest else ()
    for name, attribute in attributes:
        source, inner = module.imports.get(name, ("", ""))
        yield from _defined(root, _file(root, f"{source}.{inner}".strip(".")), attribute)


def _defined(root: Path, file: str, name: str) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the statements that define a name, which may be imported."""
    module = _module(root / file)
    for statement in module.definitions.get(name, ()):
        yield file, statement
    source, inner = module.imports.get(name, ("", ""))
    place = _file(root, source)
    if inner and place:
        yield from ((place, each) for each in _module(root / place).definitions.get(inner, ()))


def _file(root: Path, dotted: str) -> str:
    """Return the path of a module of the project; empty if it is none."""
    path = Path(*dotted.split(".")) if dotted else Path()
    candidates = (path.with_suffix(".py"), path / "__init__.py") if dotted else ()
    return next((each.as_posix() for each in candidates if (root / each).is_file()), "")


@cache
def _tree(file: Path) -> ast.Module | None:
    return ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else None


@cache
def _module(file: Path) -> _Module:
    definitions: dict[str, list[ast.stmt]] = {}
    imports: dict[str, tuple[str, str]] = {}
    tree = _tree(file)
    for statement in tree.body if tree is not None else ():
        if isinstance(statement, (ast.ClassDef, *_FUNCTIONS)):
            definitions.setdefault(statement.name, []).append(statement)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for name in (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)):
                definitions.setdefault(name, []).append(statement)
        elif isinstance(statement, ast.ImportFrom):
            imports |= {each.asname or each.name: (statement.module or "", each.name) for each in statement.names}
        elif isinstance(statement, ast.Import):
            imports |= {each.asname: (each.name, "") for each in statement.names if each.asname}
    return _Module(definitions, imports)

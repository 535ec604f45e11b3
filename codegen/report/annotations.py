"""Reads annotations of a client: members of unions, listed values, names."""

import ast
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

# A report compares the same few hundred types many times, and parsing them each time takes a tenth of its time.
_once = lru_cache(maxsize=10_000)


@_once
def members(annotation: str) -> frozenset[str]:
    """Split a union.

    Args:
        annotation: An annotation, such as `int | None`; may be empty.

    Returns:
        The members of the union, except `Literal`; none for an empty annotation. A generated union with `Literal` also
            has a member for the values that the document does not list, such as `str`.
    """
    if not annotation:
        return frozenset()
    return frozenset(_members(ast.parse(annotation, mode="eval").body))


@_once
def without_marker(annotation: str, default: str | None) -> str:
    """Remove from a union the type that leaves an argument out.

    Args:
        annotation: An annotation, such as `int | None`.
        default: Expression of the default, such as `"None"` or `"UNSET"`; `None` if there is no default.

    Returns:
        The annotation without the members that equal the default if case is ignored: `int` for `int | None` with the
        default `"None"`, and for `int | Unset` with `"UNSET"`. The annotation itself if there is no default.
    """
    if default is None or not annotation:
        return annotation
    kept = [part for part in _union(ast.parse(annotation, mode="eval").body) if part.casefold() != default.casefold()]
    return " | ".join(kept)


def rename_words(text: str, new_names: Mapping[str, str]) -> str:
    """Replace names in a text wherever they are whole words.

    Args:
        text: Any text, such as code or a description.
        new_names: New names by old names. Two names may have been exchanged.
    """
    if not new_names:
        return text
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, new_names))})\b", lambda match: new_names[match[0]], text)


@_once
def values(annotation: str) -> Sequence[str]:
    """List the values in each `Literal` of an annotation as text, in order."""
    literals: list[str] = []
    for node in ast.walk(ast.parse(annotation or "None", mode="eval")):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            listed = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            literals += [str(ast.literal_eval(value)) for value in listed]
    return tuple(literals)


@_once
def without_values(annotation: str) -> str:
    """Write an annotation without `Literal`: `Literal['a'] | str` is `str`.

    A `Literal` outside of a union stays. A union of nothing but `Literal`s becomes the word `Literal`. The text is
    empty for an empty annotation.
    """
    if not annotation:
        return ""
    return ast.unparse(_WithoutLiterals().visit(ast.parse(annotation, mode="eval")))


@_once
def names(annotation: str) -> frozenset[str]:
    """Return the names in an annotation, such as `list` and `Tag`."""
    tree = ast.parse(annotation or "None", mode="eval")
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def rename(annotation: str, new_names: dict[str, str]) -> str:
    """Write an annotation with new names of classes.

    Args:
        annotation: Annotation with former names; may be empty.
        new_names: New names of classes by their old names.

    Returns:
        The annotation in normalized form; empty for an empty annotation.
    """
    if not annotation:
        return ""
    concerned = names(annotation) & new_names.keys()
    return _rename(annotation, tuple((name, new_names[name]) for name in sorted(concerned)))


@_once
def _rename(annotation: str, new_names: tuple[tuple[str, str], ...]) -> str:
    tree = ast.parse(annotation, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = dict(new_names).get(node.id, node.id)
    return ast.unparse(tree)


def _members(node: ast.expr) -> set[str]:
    return {part for part in _union(node) if not part.startswith("Literal[")}


def _union(node: ast.expr) -> list[str]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_union(node.left), *_union(node.right)]
    return [ast.unparse(node)]


class _WithoutLiterals(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:  # noqa: N802 - named by ast
        parts = [part for part in _parts(node) if not _is_literal(part)]
        visited = [self.visit(part) for part in parts]
        result: ast.expr = visited[0] if visited else ast.Name("Literal")
        for part in visited[1:]:
            result = ast.BinOp(result, ast.BitOr(), part)
        return result


def _parts(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_parts(node.left), *_parts(node.right)]
    return [node]


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"

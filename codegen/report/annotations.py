"""Decides whether a change of a type or enumeration is breaking."""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from codegen.report.changes import Level

# A report compares the same few hundred types many times, and parsing them each time takes a tenth of its time.
_once = lru_cache(maxsize=10_000)
_ITEMS = re.compile(r"((?:Sequence|Iterable|Mapping)\[(?:str, )?)(.*)\]")
"""A collection that is only read: the part before the type of its items (of a mapping: its values), and this type."""
_ANYTHING = frozenset({"JSON", "Any", "object"})


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


def level_of_type(old: str, new: str, *, sent: bool) -> Level:
    """Judge a change of type.

    Callers may still send what they sent if the new type includes the old type. Programs can still process what they
    receive if the old type includes the new type. A union includes another union if it includes all its members; a type
    that is no union is its only member. `Literal`s are left out: `level_of_values` judges their values.

    `float` includes `int`, and `JSON`, `Any` and `object` include every member. A type that is only read, such as a
    `Sequence`, includes a type of the same name if its items include the items of that type. All other members must be
    written alike. `list[float]` does not include `list[int]`, as for type checkers, because `list` is invariant. Unlike
    for type checkers, `int` does not include `bool`, because an argument that must be an integer refuses `True`; and a
    `Sequence` does not include a `list`, because no generated argument or field changes from one to the other.

    Args:
        old: The annotation before, with new names of classes.
        new: The annotation after.
        sent: Whether callers send the values; otherwise they receive them.

    Returns:
        If callers send the values, and the new type includes the old type: `CHANGED`. If callers receive the values,
        and the old type includes the new type: `CHANGED`. Otherwise: `BREAKING`.
    """
    narrow, wide = (old, new) if sent else (new, old)
    return Level.CHANGED if _includes(wide, narrow) else Level.BREAKING


def _includes(wide: str, narrow: str) -> bool:
    """Return whether the first type includes all values of the second."""
    more = members(wide)
    return bool(more & _ANYTHING) or all(
        each in more or (each == "int" and "float" in more) or any(_has_wider_items(other, each) for other in more)
        for each in members(narrow)
    )


def _has_wider_items(wide: str, narrow: str) -> bool:
    """Return whether two read-only collections differ by wider items only."""
    ours, theirs = _ITEMS.fullmatch(wide), _ITEMS.fullmatch(narrow)
    return ours is not None and theirs is not None and ours[1] == theirs[1] and _includes(ours[2], theirs[2])


def level_of_values(old: Sequence[str], new: Sequence[str], *, sent: Collection[bool]) -> Level:
    """Judge a change of the listed values of an enumeration.

    In a response, clients accept values that are not listed, so the change is never breaking. In a request, the service
    may refuse such values, even if no values were listed before. Exception: no values were listed before, and callers
    also receive the values. Then callers send back what came from the service, and the new list only describes this.

    Args:
        old: The values before; empty if none were listed.
        new: The values after; empty if none are listed.
        sent: Contains `True` if callers send the values, and `False` if they receive them.

    Returns:
        `BREAKING` if callers send the values and a value may be refused that was accepted before, else `CHANGED`.
    """
    is_description = not old and False in sent
    is_narrower = True in sent and bool(new) and not (old and set(old) <= set(new))
    return Level.BREAKING if is_narrower and not is_description else Level.CHANGED


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

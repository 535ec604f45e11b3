"""Compares the further forms in which a client reads a response."""

import ast
from collections.abc import Iterator, Mapping

from codegen.report import annotations, wording_of_remains
from codegen.report.breaking_changes import level_of_forms
from codegen.report.changes import Level, States
from codegen.report.client import Method

_DECODER = "adapting_decoder"
_ALIASES = "aliases"


def compare_forms(old: Method, new: Method, new_names: dict[str, str]) -> tuple[Level, States] | None:
    """Compare what the decoder of a response accepts besides the model's form.

    Args:
        old: The present method.
        new: The new method.
        new_names: New names of classes by their old names.

    Returns:
        The level, with the forms before and after, in words. `None` if the forms are the same, or if another type is
        reported for the result.
    """
    if annotations.rename(_type(old), new_names) != _type(new):
        return None
    before, after = dict(_forms(old)), dict(_forms(new))
    if before == after:
        return None
    level = level_of_forms(before.keys(), {*after, *_keys_of_model(new)})
    return level, (", ".join(before.values()), ", ".join(after.values()))


def _type(method: Method) -> str:
    return method.returns.rpartition(": ")[2]


def _forms(method: Method) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what each form is about, and the form in words."""
    for name, value in _arguments(method):
        match value:
            case dict():
                yield from (
                    ((name, alias), wording_of_remains.read_by_alias(alias, key)) for alias, key in value.items()
                )
            case tuple():
                yield from (((name, key), wording_of_remains.read_as(name, key)) for key in value)
            case _:
                yield (name, str(value)), wording_of_remains.read_as(name, str(value))


def _keys_of_model(method: Method) -> set[tuple[str, str]]:
    """Return the keys that now are aliased, and need no alias themselves."""
    aliases = [value for _, value in _arguments(method) if isinstance(value, dict)]
    return {(_ALIASES, key) for each in aliases for key in each.values()}


def _arguments(method: Method) -> Iterator[tuple[str, Mapping[str, str] | tuple[str, ...] | str]]:
    """Yield the arguments of the decoders that adapt the response."""
    for node in ast.walk(ast.parse(method.request)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == _DECODER:
            yield from ((str(each.arg), ast.literal_eval(each.value)) for each in node.keywords)

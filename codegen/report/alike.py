"""Compares arguments, fields and methods of two clients, and shows them."""

import re
from collections.abc import Mapping

from codegen.document.load import JSON
from codegen.report import annotations, wording
from codegen.report.changes import States
from codegen.report.client import Argument, Field, Method, Model

_NO_LIMITS = (("minLength", 0),)


def bare(method: Method) -> tuple[str, str]:
    """Give method and path of an operation, whatever the variables are called.

    Args:
        method: The operation.
    """
    return method.fact("method"), re.sub(r"\{[^}]*\}", "{}", method.fact("path"))


def looks_like(first: Argument | Field, second: Argument | Field) -> bool:
    """Tell whether one may be the other under a new name.

    Args:
        first: The removed argument or field.
        second: The added argument or field.
    """
    return (first.annotation, first.default) == (second.annotation, second.default)


def typed(value: Argument | Field) -> str:
    """Show the type of an argument or a field, and whether it must be there.

    Args:
        value: The argument or field.
    """
    kind = annotations.without_values(annotations.without_marker(value.annotation, value.default))
    return wording.required(kind) if value.default is None else kind


def signature(method: Method) -> str:
    """Show what a method takes and what it gives.

    Args:
        method: The method.
    """
    places = [argument.name for argument in method.arguments if argument.positional]
    keywords = [
        argument.name + ("" if argument.default is None else "=")
        for argument in method.arguments
        if not argument.positional and argument.location
    ]
    given = ", ".join([*places, *(["*"] if keywords else []), *keywords])
    kind = annotations.without_values(method.returns.removeprefix(wording.AT_ONCE))
    return f"({given}) -> {kind}"


def attributes(model: Model) -> str:
    """Show the attributes of a model.

    Args:
        model: The model.
    """
    return ", ".join(f"{field.name}: {typed(field).removesuffix(', required')}" for field in model.fields.values())


def with_argument(method: Method, argument: Argument) -> str:
    """Name an argument by a call with it.

    Args:
        method: What is called.
        argument: The argument.
    """
    return f"hub.{method.resource}.{method.name}({given(argument)})"


def given(argument: Argument) -> str:
    """Show how a call gives an argument: `size=`, or `name` by its place.

    Args:
        argument: The argument.
    """
    return argument.name + ("" if argument.positional else "=")


def at_once(types: States) -> tuple[tuple[bool, bool], States]:
    """Tell which of two methods is called without `await`.

    Args:
        types: The types of what they return.

    Returns:
        Which are, and their types without that.
    """
    prefix = wording.AT_ONCE
    flags = types[0].startswith(prefix), types[1].startswith(prefix)
    return flags, (types[0].removeprefix(prefix), types[1].removeprefix(prefix))


def other_limits(old: Argument, new: Argument) -> tuple[dict[str, JSON], dict[str, JSON]]:
    """Give the limits of an argument that are not the same, before and after.

    Args:
        old: The argument as it was.
        new: As it is.
    """
    before, after = (
        {key: value for key, value in each.items() if other.get(key) != value}
        for each, other in ((old.limits, new.limits), (new.limits, old.limits))
    )
    return before, after


def is_narrower(before: Mapping[str, JSON], after: Mapping[str, JSON]) -> bool:
    """Tell whether limits refuse what was allowed.

    Args:
        before: The keywords of the schema as they were.
        after: As they are.
    """
    return any(_refuses_more(key, before.get(key), limit) for key, limit in after.items())


def _refuses_more(key: str, before: JSON, after: JSON) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return before < after if key.startswith("min") else after < before
    return before != after and (key, after) not in _NO_LIMITS

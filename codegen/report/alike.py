"""Compares arguments, fields and methods of two clients, and shows them."""

import re

from codegen.report import annotations, wording
from codegen.report.client import Argument, Field, Method, Model


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


def is_narrower(before: str, after: str) -> bool:
    """Tell whether a limit refuses what was allowed.

    Args:
        before: The limit as it was, in words; empty for none.
        after: As it is.
    """
    old, new = ("".join(filter(str.isdigit, text)) for text in (before, after))
    return bool(new) and (not old or int(new) < int(old))

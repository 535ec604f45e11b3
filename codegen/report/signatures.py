"""Shows arguments, fields and methods, with the facts in their texts."""

import re
from collections.abc import Iterable, Sequence

from codegen.plan import docstrings, markdown
from codegen.report import annotations, wording, wording_of_limits
from codegen.report.changes import States
from codegen.report.client import Argument, Field, Method, Model

_DEFAULT = re.compile(r"\s*\bDefault: `([^`]*)`\.")
_VALUES = re.compile(r"\s*\bOne of [^;]*; the service may know others\.")
_DEPRECATED = re.compile(r"\s*\bDeprecated\.$")
_MAX_VALUES = 10  # values that are shown beside a type
_INSTEAD = re.compile(r"\b[Uu]se (.{3,120}?) instead\b")


def by_location(arguments: Iterable[Argument], *, by_name: bool) -> dict[tuple[str, str], Argument]:
    """Arrange arguments by location and name in the request.

    Args:
        arguments: The arguments of a method.
        by_name: Whether to use Python names, instead of the index in the path, for arguments in the path.

    Returns:
        The arguments, by location and by name in the request, or by index for arguments in the path.
    """
    return {
        (argument.location, argument.name if by_name and argument.location == "path" else argument.json_name): argument
        for argument in arguments
    }


def default_of(value: Argument | Field) -> str:
    """Return the default that the service uses; empty if none is known.

    The description states the default as `Default: ...`, unless Docker's description has the word "default" itself. In
    that case, the default in the schema of an argument is returned, and no default of a field is known.

    Args:
        value: The argument or field.
    """
    match = _DEFAULT.search(" ".join(value.text.split()))
    return match[1] if match else value.sent_default if isinstance(value, Argument) else ""


def without_facts(text: str) -> str:
    """Remove the facts from a description that are compared separately.

    Args:
        text: Description of an argument or a field, with its lines.

    Returns:
        The description on one line, without default, listed values, deprecation, and sentences that state only a
        maximum. The sentence `Undocumented.` stays.
    """
    *above, last = text.splitlines() or [""]
    lines = [*above, last if markdown.is_apart(last) else _DEPRECATED.sub("", last)]
    return _without_values(" ".join(" ".join(lines).split()))


def _without_values(text: str) -> str:
    return _VALUES.sub("", docstrings.STATED_LIMIT.sub("", _DEFAULT.sub("", text)))


def show_type(value: Argument | Field) -> str:
    """Show the type of an argument or a field, and whether it is required.

    Args:
        value: The argument or field.

    Returns:
        The type as an annotation without `Literal`, followed by the listed values in parentheses, and by `, required`
        if a caller must give the value. An attribute of a model that may be missing or null has the type `… | None`. A
        type that only leaves an argument out is not shown.
    """
    is_field = isinstance(value, Field)
    annotation = value.annotation if is_field else annotations.without_marker(value.annotation, value.default)
    kind = _with_values(annotations.without_values(annotation), annotations.values(annotation))
    return wording.required(kind) if value.default is None else kind


def _with_values(kind: str, values: Sequence[str]) -> str:
    """Show a type and the values that it lists, of which at most ten."""
    rest = ", …" if len(values) > _MAX_VALUES else ""
    return f"{kind} ({', '.join(values[:_MAX_VALUES])}{rest})" if values else kind


def with_limits(argument: Argument) -> str:
    """Show the type of an argument and the limits of its values.

    Args:
        argument: An argument of a method.
    """
    return ", ".join([show_type(argument), *([wording_of_limits.limits(argument.limits)] if argument.limits else [])])


def signature(method: Method) -> str:
    """Show the arguments and the result of a method.

    Args:
        method: The method to show.

    Returns:
        Text such as `(namespace, *, size=) -> Pager[Tag]`.
    """
    positional = [argument.name for argument in method.arguments if argument.positional]
    keywords = [
        argument.name + ("" if argument.default is None else "=")
        for argument in method.arguments
        if not argument.positional and argument.location
    ]
    given = ", ".join([*positional, *(["*"] if keywords else []), *keywords])
    kind = annotations.without_values(method.returns.removeprefix(wording.AT_ONCE))
    return f"({given}) -> {kind}"


def attributes(model: Model) -> str:
    """Show the attributes of a model with their types.

    Args:
        model: The model to show.

    Returns:
        Names and types, such as `name: str`, separated by commas. An attribute that may be missing or null has the type
        `… | None`.
    """
    return ", ".join(f"{field.name}: {show_type(field).removesuffix(', required')}" for field in model.fields.values())


def with_argument(method: Method, argument: Argument) -> str:
    """Show a call of a method with one of its arguments.

    Args:
        method: The method to call.
        argument: One of its arguments.

    Returns:
        Text such as `hub.repositories.list(ordering=)`.
    """
    return f"hub.{method.resource}.{method.name}({show_argument(argument)})"


def show_argument(argument: Argument) -> str:
    """Show how a call passes an argument: `size=`, or `name` by position.

    Args:
        argument: An argument of a method.
    """
    return argument.name + ("" if argument.positional else "=")


def sent_as(old: Argument, new: Argument) -> States:
    """Show by which name and where in the request an argument is sent.

    An argument in the path has its name in Python. If the body has it, too, the name is that in the body.

    Args:
        old: The argument in the present client.
        new: The argument in the new client.

    Returns:
        The state before and after, such as `namespace (in the body and in the path)`.
    """
    states: list[str] = []
    for argument, other in ((old, new), (new, old)):
        is_in_both, is_left = (each.location == "body" and each.positional for each in (argument, other))
        place = f"{argument.location} only" if is_left else argument.location
        name = argument.name if argument.location == "path" else argument.json_name
        states.append(wording.sent(name, ["body", "path"] if is_in_both else [place]))
    return states[0], states[1]


def at_once(types: States) -> tuple[tuple[bool, bool], States]:
    """Return which of two methods are called without `await`.

    Args:
        types: The types of both results. A type begins with `wording.AT_ONCE` if its method is called without `await`.

    Returns:
        Whether each is called without `await`, and the types without the prefix.
    """
    prefix = wording.AT_ONCE
    flags = types[0].startswith(prefix), types[1].startswith(prefix)
    return flags, (types[0].removeprefix(prefix), types[1].removeprefix(prefix))


def fact_states(key: str, old: str, new: str) -> States:
    """Show a fact of an operation before and after.

    Args:
        key: Keyword argument of `Operation`.
        old: Code of the present value; empty if there is none.
        new: Code of the new value; empty if there is none.

    Returns:
        The state before and after: the code, or `yes` and `no` for a fact that is true or false. For the fact that
        Docker does not document the operation, the states are those of the opposite.
    """
    if key == wording.UNDOCUMENTED:
        return wording.yes_no(old=not old, new=not new)
    is_flag = {old, new} <= {"", "True", "False"}
    return wording.yes_no(old=old == "True", new=new == "True") if is_flag else (old, new)


def is_documented(text: str) -> bool:
    """Return whether a description says that Docker documents a value.

    Args:
        text: Description of an argument or a field.
    """
    return "Undocumented." not in text


STATED_FACTS = ((wording.DEPRECATED, docstrings.states_deprecation), (wording.IN_DOCUMENT, is_documented))
"""Facts that a description states, each with the function that looks for the fact."""


def deprecation(method: Method, methods: Iterable[Method], *, is_deprecated: bool) -> States:
    """Show that a method is deprecated now, or no longer.

    Args:
        method: The method in the new client.
        methods: All methods of the client. If the first line of a method's docstring is the name of the replacement,
            the call of that method is shown instead of the name.
        is_deprecated: Whether the method is deprecated now.

    Returns:
        The state before and after, the latter with the replacement that the docstring names.
    """
    before, after = wording.yes_no(old=not is_deprecated, new=is_deprecated)
    named = _INSTEAD.search(" ".join(method.text.split())) if is_deprecated else None
    if named is None:
        return before, after
    calls = [other.call for other in methods if other.text.split("\n", 1)[0].rstrip(".") == named[1]]
    return before, f"{after}{wording.INSTEAD}{f'`{calls[0]}`' if calls else named[1]}"

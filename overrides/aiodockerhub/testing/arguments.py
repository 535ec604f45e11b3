"""Checks arguments of the testing package against their annotations."""

import functools
import inspect
import os
import re
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, ParamSpec, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from aiodockerhub_generated._json import is_object
from aiodockerhub_generated.arguments import described, shortened
from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError

from aiodockerhub.helpers.text import shown_name

P = ParamSpec("P")
R = TypeVar("R")

MAX_SECONDS = 1000 * 31_557_600
"""1,000 years: any time is shorter, and any date can be written (`datetime` ends with the year 9999)."""
_MAX_INTEGER_BITS = 64

_WORDS: dict[Any, str] = {
    str: "text",
    int: "an integer",
    float: "a number",
    bool: "True or False",
    datetime: "a datetime",
    timedelta: "a timedelta",
    type(None): "None",
}


def check_arguments(function: Callable[P, R]) -> Callable[P, R]:
    """Check arguments of a function against its annotations, as a decorator.

    Args:
        function: Function to decorate. Annotations of plain types, unions, literals, and lists and mappings of these
            are checked; other annotations allow any value. The items of an iterable that is neither a list nor a tuple
            are not checked, because a check would consume an iterator.

    Returns:
        The decorated function. It raises `ArgumentTypeError` for a value of the wrong type. It raises `ArgumentError`
        for a text that is not among the literals, and for a text with half of a surrogate pair, which no response could
        have. Only paths of files and texts in JSON may have such a half.
    """
    signature = inspect.signature(function)
    hints: dict[str, object] = {}

    @functools.wraps(function)
    def check(*args: P.args, **kwargs: P.kwargs) -> R:
        if not hints:
            hints.update(get_type_hints(function))
        for name, value in signature.bind(*args, **kwargs).arguments.items():
            match signature.parameters[name].kind:
                case inspect.Parameter.VAR_POSITIONAL:
                    given = {f"{name}[{index}]": item for index, item in enumerate(value)}
                case inspect.Parameter.VAR_KEYWORD:
                    given = value
                case _:
                    given = {name: value}
            for argument, item in given.items():
                hint = hints.get(name, object)
                _check_type(argument, item, hint)
                _check_unicode(argument, item, hint)
        return function(*args, **kwargs)

    return check


def check_attributes(instance: attrs.AttrsInstance) -> None:
    """Check the attributes of an object against their annotations.

    The checks are those of `check_arguments`, except that halves of surrogate pairs are allowed.

    Args:
        instance: Object of a class that attrs has made.

    Raises:
        ArgumentTypeError: The value of an attribute has a wrong type.
        ArgumentError: A text is not among the literals.
    """
    hints = get_type_hints(type(instance))
    for name in attrs.fields_dict(type(instance)):
        _check_type(name, getattr(instance, name), hints[name])


def check_range(name: str, value: float | None, least: float, most: float | None = None) -> None:
    """Check that a number is within its limits.

    Args:
        name: Name of the argument.
        value: Value of the argument; `None` is allowed.
        least: Minimum value.
        most: Maximum value; `None`, the default, for no limit.

    Raises:
        ArgumentError: The number is out of range, NaN, or an integer of more than 64 bits.
    """
    is_too_long = isinstance(value, int) and value.bit_length() > _MAX_INTEGER_BITS  # beyond any float
    if value is None or (not is_too_long and value >= least and (most is None or value <= most)):
        return
    if is_too_long and value > 0 and most is None:
        most = 2**_MAX_INTEGER_BITS - 1
    limits = f"at least {least:,}" if most is None else f"from {least:,} to {most:,}"
    raise ArgumentError(f"{name}: expected {limits}, got {shortened(value)}", argument=name)


def check_rule(name: str, rule: str) -> str:
    """Check a regular expression.

    Args:
        name: Name of the argument.
        rule: Regular expression of Python.

    Returns:
        The same expression.

    Raises:
        ArgumentError: The text is not a regular expression.
    """
    try:
        re.compile(rule)
    except re.error as error:
        raise ArgumentError(
            f"{name}: expected regular expressions, got {shortened(rule)}: {shown_name(str(error))}", argument=name
        ) from None
    return rule


def check_choice(given: Mapping[Any, bool]) -> None:
    """Check that at most one of several arguments is given.

    Args:
        given: Whether each argument is given, by the name of the argument.

    Raises:
        ArgumentError: Several arguments are given.
    """
    several = [name for name, is_given in given.items() if is_given]
    if len(several) > 1:
        raise ArgumentError(f"{several[0]}: expected alone, got it with {several[1]}; choose one", argument=several[0])


def age_in_seconds(name: str, age: float | timedelta) -> float:
    """Convert an age to seconds.

    Args:
        name: Name of the argument.
        age: Seconds, or a `timedelta`. All other times of FakeHub and the client, such as timeouts, are seconds only.

    Returns:
        The seconds.

    Raises:
        ArgumentError: The age is negative, longer than 1,000 years, or NaN.
    """
    value = age.total_seconds() if isinstance(age, timedelta) else age
    if not value >= 0:
        raise ArgumentError(
            f"{name}: expected a time that has passed, got {shortened(age)}; leave the sign out", argument=name
        )
    if value > MAX_SECONDS:
        raise ArgumentError(f"{name}: expected at most 1,000 years, got {shortened(age)}", argument=name)
    return value


def _check_type(name: str, value: object, hint: object) -> None:
    """Check that a value has a type that its annotation allows.

    Raises:
        ArgumentTypeError: The value, or a value of a mapping, has a wrong type.
        ArgumentError: A text is not among the literals.
    """
    if _fits_hint(value, hint):
        return
    for part in get_args(hint) if _is_union(hint) else (hint,):
        if is_object(value) and _is_subclass(get_origin(part), Mapping):
            for key, item in value.items():
                _check_type(f"{name}[{shortened(key)}]", item, get_args(part)[1])
    literals = _literals(hint)
    if literals and isinstance(value, str):
        raise ArgumentError(f"{name}: expected {_describe_hint(hint)}, got {shortened(value)}", argument=name)
    is_item = isinstance(value, str) and "a list" in _describe_hint(hint)
    hint_text = "; put it into brackets" if is_item else ""
    raise ArgumentTypeError(
        f"{name}: expected {_describe_hint(hint)}, got {_describe(value)}{hint_text}", argument=name
    )


def _check_unicode(name: str, value: object, hint: object) -> None:
    """Check that texts are Unicode, without half of a surrogate pair.

    Paths of files and texts in JSON are not checked.

    Raises:
        ArgumentError: A text has half of a surrogate pair.
    """
    choices = get_args(hint) if _is_union(hint) else (hint,)
    if any(os.PathLike in {part, get_origin(part)} for part in choices):
        return
    for part in choices:
        origin, parts = get_origin(part), get_args(part)
        if _is_subclass(origin, Mapping) and isinstance(value, Mapping):
            for key, item in cast("Mapping[object, object]", value).items():
                _check_unicode(f"{name}[{shortened(key)}]", item, parts[1])
        elif _is_subclass(origin, Iterable) and isinstance(value, list | tuple):
            for index, item in enumerate(cast("list[object]", value)):
                _check_unicode(f"{name}[{index}]", item, parts[0])
        elif part is str and isinstance(value, str) and not _is_unicode(value):
            raise ArgumentError(f"{name}: expected Unicode text, got half of a surrogate pair", argument=name)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fits_hint(value: object, hint: object) -> bool:
    origin, parts = get_origin(hint), get_args(hint)
    if _is_union(hint):
        return any(_fits_hint(value, part) for part in parts)
    if origin is Literal:
        return value in parts
    if _is_subclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            _fits_hint(key, parts[0]) and _fits_hint(item, parts[1])
            for key, item in cast("Mapping[object, object]", value).items()
        )
    return _is_list(value, parts[0]) if _is_subclass(origin, Iterable) else _is_plain(value, origin or hint)


def _is_list(value: object, hint: object) -> bool:
    if isinstance(value, list | tuple):
        return all(_fits_hint(item, hint) for item in cast("list[object]", value))
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)


def _is_plain(value: object, hint: object) -> bool:
    if hint is Any or not isinstance(hint, type) or getattr(hint, "_is_protocol", False):
        return True
    kinds = (int, float) if hint is float else (hint,)
    return isinstance(value, kinds) and not (isinstance(value, bool) and hint in {int, float})


def _is_union(hint: object) -> bool:
    return get_origin(hint) in {Union, types.UnionType}


def _is_subclass(origin: object, kind: type) -> bool:
    return isinstance(origin, type) and issubclass(origin, kind)


def _literals(hint: object) -> tuple[object, ...]:
    parts = get_args(hint)
    return parts if get_origin(hint) is Literal else tuple(literal for part in parts for literal in _literals(part))


def _describe_hint(hint: object) -> str:
    """Describe the values that a type hint allows, for an error message."""
    origin, parts = get_origin(hint), get_args(hint)
    if _is_union(hint):
        return " or ".join(dict.fromkeys(_describe_hint(part) for part in parts))
    if origin is Literal:
        return f"one of {', '.join(map(repr, parts))}"
    if _is_subclass(origin, Mapping):
        return f"a dictionary of {_plural(parts[0])} to {_plural(parts[1])}"
    if _is_subclass(origin, Iterable):
        return f"a list of {_plural(parts[0])}"
    return _WORDS.get(hint) or f"a {getattr(hint, '__name__', hint)}"


def _plural(hint: object) -> str:
    plurals: dict[Any, str] = {str: "texts", int: "integers", Any: "values"}
    return plurals.get(hint) or " or ".join(dict.fromkeys(_describe_hint(part) for part in (get_args(hint) or (hint,))))


def _describe(value: object) -> str:
    return f"the text {shortened(value)}" if isinstance(value, str) else described(value)

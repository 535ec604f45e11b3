"""Refuses arguments that make no sense, with an error that names them and says what is expected."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from aiodockerhub_generated.types import Call
from attrs import Attribute


def check_number(
    name: str, value: object, *, whole: bool = False, positive: bool = False, optional: bool = False
) -> None:
    """Refuse what is no number, or is one below zero.

    Args:
        name: Name of the argument.
        value: What was given.
        whole: Whether it must be an integer.
        positive: Whether it must not be zero either.
        optional: Whether it may be `None`.

    Raises:
        ValueError: It is refused.
    """
    if value is None and optional:
        return
    kinds = int if whole else int | float
    # Written so that NaN, which compares as false, is refused.
    if not isinstance(value, kinds) or isinstance(value, bool) or not (value > 0 if positive else value >= 0):
        kind = "a whole number" if whole else "a number"
        least = "above 0" if positive and not whole else f"of at least {int(positive)}"
        none = ", or None" if optional else ""
        raise ValueError(f"{name} must be {kind} {least}{none}; got {value!r}")


def number(
    *, whole: bool = False, positive: bool = False, optional: bool = False
) -> Callable[[object, "Attribute[Any]", object], None]:
    """Make an attrs validator of `check_number`."""

    def check(_: object, attribute: "Attribute[Any]", value: object) -> None:
        check_number(attribute.name, value, whole=whole, positive=positive, optional=optional)

    return check


def check_function(name: str, value: object) -> None:
    """Refuse what is neither callable nor `None`.

    Args:
        name: Name of the argument.
        value: What was given.

    Raises:
        ValueError: It is refused.
    """
    if value is not None and not callable(value):
        raise ValueError(f"{name} must be a function, or None; got {value!r}")


def function(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """`check_function` as an attrs validator."""
    check_function(attribute.name, value)


def check_call(call: object) -> None:
    """Refuse what is no call, such as the coroutine of a resource method.

    Args:
        call: What was given.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(call, Call):
        kind = type(call).__name__
        raise TypeError(f"call must be made by aiodockerhub.calls, as calls.repositories.get(...); got {kind}")


def checked_headers(headers: object) -> Mapping[str, str]:
    """Refuse headers that cannot be sent, without showing their values, which may be secret.

    Args:
        headers: What was given as `headers`.

    Returns:
        The headers.

    Raises:
        ValueError: They are no mapping, or one of them is not printable ASCII text.
    """
    if not isinstance(headers, Mapping):
        kind = type(headers).__name__
        raise ValueError(f"headers must be a mapping of names to values; got {kind}")  # noqa: TRY004 - as for the others
    for name, value in cast("Mapping[object, object]", headers).items():
        if not _is_sendable(name) or not name or not _is_sendable(value):
            raise ValueError(f"headers must be text of printable ASCII characters; {name!r} or its value is not")
    return cast("Mapping[str, str]", headers)


def _is_sendable(text: object) -> bool:
    return isinstance(text, str) and text.isascii() and text.replace("\t", " ").isprintable()

"""Spells plain values as text: in a path, a query, a header or a cookie."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TypeAlias
from urllib.parse import quote

from .arguments import LONGEST, check_segment, check_text, check_zone, described, shortened
from .errors import ArgumentError, ArgumentTypeError

__all__ = ["Pairs", "Quoted", "Scalar", "digits", "joined_by", "one_segment", "text"]

_BITS = 64
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,254}")  # most names: nothing to refuse, nothing to quote
Scalar: TypeAlias = str | int | float | date
"""What one query parameter can hold; `bool` and `datetime` are among them as subclasses."""


class Quoted(str):
    """Text that is not quoted again: a path segment, or a list in a cookie."""

    __slots__ = ()


class Pairs(tuple[tuple[str, str], ...]):
    """Names and values of query parameters, written as text."""

    __slots__ = ()


def text(name: str, value: object) -> str:
    """Spell a plain value as text.

    Times are RFC 3339 in UTC, booleans `true` and `false`.

    Args:
        name: Name of the argument, for errors.
        value: A `str`, number, boolean, date or datetime.

    Raises:
        ArgumentTypeError: The value is of another type.
        ArgumentError: A time has no time zone, or a number is not finite or too long.
    """
    match value:
        case str():
            check_text(name, value, longest=LONGEST)
            return str.__str__(value)  # the text itself, where an enumeration of texts would give its name
        case bool():
            return "true" if value else "false"
        case int():
            return digits(name, value)
        case float():
            if value - value != 0:
                raise ArgumentError(f"{name}: expected a finite number, got {value}", argument=name)
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            check_zone(name, value)
            return _in_utc(value).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            raise ArgumentTypeError(
                f"{name}: expected text, a number, a boolean or a time, got {described(value)}", argument=name
            )


def joined_by(separator: str, name: str, parts: Sequence[str]) -> str:
    """Join texts with a separator at which the server splits them.

    Args:
        separator: Text between two parts.
        name: Name of the argument, for the error.
        parts: The parts.

    Raises:
        ArgumentError: A part contains the separator, so that the server would read two parts.
    """
    for part in parts:
        if separator in part:
            raise ArgumentError(
                f"{name}: expected items without {separator!r}, which separates them; got {shortened(part)}",
                argument=name,
            )
    return separator.join(parts)


def one_segment(name: str, value: object) -> str:
    """Quote one segment of a path.

    Args:
        name: Name of the argument, for errors.
        value: Value of the argument.

    Raises:
        ArgumentError: The value is not text, or would not stay one segment; see `check_segment`.
    """
    if not isinstance(value, str):
        raise ArgumentTypeError(f"{name}: expected a string, got {described(value)}", argument=name)
    if _PLAIN.fullmatch(value):
        return str.__str__(value)  # the text itself, where an enumeration of texts would give its name
    check_segment(name, value)
    return quote(value, safe="")


def digits(name: str, value: int) -> str:
    """Spell an integer.

    Args:
        name: Name of the argument, for the error.
        value: An integer of at most 64 bits.

    Raises:
        ArgumentError: The integer has more bits.
    """
    if value.bit_length() > _BITS:
        raise ArgumentError(f"{name}: expected an integer of at most {_BITS} bits, got a longer one", argument=name)
    return str(int(value))


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError:  # within a day of the first or the last year; with its own offset it is RFC 3339 as well
        return time

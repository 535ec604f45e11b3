"""How times, numbers and booleans are written in requests."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TypeAlias
from urllib.parse import quote

from .arguments import LONGEST, check_segment, check_text, check_zone, described, shortened
from .errors import ArgumentError, ArgumentTypeError

__all__ = ["Pairs", "Quoted", "Scalar", "digits", "join_texts", "key_text", "one_segment", "text"]

_MAX_BITS = 64  # bits of an integer in a path, query, header or cookie
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,254}")  # most names, which need neither checks nor escapes
Scalar: TypeAlias = str | int | float | date
"""Types of a query parameter's value. `bool` and `datetime` are subclasses of these types."""


class Quoted(str):
    """Encoded text, which must not be encoded again."""

    __slots__ = ()


class Pairs(tuple[tuple[str, str], ...]):
    """Names and values of query parameters, as text."""

    __slots__ = ()


def text(name: str, value: object) -> str:
    """Write a plain value as text.

    Times are in UTC (RFC 3339) unless UTC is outside the years 1 to 9999, booleans are `true` and `false`, and whole
    numbers have no decimal point: 1.0 is `1`.

    Args:
        name: Name of the argument, for errors.
        value: A `str`, number, boolean, date or datetime.

    Returns:
        The text, not yet percent-encoded.

    Raises:
        ArgumentTypeError: The value has another type.
        ArgumentError: A time has no time zone; a number is not finite, or is an integer of more than 64 bits; or a text
            has more than 16,384 characters (`LONGEST`), or half of a surrogate pair.
    """
    match value:
        case str():
            check_text(name, value, longest=LONGEST)
            return str.__str__(value)  # `str(value)` would call the `__str__` of a subclass
        case bool():
            return "true" if value else "false"
        case int():
            return digits(name, value)
        case float():
            if value - value != 0:
                raise ArgumentError(f"{name}: expected a finite number, got {value}", argument=name)
            return str(int(value)) if value.is_integer() else float.__repr__(value)  # `repr` of a subclass may differ
        case datetime():
            check_zone(name, value)
            return _in_utc(value).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            raise ArgumentTypeError(
                f"{name}: expected text, a number, a boolean or a time, got {described(value)}", argument=name
            )


def join_texts(separator: str, name: str, parts: Sequence[str]) -> str:
    """Join texts with a separator at which the server splits them.

    Args:
        separator: Text between two parts.
        name: Name of the argument, for the error.
        parts: The texts to join.

    Returns:
        The joined text.

    Raises:
        ArgumentError: A part contains the separator, so that the server would read two parts.
    """
    for part in parts:
        if separator in part:
            raise ArgumentError(
                f"{name}: expected items without '{separator}', which separates them; got {shortened(part)}",
                argument=name,
            )
    return separator.join(parts)


def key_text(name: str, key: object) -> str:
    """Write the key of a mapping as text.

    Args:
        name: Name of the argument, for the error.
        key: Key of any type.

    Returns:
        For text and numbers, also for members of an enumeration: the value. For `None` and booleans: the JSON. For any
        other key: its `str`.

    Raises:
        ArgumentError: The key is an integer of more than 4,300 digits, which Python does not write.
    """
    with suppress(ValueError):
        match key:
            case str():
                return str.__str__(key)
            case None | bool():
                return {None: "null", True: "true", False: "false"}[key]  # as in JSON
            case int():
                return int.__repr__(key)
            case float():
                return float.__repr__(key)
            case _:
                return str(key)
    raise ArgumentError(f"{name}: expected keys that are text, got {described(key)}", argument=name)


def one_segment(name: str, value: object) -> str:
    """Percent-encode a segment of a path.

    Args:
        name: Name of the argument, for errors.
        value: Value of the argument.

    Returns:
        The segment, percent-encoded.

    Raises:
        ArgumentTypeError: The value is not text.
        ArgumentError: The text would not stay one segment; see `check_segment`.
    """
    if not isinstance(value, str):
        raise ArgumentTypeError(f"{name}: expected a string, got {described(value)}", argument=name)
    if _PLAIN.fullmatch(value):
        return str.__str__(value)  # `str(value)` would call the `__str__` of a subclass
    check_segment(name, value)
    return quote(value, safe="")


def digits(name: str, value: int) -> str:
    """Write an integer in decimal digits.

    Args:
        name: Name of the argument, for the error.
        value: An integer of at most 64 bits.

    Returns:
        The digits, after a minus sign if the integer is negative.

    Raises:
        ArgumentError: The integer has more than 64 bits.
    """
    if value.bit_length() > _MAX_BITS:
        raise ArgumentError(f"{name}: expected an integer of at most {_MAX_BITS} bits, got a longer one", argument=name)
    return str(int(value))


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError:  # UTC is before year 1 or after year 9999; the time with its own offset is RFC 3339 too
        return time

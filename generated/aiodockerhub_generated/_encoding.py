"""Encodes arguments: paths, queries, headers, cookies, and JSON bodies."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import cast

from ._calls import JSON
from ._omit import OMIT, Omit
from ._scalar_text import Pairs, Quoted, Scalar, digits, join_texts, key_text, one_segment, text
from .arguments import (
    WritesItself,
    check_list,
    check_no_control_characters,
    check_text,
    check_type,
    described,
    shortened,
)
from .errors import ArgumentError, ArgumentTypeError

__all__ = [
    "argument",
    "body",
    "check_list",
    "check_type",
    "cookies",
    "encode_json",
    "headers",
    "integer",
    "join",
    "json_segment",
    "json_text",
    "json_value",
    "path",
    "query",
]

_COOKIE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")


def path(template: str, **arguments: str) -> str:
    """Insert arguments into a path template.

    Args:
        template: The path with its parameters in braces.
        **arguments: The value of each parameter; a `Quoted` is already percent-encoded.

    Returns:
        The path with its arguments percent-encoded, so that each stays one segment.

    Raises:
        ArgumentTypeError: An argument is not text.
        ArgumentError: An argument would not stay one segment; see `check_segment`.
    """
    segments = {
        name: value if isinstance(value, Quoted) else one_segment(name, value) for name, value in arguments.items()
    }
    return template.format_map(segments)


def integer(name: str, value: int) -> str:
    """Write an integer argument of a path.

    Args:
        name: Name of the argument, for the error.
        value: Value of the argument.

    Returns:
        The digits, after a minus sign if the integer is negative.

    Raises:
        ArgumentTypeError: The value is not an integer.
        ArgumentError: The integer has more than 64 bits.
    """
    if type(value) is not int:  # `True` is an `int` too
        raise ArgumentTypeError(f"{name}: expected an integer, got {described(value)}", argument=name)
    return digits(name, value)


def query(arguments: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Write the parameters of a query as text.

    Args:
        arguments: Values by name. `None` and `OMIT` leave a parameter out, a list or other iterable repeats its
            parameter for each item, and a `Pairs` is added as it is, without the name.

    Returns:
        Names and values as text: booleans as `true` and `false`, times in UTC (RFC 3339).

    Raises:
        ArgumentTypeError: A query cannot express a value of this type, such as a mapping.
        ArgumentError: A time has no time zone; a number is not finite, or is an integer of more than 64 bits; or a text
            has more than 16,384 characters (`LONGEST`), or half of a surrogate pair.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in arguments.items():
        if value is None or isinstance(value, Omit):
            continue
        if isinstance(value, Pairs):
            pairs += value
        elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
            items = check_list(name, cast("Iterable[object]", value))
            pairs += [(name, text(name, item)) for item in items]
        else:
            pairs.append((name, text(name, value)))
    return tuple(pairs)


def join(name: str, values: Iterable[Scalar] | Omit | None) -> str | None:
    """Write a list as one query parameter (`explode: false`) or header.

    Args:
        name: Name of the parameter, for errors.
        values: The list, or another iterable; `None` and `OMIT` leave the parameter out.

    Returns:
        The items separated by commas; `None` if there are none, because an empty list is left out (RFC 6570, 2.3).

    Raises:
        ArgumentTypeError: `values` is text, a mapping or not iterable, or a query cannot express an item.
        ArgumentError: An item contains a comma, or cannot be written; see `query`.
    """
    if values is None or isinstance(values, Omit):
        return None
    texts = [text(name, value) for value in check_list(name, values)]
    return join_texts(",", name, texts) if texts else None


def headers(arguments: Mapping[str, Scalar | Omit | None]) -> tuple[tuple[str, str], ...]:
    """Write the header parameters of a request as text.

    Args:
        arguments: Values by name. `None` and `OMIT` leave a header out.

    Returns:
        Names and values as text.

    Raises:
        ArgumentTypeError: A header cannot express a value of this type.
        ArgumentError: A value cannot be written (see `query`), is not ASCII, or contains control characters, which
            could add further headers.
    """
    pairs = query(arguments)
    for name, value in pairs:
        check_no_control_characters(name, value)
        if not value.isascii():
            raise ArgumentError(
                f"{name}: expected ASCII text, because a header is; got {shortened(value)}", argument=name
            )
    return pairs


def cookies(arguments: Mapping[str, Scalar | Omit | None]) -> tuple[tuple[str, str], ...]:
    """Write the cookies of a request as a single header.

    Args:
        arguments: Values by name. `None` and `OMIT` leave a cookie out.

    Returns:
        The name `cookie` with the text of the header, as the only pair; no pair if there are no cookies.

    Raises:
        ArgumentTypeError: A cookie cannot express a value of this type.
        ArgumentError: A value cannot be written (see `query`), or contains characters that a cookie does not allow (RFC
            6265, section 4.1.1). The commas of a list that `_styles.flat` has written are allowed.
    """
    pairs = query(arguments)
    for name, value in pairs:
        allowed = value.replace(",", "") if isinstance(arguments[name], Quoted) else value
        if not _COOKIE.fullmatch(allowed):
            raise ArgumentError(f"{name}: expected text that a cookie allows, got {shortened(value)}", argument=name)
    return (("cookie", "; ".join(f"{name}={value}" for name, value in pairs)),) if pairs else ()


def encode_json(name: str, value: object) -> str | None:
    """Write a parameter whose value is JSON, as text.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, a time or date, or a list or mapping of these; `None` and `OMIT` leave the
            parameter out.

    Returns:
        The JSON text; `None` if the parameter is left out.

    Raises:
        ArgumentTypeError: JSON has no counterpart of the value's type.
        ArgumentError: A value cannot be written; see `json_text`.
    """
    return None if value is None or isinstance(value, Omit) else json_text(name, value)


def json_text(name: str, value: object) -> str:
    """Write a value as JSON text.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, a time or date, or a list or mapping of these.

    Returns:
        The JSON text, without spaces between its parts.

    Raises:
        ArgumentTypeError: JSON has no counterpart of the value's type.
        ArgumentError: A time has no time zone, the value is nested too deeply for Python's recursion limit, or a number
            is not finite or has more than 4,300 digits.
    """
    try:
        return json.dumps(argument(name, value), separators=(",", ":"), allow_nan=False)
    except ArgumentError:
        raise
    except ValueError:
        raise ArgumentError(
            f"{name}: expected numbers that JSON can express; a number is not finite, or has too many digits",
            argument=name,
        ) from None


def json_segment(name: str, value: object) -> str:
    """Write a path argument whose value is JSON, as text.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, a time or date, or a list or mapping of these.

    Returns:
        The JSON text.

    Raises:
        ArgumentTypeError: The value is `None` or `OMIT`, or JSON has no counterpart of its type.
        ArgumentError: A value cannot be written; see `json_text`.
    """
    text = encode_json(name, value)
    if text is None:
        raise ArgumentTypeError(f"{name}: expected a value, got {described(value)}", argument=name)
    return text


def body(
    fields: Mapping[str, object], nullable: Collection[str] = (), further: Mapping[str, object] | None = None
) -> dict[str, JSON]:
    """Make the JSON object of a request body.

    Args:
        fields: Values by name. `None` and `OMIT` leave a field out, and models become objects.
        nullable: Names of fields for which `None` is sent as null; none by default.
        further: Fields that the document does not name; none by default. Their `None` is sent as null. If `fields`
            sends a value under the same name, that value is used.

    Returns:
        The object, by names of fields in JSON.

    Raises:
        ArgumentTypeError: JSON has no counterpart of a value's type.
        ArgumentError: A time has no time zone, a value is nested too deeply for Python's recursion limit, or a field is
            text with half of a surrogate pair.
    """
    written: dict[str, JSON] = {}
    written |= {name: argument(name, value) for name, value in (further or {}).items()}
    for name, value in fields.items():
        if isinstance(value, str):
            check_text(name, value)
        if value is not OMIT and (value is not None or name in nullable):
            written[name] = argument(name, value)
    return written


def argument(name: str, value: object) -> JSON:
    """Make the JSON value of an argument.

    In contrast to `json_value`, deep nesting raises an `ArgumentError` and not a `RecursionError`.

    Args:
        name: Name of the argument, for errors.
        value: Value of the argument.

    Returns:
        The JSON value.

    Raises:
        ArgumentTypeError: JSON has no counterpart of the value's type.
        ArgumentError: A time has no time zone, or the value is nested too deeply for Python's recursion limit.
    """
    try:
        return json_value(name, value)
    except RecursionError:
        pass
    # after the handler (CONTRIBUTING, Style)
    raise ArgumentError(
        f"{name}: expected a JSON value, got a value that is nested too deeply or contains itself", argument=name
    )


def json_value(name: str, value: object) -> JSON:
    """Make the JSON value of a Python value.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, a time or date, or a list or mapping of these.

    Returns:
        The JSON value; times are text in UTC (RFC 3339). Entries of a mapping whose value is `OMIT` are left out.

    Raises:
        ArgumentTypeError: JSON has no counterpart of the value's type.
        ArgumentError: A time has no time zone.
        RecursionError: The value is nested too deeply for Python's recursion limit, or contains itself.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return text(name, value)
        case Mapping():
            items = cast("Mapping[object, object]", value).items()
            written = ((key_text(name, key), item) for key, item in items if item is not OMIT)
            return {key: json_value(f"{name}.{key}", item) for key, item in written}
        case bytes() | bytearray():
            raise ArgumentTypeError(f"{name}: expected text, got {described(value)}; decode it first", argument=name)
        case Iterable():
            members = enumerate(cast("Iterable[object]", value))
            return [json_value(f"{name}[{index}]", member) for index, member in members]
        case WritesItself():  # last, because this check takes the longest
            return value.to_dict()
        case _:
            raise ArgumentTypeError(f"{name}: JSON cannot hold {described(value)}", argument=name)

"""Turns the arguments of a call into the text of a path, a query and headers, and into the JSON of a body."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Protocol, TypeAlias, cast, runtime_checkable
from urllib.parse import quote

from ._calls import JSON
from ._omit import OMIT, Omit
from .arguments import (
    LONGEST,
    check_no_control_characters,
    check_segment,
    check_text,
    checked,
    described,
    listed,
    shortened,
)
from .errors import ArgumentError, ArgumentTypeError

__all__ = [
    "argument",
    "body",
    "checked",
    "cookies",
    "encoded",
    "flat",
    "headers",
    "integer",
    "joined",
    "json_value",
    "listed",
    "path",
    "query",
    "segment",
    "styled",
]

_BITS = 64
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,254}")  # most names: nothing to refuse, nothing to quote
_COOKIE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")
Scalar: TypeAlias = str | int | float | date
"""What one query parameter can hold; `bool` and `datetime` are among them as subclasses."""


@runtime_checkable
class _Model(Protocol):
    def to_dict(self) -> dict[str, JSON]: ...


def path(template: str, **arguments: str) -> str:
    """Fill the arguments into a path.

    Args:
        template: The path, with its parameters in braces.
        **arguments: A value for each parameter.

    Returns:
        The path with its arguments percent-encoded, so that each stays one segment.

    Raises:
        ArgumentError: An argument is no text, or would not stay one segment; see `check_segment`.
    """
    segments = {
        name: value if isinstance(value, Quoted) else _segment(name, value) for name, value in arguments.items()
    }
    return template.format_map(segments)


def integer(name: str, value: int) -> str:
    """Spell a path argument that the document says is an integer.

    Args:
        name: Name of the argument, for the error.
        value: What the caller gave.

    Returns:
        The digits.

    Raises:
        ArgumentTypeError: It is not an integer.
    """
    if type(value) is not int:  # True is an int, too, but no identifier
        raise ArgumentTypeError(f"{name}: expected an integer, got {described(value)}", argument=name)
    return _digits(name, value)


def query(arguments: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Spell the parameters of a query.

    Args:
        arguments: Values by name. `None` and `OMIT` are left out, and a list gives its parameter once for each item.

    Returns:
        Names and values, as text: truth values as `true` and `false`, times in UTC (RFC 3339).

    Raises:
        ArgumentTypeError: A value is of a kind that has no spelling in a query.
        ArgumentError: A time has no time zone, or a number is not finite.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in arguments.items():
        if value is None or isinstance(value, Omit):
            continue
        if isinstance(value, Pairs):
            pairs += value
        elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
            pairs += [(name, _text(name, item)) for item in cast("Iterable[object]", value)]
        else:
            pairs.append((name, _text(name, value)))
    return tuple(pairs)


def joined(name: str, values: Iterable[Scalar] | Omit | None) -> str | None:
    """Spell a list as one query parameter, where the document says `explode: false`.

    Args:
        name: Name of the parameter, for errors.
        values: The list; `None` and `OMIT` leave the parameter out.

    Returns:
        The items with commas between them.

    Raises:
        ArgumentTypeError: It is a single text, or an item has no spelling in a query.
        ArgumentError: A time has no time zone, or a number is not finite.
    """
    if values is None or isinstance(values, Omit):
        return None
    return ",".join(_text(name, value) for value in listed(name, values))


def headers(arguments: Mapping[str, Scalar | Omit | None]) -> tuple[tuple[str, str], ...]:
    """Spell the header parameters of a request.

    Args:
        arguments: Values by name. `None` and `OMIT` are left out.

    Returns:
        Names and values, as text.

    Raises:
        ArgumentTypeError: A value is of a kind that has no spelling in a header.
        ArgumentError: A value is not ASCII, or has control characters, with which it could forge further headers.
    """
    pairs = query(arguments)
    for name, value in pairs:
        check_no_control_characters(name, value)
        if not value.isascii():
            raise ArgumentError(f"{name}: expected ASCII text, as headers are; got {shortened(value)}", argument=name)
    return pairs


def cookies(arguments: Mapping[str, Scalar | Omit | None]) -> tuple[tuple[str, str], ...]:
    """Spell the cookies of a request as one header.

    Args:
        arguments: Values by name. `None` and `OMIT` are left out.

    Returns:
        The header, or none without values.

    Raises:
        ArgumentTypeError: A value is of a kind that has no spelling in a cookie.
        ArgumentError: A value has characters that a cookie cannot hold (RFC 6265, section 4.1.1).
    """
    pairs = query(arguments)
    for name, value in pairs:
        if not _COOKIE.fullmatch(value):
            raise ArgumentError(f"{name}: expected text that a cookie can hold, got {shortened(value)}", argument=name)
    return (("cookie", "; ".join(f"{name}={value}" for name, value in pairs)),) if pairs else ()


def encoded(name: str, value: object) -> str | None:
    """Spell a parameter that holds JSON as text.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, or a list or mapping of these; `None` and `OMIT` leave it out.

    Returns:
        The JSON.

    Raises:
        ArgumentTypeError: The value is of a kind that JSON does not have.
    """
    if value is None or isinstance(value, Omit):
        return None
    return json.dumps(argument(name, value), separators=(",", ":"), allow_nan=False)


def segment(name: str, value: object, style: str, *, explode: bool) -> "Quoted":
    """Spell a path argument that is no text.

    Args:
        name: Name of the argument, for errors and for the style `matrix`.
        value: A plain value, a list of these, or a model or mapping with such values.
        style: `simple`, `label` or `matrix`.
        explode: Whether items and fields stand apart.

    Returns:
        The segment, quoted.

    Raises:
        ArgumentTypeError: The value has no spelling in a path.
        ArgumentError: It is empty, or would not stay one segment.
    """
    prefix, separator = {"simple": ("", ","), "label": (".", "."), "matrix": (";", ";")}[style]
    if style != "simple" and not explode:
        separator = ","
    named = f"{quote(name, safe='')}=" if style == "matrix" else ""
    if (fields := _fields(value)) is not None:
        pairs = [(_segment(name, key), _segment(name, text)) for key, text in _texts(name, fields)]
        parts = [f"{key}={text}" if explode else f"{key},{text}" for key, text in pairs]
        named = "" if explode else named
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        parts = [_segment(name, _text(name, item)) for item in cast("Iterable[object]", value)]
        parts = [f"{named}{part}" for part in parts] if explode else parts
        named = "" if explode else named
    else:
        parts = [_segment(name, _text(name, value))]
    if not parts:
        raise ArgumentError(
            f"{name}: expected at least one item, got none, which would call another address", argument=name
        )
    return Quoted(prefix + named + separator.join(parts))


def styled(name: str, value: object, key: str, style: str, *, explode: bool) -> "Pairs | None":
    """Spell a parameter of a query, or a field of a form, by its style.

    Args:
        name: Name of the argument, for errors.
        value: A plain value, a list of these, or a model or mapping with such values; `None` and `OMIT` leave it out.
        key: Name of the parameter.
        style: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`.
        explode: Whether items and fields stand apart.

    Returns:
        Names and values for `query`.

    Raises:
        ArgumentTypeError: The value has no spelling in a query.
    """
    if value is None or isinstance(value, Omit):
        return None
    separator = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, ",")
    if (fields := _fields(value)) is not None:
        texts = _texts(name, fields)
        if style == "deepObject":
            return Pairs((f"{key}[{inner}]", text) for inner, text in texts)
        if explode:
            return Pairs(texts)
        return Pairs([(key, separator.join(part for pair in texts for part in pair))])
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        items = [_text(name, item) for item in cast("Iterable[object]", value)]
        return (
            Pairs((key, item) for item in items) if explode else Pairs([(key, separator.join(items))] if items else [])
        )
    return Pairs([(key, _text(name, value))])


def flat(name: str, value: object, *, explode: bool) -> str | None:
    """Spell an object, or any plain value, in a header or a cookie.

    Args:
        name: Name of the argument, for errors.
        value: A plain value, a list of these, or a model or mapping with such values; `None` and `OMIT` leave it out.
        explode: Whether keys and values have `=` between them.

    Returns:
        The text, with commas.

    Raises:
        ArgumentTypeError: The value has no spelling in a header.
    """
    if value is None or isinstance(value, Omit):
        return None
    if (fields := _fields(value)) is not None:
        return ",".join(("=" if explode else ",").join(pair) for pair in _texts(name, fields))
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return ",".join(_text(name, item) for item in cast("Iterable[object]", value))
    return _text(name, value)


class Quoted(str):
    """A segment of a path that is quoted already."""

    __slots__ = ()


class Pairs(tuple[tuple[str, str], ...]):
    """Names and values of a query, ready to be sent."""

    __slots__ = ()


def _fields(value: object) -> Mapping[object, object] | None:
    if isinstance(value, _Model):
        return cast("Mapping[object, object]", value.to_dict())
    return cast("Mapping[object, object]", value) if isinstance(value, Mapping) else None


def _texts(name: str, fields: Mapping[object, object]) -> list[tuple[str, str]]:
    return [
        (str(key), _text(f"{name}.{key}", value))
        for key, value in fields.items()
        if value is not None and not isinstance(value, Omit)
    ]


def body(
    fields: Mapping[str, object], nullable: Collection[str] = (), further: Mapping[str, object] | None = None
) -> dict[str, JSON]:
    """Make the JSON object of a request.

    Args:
        fields: Values by name. `None` and `OMIT` are left out. Models become objects.
        nullable: Names of fields for which `None` is sent as null.
        further: Fields that the document does not name, null included; those that it names win.

    Returns:
        The object.

    Raises:
        ArgumentTypeError: A value is of a kind that JSON does not have.
        ArgumentError: A time has no time zone.
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
    """Make the JSON of one argument, as `json_value` does, however deep it is.

    Args:
        name: Name of the argument.
        value: What the caller gave.

    Returns:
        The JSON value.

    Raises:
        ArgumentTypeError: The value is of a kind that JSON does not have.
        ArgumentError: A time has no time zone, or the value is nested too deeply.
    """
    try:
        return json_value(name, value)
    except RecursionError:
        pass
    raise ArgumentError(f"{name}: expected a JSON value, got one nested too deeply, or in a circle", argument=name)


def json_value(name: str, value: object) -> JSON:
    """Make the JSON of one value.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, a time, or a list or mapping of these.

    Returns:
        The JSON value; times are in UTC (RFC 3339).

    Raises:
        ArgumentTypeError: The value is of a kind that JSON does not have.
        ArgumentError: A time has no time zone.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return _text(name, value)
        case Mapping():
            items = cast("Mapping[object, object]", value).items()
            return {str(key): json_value(f"{name}.{key}", item) for key, item in items if item is not OMIT}
        case bytes() | bytearray():
            raise ArgumentTypeError(f"{name}: expected text, got {described(value)}; decode it first", argument=name)
        case Iterable():
            members = enumerate(cast("Iterable[object]", value))
            return [json_value(f"{name}[{index}]", member) for index, member in members]
        case _Model():  # last, for it takes the longest to tell
            return value.to_dict()
        case _:
            raise ArgumentTypeError(f"{name}: JSON cannot hold {described(value)}", argument=name)


def _segment(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ArgumentTypeError(f"{name}: expected a string, got {described(value)}", argument=name)
    if _PLAIN.fullmatch(value):
        return str.__str__(value)  # the text itself, where an enumeration of texts would give its name
    check_segment(name, value)
    return quote(value, safe="")


def _text(name: str, value: object) -> str:
    match value:
        case str():
            check_text(name, value, longest=LONGEST)
            return str.__str__(value)  # the text itself, where an enumeration of texts would give its name
        case bool():
            return "true" if value else "false"
        case int():
            return _digits(name, value)
        case float():
            if value - value != 0:
                raise ArgumentError(f"{name}: expected a finite number, got {value}", argument=name)
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            if value.utcoffset() is None:
                raise ArgumentError(
                    f"{name}: expected a time with a time zone, got {value.isoformat()} without one; "
                    "use datetime.now(UTC), or .astimezone() to mean local time",
                    argument=name,
                )
            return _in_utc(value).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            raise ArgumentTypeError(
                f"{name}: expected text, a number, a truth value or a time, got {described(value)}", argument=name
            )


def _digits(name: str, value: int) -> str:
    if value.bit_length() > _BITS:
        raise ArgumentError(f"{name}: expected an integer of at most {_BITS} bits, got a longer one", argument=name)
    return str(int(value))


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError:  # within a day of the first or the last year; with its own offset it is RFC 3339 as well
        return time

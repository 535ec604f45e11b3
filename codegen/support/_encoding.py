"""Turns the arguments of a call into the text of a path, a query and headers, and into the JSON of a body."""

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

__all__ = ["argument", "body", "checked", "headers", "integer", "joined", "json_value", "listed", "path", "query"]

_BITS = 64
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
    return template.format_map({name: _segment(name, value) for name, value in arguments.items()})


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


def query(arguments: Mapping[str, Scalar | Iterable[Scalar] | Omit | None]) -> tuple[tuple[str, str], ...]:
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
        if isinstance(value, Iterable) and not isinstance(value, str | bytes):
            pairs += [(name, _text(name, item)) for item in value]
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


def body(fields: Mapping[str, object], nullable: Collection[str] = ()) -> dict[str, JSON]:
    """Make the JSON object of a request.

    Args:
        fields: Values by name. `None` and `OMIT` are left out. Models become objects.
        nullable: Names of fields for which `None` is sent as null.

    Returns:
        The object.

    Raises:
        ArgumentTypeError: A value is of a kind that JSON does not have.
        ArgumentError: A time has no time zone.
    """
    written: dict[str, JSON] = {}
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

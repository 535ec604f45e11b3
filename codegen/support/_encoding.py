"""Turns the arguments of a call into the text of a path, a query and headers, and into the JSON of a body."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Protocol, TypeAlias, TypeVar, cast, runtime_checkable
from urllib.parse import quote

from ._calls import JSON
from ._unset import UNSET, Unset

T = TypeVar("T")
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
        TypeError: An argument is not a string.
        ValueError: An argument is empty, is a dot segment, or has control characters. A server would take
            `groups/..` for the parent and so, for one, delete a team in place of its member.
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
        TypeError: It is not an integer.
    """
    if type(value) is not int:  # True is an int, too, but no identifier
        raise TypeError(f"{name}: expected an integer, got {_kind(value)}")
    return str(value)


def query(arguments: Mapping[str, Scalar | Iterable[Scalar] | Unset | None]) -> tuple[tuple[str, str], ...]:
    """Spell the parameters of a query.

    Args:
        arguments: Values by name. `None` and `UNSET` are left out, and a list gives its parameter once for each item.

    Returns:
        Names and values, as text: truth values as `true` and `false`, times in UTC (RFC 3339).

    Raises:
        TypeError: A value is of a kind that has no spelling in a query.
        ValueError: A time has no time zone, or a number is not finite.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in arguments.items():
        if value is None or isinstance(value, Unset):
            continue
        if isinstance(value, Iterable) and not isinstance(value, str | bytes):
            pairs += [(name, _text(name, item)) for item in value]
        else:
            pairs.append((name, _text(name, value)))
    return tuple(pairs)


def listed(name: str, values: T) -> T:
    """Give back a list for a body, unless it is the one sequence of texts that never is a list: a text.

    Type checkers let `scopes="repo:read"` pass, for a text is a sequence of texts.

    Args:
        name: Name of the argument, for the error.
        values: What the caller gave.

    Returns:
        The same.

    Raises:
        TypeError: It is a single text.
    """
    if isinstance(values, str):
        raise TypeError(f"{name}: expected a list, got a single text; put it into brackets")
    return values


def joined(name: str, values: Iterable[Scalar] | Unset | None) -> str | None:
    """Spell a list as one query parameter, where the document says `explode: false`.

    Args:
        name: Name of the parameter, for errors.
        values: The list; `None` and `UNSET` leave the parameter out.

    Returns:
        The items with commas between them.

    Raises:
        TypeError: It is a single text, or an item has no spelling in a query.
        ValueError: A time has no time zone, or a number is not finite.
    """
    if values is None or isinstance(values, Unset):
        return None
    return ",".join(_text(name, value) for value in listed(name, values))


def headers(arguments: Mapping[str, Scalar | Unset | None]) -> tuple[tuple[str, str], ...]:
    """Spell the header parameters of a request.

    Args:
        arguments: Values by name. `None` and `UNSET` are left out.

    Returns:
        Names and values, as text.

    Raises:
        TypeError: A value is of a kind that has no spelling in a header.
        ValueError: A value has control characters, with which it could forge further headers.
    """
    pairs = query(arguments)
    for name, value in pairs:
        _refuse_control_characters(name, value)
    return pairs


def body(fields: Mapping[str, object]) -> dict[str, JSON]:
    """Make the JSON object of a request.

    Args:
        fields: Values by name. `UNSET` is left out; `None` is sent as null. Models become objects.

    Returns:
        The object.

    Raises:
        TypeError: A value is of a kind that JSON does not have.
        ValueError: A time has no time zone.
    """
    return {name: json_value(name, value) for name, value in fields.items() if value is not UNSET}


def json_value(name: str, value: object) -> JSON:
    """Make the JSON of one value.

    Args:
        name: Name of the argument, for errors.
        value: A JSON value, a model, a time, or a list or mapping of these.

    Returns:
        The JSON value; times are in UTC (RFC 3339).

    Raises:
        TypeError: The value is of a kind that JSON does not have.
        ValueError: A time has no time zone.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return _text(name, value)
        case Mapping():
            items = cast("Mapping[object, object]", value).items()
            return {str(key): json_value(f"{name}.{key}", item) for key, item in items if item is not UNSET}
        case bytes() | bytearray():
            raise TypeError(f"{name}: expected text, got {_kind(value)}; decode it first")
        case Iterable():
            members = enumerate(cast("Iterable[object]", value))
            return [json_value(f"{name}[{index}]", member) for index, member in members]
        case _Model():  # last, for it takes the longest to tell
            return value.to_dict()
        case _:
            raise TypeError(f"{name}: JSON cannot hold {_kind(value)}")


def _segment(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected a string, got {_kind(value)}")
    if not value:
        raise ValueError(f"{name}: expected a name, got an empty string, which would call another address")
    if value in {".", ".."}:
        raise ValueError(f"{name}: expected a name, got {value!r}, which would call another address")
    _refuse_control_characters(name, value)
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        raise ValueError(f"{name}: expected text, got half of a surrogate pair in {value!r}") from None


def _refuse_control_characters(name: str, value: str) -> None:
    if any(character < " " or "\x7f" <= character <= "\x9f" for character in value):
        raise ValueError(f"{name}: expected text without control characters, got {value!r}")


def _text(name: str, value: object) -> str:
    match value:
        case str():
            return str.__str__(value)  # the text itself, where an enumeration of texts would give its name
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            if value - value != 0:
                raise ValueError(f"{name}: expected a finite number, got {value}")
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            if value.utcoffset() is None:
                raise ValueError(
                    f"{name}: expected a time with a time zone, got {value.isoformat()} without one; "
                    "use datetime.now(UTC), or .astimezone() to mean local time"
                )
            return _in_utc(value).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"{name}: expected text, a number, a truth value or a time, got {_kind(value)}")


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"  # the value may be a secret


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError:  # within a day of the first or the last year; with its own offset it is RFC 3339 as well
        return time

"""Formats values for people: sizes, ages, counts, on one line each."""

import json
from datetime import UTC, datetime
from typing import Any

from aiodockerhub_generated._json import is_array, is_object

from aiodockerhub.cli.jmespath_queries import compiled, searched
from aiodockerhub.helpers.finite_json import finite_json
from aiodockerhub.helpers.text import one_line

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_STEP = 1000
_TOO_LARGE = 10**21  # bytes; no repository has them, and a server may send any number
_MINUTE = 60
_AGES = (("y", 365 * 86400, 2 * 365 * 86400), ("d", 86400, 86400), ("h", 3600, 3600), ("m", _MINUTE, _MINUTE))
"""Units of an age: sign, seconds, and the seconds from which it is used."""
_LONGEST_CELL = 200
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)


def cell(value: Any, kind: str = "text", now: datetime | None = None) -> str:
    """Write a value for a table.

    Args:
        value: A JSON value.
        kind: How it is shown, as the catalog says.
        now: Time from which ages count; by default the present.

    Returns:
        One line, empty for `None`.
    """
    if value is None:
        return ""
    if kind == "bytes" and isinstance(value, int):
        return size(value)
    if kind == "time" and isinstance(value, str):
        return age(value, now)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if kind == "integer" else str(value)
    return plain(value)


def plain(value: Any) -> str:
    """Write a value as it is, on one line and without control characters.

    Args:
        value: A JSON value.

    Returns:
        The text; `true`, `false` and JSON for what is no text, empty for `None`.
    """
    if value is None:
        return ""
    if is_array(value) and value and all(isinstance(item, str) for item in value):
        return one_line(", ".join(value), _LONGEST_CELL)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return one_line(text, len(text) + 1)


def json_value(value: Any) -> Any:
    """Convert a result to a JSON value.

    Args:
        value: A model, a JSON value, or a list of these.
    """
    if is_array(value):
        return [json_value(item) for item in value]
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def json_text(value: Any, indent: int | None = None) -> str:
    """Write JSON, for programs and for a terminal.

    Args:
        value: A JSON value.
        indent: Blanks for each level; `None` for one line.

    Returns:
        The JSON; control characters and the like, which JSON allows in text, are escaped.
    """
    text = finite_json(value, indent=indent)
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in text)


def harmless(value: Any) -> str:
    """Write a value for spreadsheets, where no text may run as a formula.

    Args:
        value: A JSON value.

    Returns:
        As `plain`, with a single quote before text that begins like a formula. See OWASP, "CSV Injection".
    """
    text = plain(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) and not is_number else text


def size(count: int) -> str:
    """Write a number of bytes with a unit of 1,000, as Docker Hub does.

    Args:
        count: Bytes.

    Returns:
        For example `84.5 MB`.
    """
    if abs(count) >= _TOO_LARGE:
        return plain(count)
    amount, unit = float(count), _UNITS[0]
    for unit in _UNITS:
        if abs(amount) < _STEP or unit == _UNITS[-1]:
            break
        amount /= _STEP
    return f"{count} B" if unit == "B" else f"{amount:.1f} {unit}"


def age(text: str, now: datetime | None = None) -> str:
    """Write a time as the distance from now.

    Args:
        text: RFC 3339.
        now: The time to count from.

    Returns:
        For example `3d ago`, `in 5h`, `just now`, or the text itself if it is no time.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return plain(text)
    if time.tzinfo is None:
        return plain(text)
    seconds = ((now or datetime.now(UTC)) - time).total_seconds()
    span = abs(seconds)
    if span < _MINUTE:
        return "just now"
    span += _MINUTE if seconds < 0 else 0  # so that what was set for 90 days a moment ago is not "in 89d"
    unit, length = next((unit, length) for unit, length, least in _AGES if span >= least)
    amount = f"{int(span // length)}{unit}"
    return f"{amount} ago" if seconds >= 0 else f"in {amount}"


def lookup(item: Any, column: str) -> Any:
    """Get a column of an item by key or JMESPath (`images[0].os`).

    Args:
        item: A JSON value.
        column: Name of the column.

    Returns:
        The value, `None` if there is none.
    """
    if is_object(item):
        if column in item or column.isidentifier():
            return item.get(column)
        return searched(compiled(column, "--columns"), item, "--columns")
    return item

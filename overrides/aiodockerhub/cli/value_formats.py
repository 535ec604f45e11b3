"""Formats values: for people on one line each, for programs exactly."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from aiodockerhub_generated._json import is_array, is_object

from aiodockerhub.cli.jmespath_queries import apply_query, compile_query
from aiodockerhub.helpers.finite_json import finite_json
from aiodockerhub.helpers.text import one_line

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_UNIT_FACTOR = 1000
_MAX_BYTES = 10**21  # from this number on, numbers are not converted: a server may send any number of digits
_MINUTE = 60  # seconds
_AGE_UNITS = (("y", 365 * 86400, 2 * 365 * 86400), ("d", 86400, 86400), ("h", 3600, 3600), ("m", _MINUTE, _MINUTE))
"""Units of an age: symbol, length in seconds, and the shortest age in seconds for which the unit is used."""
_MAX_LIST_LENGTH = 200  # characters
_NOT_FOR_CSV = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    # Bidi_Control of Unicode's PropList.txt
    r"|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Characters that command a terminal or change the direction of text; tabs and line ends are quoted in CSV."""
_NOT_FOR_TSV = re.compile(rf"[\t\n\r\u2028\u2029]|{_NOT_FOR_CSV.pattern}")
_FORMULA_STARTS = (
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
        value: JSON value.
        kind: Kind of the value in the catalog: `bytes`, `time`, `integer` or another; `text` by default.
        now: Time to which an age refers; `None`, the default, for the present.

    Returns:
        The text, on one line; empty for `None`.
    """
    if value is None:
        return ""
    if kind == "bytes" and isinstance(value, int):
        return size_text(value)
    if kind == "time" and isinstance(value, str):
        return age_text(value, now)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if kind == "integer" else str(value)
    return plain(value)


def plain(value: Any) -> str:
    """Write a value for a table without conversion, on one line.

    Each run of white space and control characters becomes one space.

    Args:
        value: JSON value.

    Returns:
        For text, the text itself. For a list of one or more texts, the texts with commas between them, cut after 200
        characters. For `None`, an empty text. For any other value, its JSON.
    """
    text = _exact_text(value)
    return one_line(text, _MAX_LIST_LENGTH if _is_list_of_texts(value) else len(text) + 1)


def tsv_field(value: Any) -> str:
    """Write a value for TSV, whole and on one line.

    Args:
        value: JSON value.

    Returns:
        The text of `plain`, but neither cut nor with joined spaces. A space replaces each tab, each line end, and
        each character that `without_commands` replaces.
    """
    return _NOT_FOR_TSV.sub(" ", _exact_text(value))


def without_commands(text: str) -> str:
    """Replace characters that command a terminal or reverse text by spaces.

    Args:
        text: Text to write to a terminal. Tabs and line ends stay. The other control characters are replaced, and the
            characters that change the direction of text (`Bidi_Control` of Unicode).
    """
    return _NOT_FOR_CSV.sub(" ", text)


def _exact_text(value: Any) -> str:
    if value is None:
        return ""
    if _is_list_of_texts(value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_list_of_texts(value: Any) -> bool:
    return is_array(value) and bool(value) and all(isinstance(item, str) for item in value)


def json_text(value: Any, indent: int | None = None) -> str:
    """Write JSON, for programs and for a terminal.

    Args:
        value: JSON value.
        indent: Number of spaces for each level; `None`, the default, for a single line.

    Returns:
        The JSON text. Characters that are not printable are escaped, except for the line feeds of an indented text.
    """
    text = finite_json(value, indent=indent)
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == "\n" else json.dumps(character)[1:-1] for character in text
    )


def csv_field(value: Any) -> str:
    """Write a value for CSV so that no spreadsheet runs it as a formula.

    Args:
        value: JSON value.

    Returns:
        The text of `tsv_field`, but with tabs and line ends as they are. A single quote is put before a text that
        begins like a formula, also after white space, unless `value` is a number. See OWASP, "CSV Injection".
    """
    text = without_commands(_exact_text(value))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) and not is_number else text


def size_text(count: int) -> str:
    """Write a number of bytes with a decimal unit, as Docker Hub does.

    Args:
        count: Number of bytes.

    Returns:
        The text, for example `84.5 MB`; only the digits if there are more than 21 of them.
    """
    if abs(count) >= _MAX_BYTES:
        return plain(count)
    amount, unit = float(count), _UNITS[0]
    for unit in _UNITS:
        if abs(amount) < _UNIT_FACTOR or unit == _UNITS[-1]:
            break
        amount /= _UNIT_FACTOR
    return f"{count} B" if unit == "B" else f"{amount:.1f} {unit}"


def age_text(text: str, now: datetime | None = None) -> str:
    """Write a time as its distance from now.

    Args:
        text: Time in the format of RFC 3339.
        now: Time to which the distance refers; `None`, the default, for the present.

    Returns:
        The distance, for example `3d ago`, `in 5h`, `just now`; the result of `plain` if `text` is not a time with a
        time zone.
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
    span += _MINUTE if seconds < 0 else 0  # otherwise a time that was set to "in 90d" a moment ago becomes "in 89d"
    unit, length = next((unit, length) for unit, length, least in _AGE_UNITS if span >= least)
    amount = f"{int(span // length)}{unit}"
    return f"{amount} ago" if seconds >= 0 else f"in {amount}"


def column_value(item: Any, column: str) -> Any:
    """Return a column of an item, by key or JMESPath (`images[0].os`).

    Args:
        item: JSON value.
        column: Key or JMESPath expression.

    Returns:
        The value; `None` if the item has nothing there, and `item` itself if it is not an object.

    Raises:
        click.BadParameter: The column is not a JMESPath expression, or cannot be applied to the item.
    """
    if is_object(item):
        if column in item or column.isidentifier():
            return item.get(column)
        return apply_query(compile_query(column, "--columns"), item, "--columns")
    return item

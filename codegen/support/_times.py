"""Which texts are read as times and dates (RFC 3339)."""

import contextlib
import re
from datetime import UTC, date, datetime, timedelta

from ._schema import SchemaMismatch

read_time = datetime.fromisoformat
"""Read a time in most forms of ISO 8601; digits after microseconds are dropped."""

read_date = date.fromisoformat

DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""The regular expression of a date (`full-date` of RFC 3339)."""

MIN_TIME_LENGTH = 20
"""Number of characters of the shortest time, `2026-01-02T03:04:05Z`."""

_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:)(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)
_DATE = re.compile(DATE)
_LEAP_SECOND = "60"
_SECOND = timedelta(seconds=1)


def aware(value: str) -> datetime:
    """Read a time as Docker Hub writes it: in UTC (RFC 3339).

    Generated modules repeat the conditions of this function inline, because a function call would take too long. A
    fraction after a comma, and any letter in the place of `T`, are accepted, because each further condition would add
    3 % to the time for decoding tags.

    Args:
        value: The time, of at least 20 characters (`MIN_TIME_LENGTH`).

    Returns:
        The time, in UTC.

    Raises:
        SchemaMismatch: The text is not in UTC or has another form. `any_time` reads more forms.
        ValueError: The text is not a time.
    """
    if value[7] != "-" or value[-1] != "Z":  # 2026-W01-5T..., 20260102T..., ...:05+0000
        raise SchemaMismatch
    return read_time(value)


def any_time(value: str) -> datetime | None:
    """Read a time in any form of RFC 3339.

    The forms include lower case, offsets and leap seconds.

    Args:
        value: Text of the time.

    Returns:
        The time with its offset; a leap second becomes the next second. `None` if the text is neither a time of RFC
        3339 nor another text that `aware` reads.
    """
    if len(value) >= MIN_TIME_LENGTH:
        with contextlib.suppress(SchemaMismatch, ValueError):
            return aware(value)
    match = _RFC3339.fullmatch(value)
    if match is None:
        return None
    day, minute, second, fraction, offset = match.groups(default="")
    leap = second == _LEAP_SECOND
    try:
        time = read_time(f"{day}T{minute}{'59' if leap else second}{fraction}{offset.upper()}")
        return time + _SECOND if leap else time
    except (ValueError, OverflowError):
        return None


def lenient_time(value: str) -> tuple[datetime | None, str | None]:
    """Read a time in any form of RFC 3339, or that Python reads.

    A time without an offset is in UTC. A date alone is its midnight in UTC.

    Args:
        value: Text of the time.

    Returns:
        Two values. The first is the time, or `None` if the text is not a time. The second is the format that the text
        should have had, such as `date-time`; `None` if `any_time` reads the text.
    """
    time = any_time(value)
    if time is not None:
        return time, None
    try:
        time = read_time(value)
    except ValueError:
        return None, "date-time"
    return (time, "date-time") if time.tzinfo else (time.replace(tzinfo=UTC), "date-time with an offset")


def any_date(value: str) -> date | None:
    """Read a date.

    Args:
        value: Text of the date.

    Returns:
        The date; `None` if the text is not a date of RFC 3339.
    """
    try:
        return read_date(value) if _DATE.fullmatch(value) else None
    except ValueError:
        return None

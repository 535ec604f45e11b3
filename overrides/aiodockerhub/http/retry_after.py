"""Reads Retry-After and similar headers by the clock of the server."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS

_ASKS_TO_WAIT = frozenset({TOO_MANY_REQUESTS, 503})
_NUMBER = re.compile(r"[0-9]{1,13}(\.[0-9]+)?")
_EPOCH_FROM = 1e9  # more seconds than anyone would be told to wait: a moment, not a duration
_MILLISECONDS_FROM = 1e11
_SENSIBLE = 1e10  # seconds; the end of the calendar is not far beyond, and nobody waits for centuries


def retry_at(status_code: int, headers: Mapping[str, str], now: float) -> datetime | None:
    """Compute the time at which to retry; `None` without such a header.

    Args:
        status_code: Status of the response; only the headers of 429 and 503 count.
        headers: Headers of the response, case-insensitive.
        now: Seconds since the epoch.
    """
    wait = named_wait(status_code, headers, now) if status_code in _ASKS_TO_WAIT else None
    return None if wait is None else datetime.fromtimestamp(now + wait, UTC)


def named_wait(status_code: int | None, headers: Mapping[str, str], now: float) -> float | None:
    """Read the wait that the headers ask for, in seconds.

    The headers are Retry-After or X-Retry-After, and X-RateLimit-Reset with a 429.

    Each value may be a number of seconds, a Unix time or an HTTP date (RFC 9110, section 10.2.3); Docker Hub has used
    the first two. Times are compared with the Date header of the response, if it has one.

    Args:
        status_code: Status of the response.
        headers: Headers of the response, case-insensitive.
        now: Seconds since the epoch.

    Returns:
        The seconds, 0 for a time in the past, `None` if no header has a valid value.
    """
    for name in ("retry-after", "x-retry-after", "x-ratelimit-reset"):
        if name != "x-ratelimit-reset" or status_code == TOO_MANY_REQUESTS:
            wait = header_wait(headers, name, now)
            if wait is not None:
                return wait
    return None


def header_wait(headers: Mapping[str, str], name: str, now: float) -> float | None:
    """Read one header as a wait in seconds.

    Returns:
        The seconds; `None` if the value is neither a duration, a Unix time nor an HTTP date, or lies centuries ahead.
    """
    text = headers.get(name, "").strip()
    if _NUMBER.fullmatch(text):
        value = float(text)
        if value < _EPOCH_FROM:
            return value
        moment: float | None = value / 1000 if value >= _MILLISECONDS_FROM else value
    else:
        moment = _http_date(text)
    if moment is None:
        return None
    wait = max(0.0, moment - server_time(headers, now))
    return wait if wait < _SENSIBLE else None


def server_time(headers: Mapping[str, str], now: float) -> float:
    """Read the Date header as seconds since the epoch, `now` without one."""
    moment = _http_date(headers.get("date", ""))
    return now if moment is None else moment


def _http_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

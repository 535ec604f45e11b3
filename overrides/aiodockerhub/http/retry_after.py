"""Reads Retry-After and similar headers, on the clock of the server."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS
from aiodockerhub.http.retryable_statuses import TRANSIENT

_STATUSES_WITH_WAIT = TRANSIENT | {TOO_MANY_REQUESTS}
_NUMBER = re.compile(r"[0-9]{1,13}(\.[0-9]+)?")
_MIN_EPOCH_SECONDS = 1e9  # from this value on, a number is a Unix time and not a duration
_MIN_EPOCH_MILLISECONDS = 1e11  # from this value on, a Unix time is in milliseconds
_MAX_WAIT_SECONDS = 1e10  # a longer wait would exceed the range of `datetime`


def retry_at(status_code: int, headers: Mapping[str, str], now: float) -> datetime | None:
    """Compute the time from which a response allows a retry.

    Args:
        status_code: Status of the response.
        headers: Headers of the response, case-insensitive.
        now: Current time, in seconds since the epoch.

    Returns:
        The time in UTC; `None` if no header names a wait, or if the status is not retryable. Retryable statuses are
        429, 500, 502, 503, 504, 520 to 527 and 530.
    """
    wait = read_wait(status_code, headers, now) if status_code in _STATUSES_WITH_WAIT else None
    return None if wait is None else datetime.fromtimestamp(now + wait, UTC)


def read_wait(status_code: int | None, headers: Mapping[str, str], now: float) -> float | None:
    """Read the wait that a response asks for.

    The wait is in Retry-After, in X-Retry-After or, if the status is 429, in X-RateLimit-Reset. The first of these
    headers with a valid value is used. A value may be a number of seconds, a Unix time in seconds or milliseconds, or
    an HTTP date (RFC 9110, section 10.2.3); Docker Hub has sent numbers of seconds and Unix times. A time is compared
    with the Date header of the response, or with `now` if there is none.

    Args:
        status_code: Status of the response; `None` if there was no response.
        headers: Headers of the response, case-insensitive; empty if there was no response.
        now: Current time, in seconds since the epoch.

    Returns:
        Wait in seconds, 0 for a time in the past; `None` if no header has a valid value.
    """
    for name in ("retry-after", "x-retry-after", "x-ratelimit-reset"):
        if name != "x-ratelimit-reset" or status_code == TOO_MANY_REQUESTS:
            wait = read_header(headers, name, now)
            if wait is not None:
                return wait
    return None


def read_header(headers: Mapping[str, str], name: str, now: float) -> float | None:
    """Read the wait in one header.

    Args:
        headers: Headers of the response, case-insensitive.
        name: Name of the header.
        now: Current time, in seconds since the epoch.

    Returns:
        Wait in seconds, 0 for a time in the past. `None` if the header is missing, if its value is neither a number of
        seconds, a Unix time nor an HTTP date, or if a time is 1e10 seconds or more away.
    """
    text = headers.get(name, "").strip()
    if _NUMBER.fullmatch(text):
        value = float(text)
        if value < _MIN_EPOCH_SECONDS:
            return value
        moment: float | None = value / 1000 if value >= _MIN_EPOCH_MILLISECONDS else value
    else:
        moment = _read_http_date(text)
    if moment is None:
        return None
    wait = max(0.0, moment - read_server_time(headers, now))
    return wait if wait < _MAX_WAIT_SECONDS else None


def read_server_time(headers: Mapping[str, str], now: float) -> float:
    """Read the time of a response on the clock of the server.

    Args:
        headers: Headers of the response, case-insensitive.
        now: Current time, in seconds since the epoch.

    Returns:
        The Date header in seconds since the epoch; `now` if there is no valid Date header.
    """
    moment = _read_http_date(headers.get("date", ""))
    return now if moment is None else moment


def _read_http_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

"""Decides, without doing anything, whether a failed request is worth repeating and when."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import random

from attrs import field, frozen

from aiodockerhub.errors import TransportError
from aiodockerhub.helpers.arguments import number

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TRANSIENT = frozenset({500, 502, 503, 504, 530, *range(520, 528)})  # 520-527 and 530 are Cloudflare's
_LIMITED = 429
_ASKS_TO_WAIT = frozenset({_LIMITED, 503})
_NUMBER = re.compile(r"[0-9]{1,13}(\.[0-9]+)?")
_EPOCH_FROM = 1e9  # more seconds than anyone would be told to wait: a moment, not a duration
_MILLISECONDS_FROM = 1e11
_SENSIBLE = 1e10  # seconds; the end of the calendar is not far beyond, and nobody waits for centuries
_SERVER_JITTER = 0.1


@frozen(kw_only=True)
class RetryPolicy:
    """How often and how patiently to repeat.

    Attributes:
        max_retries: Greatest number of repetitions of one request; 0 for none.
        initial_backoff: Seconds before the first repetition where the service names no time; doubled each time.
        max_backoff: Greatest number of seconds to wait where the service names no time.
        max_retry_after: Greatest number of seconds to wait if the service names a time; beyond it the error rises.
        retry_timeout: Seconds after the first attempt beyond which nothing is repeated.
        jitter: Gives a number from 0 to 1, so that many clients do not come back at the same moment.
    """

    max_retries: int = field(default=3, validator=number(whole=True))
    initial_backoff: float = 0.5
    max_backoff: float = 8.0
    max_retry_after: float = field(default=60.0, validator=number())
    retry_timeout: float = field(default=120.0, validator=number())
    jitter: Callable[[], float] = random


@frozen(kw_only=True)
class Failure:
    """What went wrong with one attempt: a status with its headers, or an error without an answer."""

    status_code: int | None = None
    headers: Mapping[str, str] = {}  # noqa: RUF012 - attrs field
    error: TransportError | None = None


def wait_before_retry(
    policy: RetryPolicy, failure: Failure, *, repeatable: bool, retries: int, elapsed: float, now: float
) -> float | None:
    """Seconds to wait before sending the request again.

    A write is sent again only when the service cannot have acted on it: no connection was made, or it said 429. After
    503 it is not, not even with Retry-After: a gateway answers so too when what is behind it fell silent half-way, and
    a second token or invitation is worse than an error that says when to try again.

    Args:
        policy: The limits.
        failure: What went wrong.
        repeatable: Whether doing the request twice is the same as doing it once, as for GET.
        retries: How often it was repeated so far.
        elapsed: Seconds since it was first sent.
        now: Seconds since the epoch.

    Returns:
        The seconds, or `None` to give up.
    """
    if retries >= policy.max_retries or not _is_worth_repeating(failure, repeatable=repeatable):
        return None
    backoff = min(policy.max_backoff, policy.initial_backoff * 2**retries) * (0.5 + 0.5 * policy.jitter())
    named = named_wait(failure.status_code, failure.headers, now)
    if named is None:
        wait = backoff
    elif named > policy.max_retry_after:
        return None
    else:
        wait = max(named * (1 + _SERVER_JITTER * policy.jitter()), backoff if named == 0 else 0)
    return wait if elapsed + wait <= policy.retry_timeout else None


def retry_at(status_code: int, headers: Mapping[str, str], now: float) -> datetime | None:
    """The moment at which the service said to try again; `None` if it did not say.

    Args:
        status_code: Status of the answer; only 429 and 503 say such things.
        headers: Its headers, case-insensitive.
        now: Seconds since the epoch.
    """
    wait = named_wait(status_code, headers, now) if status_code in _ASKS_TO_WAIT else None
    return None if wait is None else datetime.fromtimestamp(now + wait, UTC)


def named_wait(status_code: int | None, headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the headers ask to wait: Retry-After, X-Retry-After, or for a 429 X-RateLimit-Reset.

    Each may be seconds, an epoch or an HTTP date (RFC 9110, section 10.2.3); Docker Hub has used the first two. Moments
    are read by the service's own clock where it tells it.

    Args:
        status_code: Status of the answer.
        headers: Its headers, case-insensitive.
        now: Seconds since the epoch.

    Returns:
        The seconds, 0 for a moment that is past, `None` if no header says anything sensible.
    """
    for name in ("retry-after", "x-retry-after", "x-ratelimit-reset"):
        if name != "x-ratelimit-reset" or status_code == _LIMITED:
            wait = header_wait(headers, name, now)
            if wait is not None:
                return wait
    return None


def header_wait(headers: Mapping[str, str], name: str, now: float) -> float | None:
    """Seconds until what one header says: a duration, an epoch or an HTTP date; `None` if it makes no sense."""
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
    """Seconds since the epoch by the service's clock, from its Date header, or `now` without one."""
    moment = _http_date(headers.get("date", ""))
    return now if moment is None else moment


def _http_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _is_worth_repeating(failure: Failure, *, repeatable: bool) -> bool:
    if failure.error is not None:
        return not failure.error.permanent and (repeatable or not failure.error.sent)
    return failure.status_code == _LIMITED or (repeatable and failure.status_code in _TRANSIENT)

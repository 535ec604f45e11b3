"""Decides whether a failed request is retried, and when; does no I/O."""

from collections.abc import Callable, Mapping
from random import random

from attrs import field, frozen

from aiodockerhub.errors import TransportError
from aiodockerhub.helpers.arguments import number
from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS
from aiodockerhub.http import defaults
from aiodockerhub.http.retry_after import named_wait

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TRANSIENT = frozenset({500, 502, 503, 504, 530, *range(520, 528)})  # 520-527 and 530 are Cloudflare's
_SERVER_JITTER = 0.1
_MOST_DOUBLINGS = 32  # beyond any backoff


@frozen(kw_only=True)
class RetryPolicy:
    """Limits and waits of retries.

    Attributes:
        max_retries: Greatest number of retries of one request; 0 for none.
        initial_backoff: Seconds. Before retry n, from 0, the wait is `min(max_backoff, initial_backoff * 2**n)` times
            0.5 to 1, by the jitter, where the server names no time.
        max_backoff: Greatest backoff, in seconds.
        max_retry_after: Greatest wait, in seconds, that the server may name; beyond it the error is raised. Up to a
            tenth more is waited, by the jitter.
        retry_timeout: Seconds after the first attempt was begun after which no retry begins.
        jitter: Gives a number from 0 to 1, so that many clients do not come back at the same moment.
    """

    max_retries: int = field(default=defaults.MAX_RETRIES, validator=number(whole=True))
    initial_backoff: float = 0.5
    max_backoff: float = 8.0
    max_retry_after: float = field(default=defaults.MAX_RETRY_AFTER, validator=number())
    retry_timeout: float = field(default=defaults.RETRY_TIMEOUT, validator=number())
    jitter: Callable[[], float] = random


@frozen(kw_only=True)
class Failure:
    """The outcome of a failed attempt: status and headers, or transport error."""

    status_code: int | None = None
    headers: Mapping[str, str] = {}  # noqa: RUF012 - attrs field
    error: TransportError | None = None


def wait_before_retry(
    policy: RetryPolicy, failure: Failure, *, is_retryable: bool, retries: int, elapsed: float, now: float
) -> float | None:
    """Compute the seconds to wait before the next attempt.

    A write that is not retryable is sent again only if the server cannot have acted on it: no connection was made, or
    the status is 429. After 503 it is not, not even with Retry-After: a gateway also sends 503 when the server behind
    it stopped half-way, and a second token or invitation is worse than an error that says when to try again.

    Args:
        policy: The limits.
        failure: The failed attempt.
        is_retryable: Whether doing the request twice is the same as doing it once, as for GET.
        retries: Number of retries so far.
        elapsed: Seconds since the first attempt began.
        now: Seconds since the epoch.

    Returns:
        The seconds, or `None` to give up.
    """
    if retries >= policy.max_retries or not _is_worth_repeating(failure, is_retryable=is_retryable):
        return None
    backoff = min(policy.max_backoff, policy.initial_backoff * 2 ** min(retries, _MOST_DOUBLINGS)) * (
        0.5 + 0.5 * policy.jitter()
    )
    named = named_wait(failure.status_code, failure.headers, now)
    if named is None:
        wait = backoff
    elif named > policy.max_retry_after:
        return None
    else:
        wait = max(named * (1 + _SERVER_JITTER * policy.jitter()), backoff if named == 0 else 0)
    return wait if elapsed + wait <= policy.retry_timeout else None


def _is_worth_repeating(failure: Failure, *, is_retryable: bool) -> bool:
    if failure.error is not None:
        return failure.error.retryable and (is_retryable or not failure.error.sent)
    return failure.status_code == TOO_MANY_REQUESTS or (is_retryable and failure.status_code in _TRANSIENT)

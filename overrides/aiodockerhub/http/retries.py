"""Decides whether a failed request is retried, and after which pause."""

from collections.abc import Callable, Mapping
from random import random

from attrs import field, frozen

from aiodockerhub.errors import TransportError
from aiodockerhub.helpers.arguments import number_validator
from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS
from aiodockerhub.http import defaults
from aiodockerhub.http.retry_after import read_wait
from aiodockerhub.http.retryable_statuses import TRANSIENT

_BACKOFF_JITTER = 0.5  # share of the backoff that is random
_RETRY_AFTER_JITTER = 0.1
_MAX_DOUBLINGS = 32  # keeps 2**n small; the result is above any `max_backoff`


@frozen(kw_only=True)
class RetryPolicy:
    """Limits and waits of retries.

    The backoff before retry n, counted from 0, is `min(max_backoff, initial_backoff * 2**n)`. If there was no response,
    or the response names no wait or a wait of 0, the wait is the backoff multiplied by a random number from 0.5 to 1.
    If the response names another wait, up to a tenth of that wait is added at random.

    Attributes:
        max_retries: Maximum number of retries of one call, by default 3; 0 for none.
        initial_backoff: Backoff before the first retry, in seconds; by default 0.5.
        max_backoff: Longest backoff, in seconds; by default 8.
        max_retry_after: Longest wait that a response may name, in seconds, before the random part is added; by default
            60. If a response names a longer wait, the call is not retried and fails.
        retry_timeout: Time from the start of the first attempt after which no retry is planned, in seconds; by default
            120. A planned retry may begin later if it waits in line, for the rate limit or for a log-in.
        jitter: Function that returns a random number from 0 to 1, so that many clients do not retry at the same time.
    """

    max_retries: int = field(default=defaults.MAX_RETRIES, validator=number_validator(whole=True))
    initial_backoff: float = 0.5
    max_backoff: float = 8.0
    max_retry_after: float = field(default=defaults.MAX_RETRY_AFTER, validator=number_validator())
    retry_timeout: float = field(default=defaults.RETRY_TIMEOUT, validator=number_validator())
    jitter: Callable[[], float] = random


@frozen(kw_only=True)
class Failure:
    """The outcome of a failed attempt.

    Attributes:
        status_code: HTTP status; `None` if there was no response.
        headers: Headers of the response; empty if there was no response.
        error: Transport error; `None` if there was a response.
    """

    status_code: int | None = None
    headers: Mapping[str, str] = {}  # noqa: RUF012 - attrs field
    error: TransportError | None = None


def wait_before_retry(
    policy: RetryPolicy, failure: Failure, *, is_idempotent: bool, retries: int, elapsed: float, now: float
) -> float | None:
    """Compute the wait before a retry.

    A call that is not idempotent is retried only if the server cannot have executed the call: the request was not sent,
    or the status is 429. Such a call is not retried after status 503, even if the response has Retry-After: a gateway
    also responds with 503 if the server behind it failed during the request. A second access token or invitation is
    worse than an error.

    Args:
        policy: Limits and waits.
        failure: Outcome of the failed attempt.
        is_idempotent: Whether sending the call twice has the same effect as sending it once, as for GET.
        retries: Number of retries of the call so far.
        elapsed: Time since the start of the first attempt, in seconds.
        now: Current time, in seconds since the epoch.

    Returns:
        Wait in seconds, with jitter, which may make it longer than `max_retry_after`. `None` if the call is not
        retried: the failure is not worth a retry (see `_is_worth_retrying`), all retries are used, the response asks
        for a wait of more than `max_retry_after`, or the wait would end after `retry_timeout`.
    """
    if retries >= policy.max_retries or not _is_worth_retrying(failure, is_idempotent=is_idempotent):
        return None
    longest = min(policy.max_backoff, policy.initial_backoff * 2 ** min(retries, _MAX_DOUBLINGS))
    backoff = longest * (1 - _BACKOFF_JITTER + _BACKOFF_JITTER * policy.jitter())
    requested_wait = read_wait(failure.status_code, failure.headers, now)
    if requested_wait is None:
        wait = backoff
    elif requested_wait > policy.max_retry_after:
        return None
    else:
        # Retry-After 0 permits a retry, but names no wait, so the client waits as if there were no header.
        wait = backoff if requested_wait == 0 else requested_wait * (1 + _RETRY_AFTER_JITTER * policy.jitter())
    return wait if elapsed + wait <= policy.retry_timeout else None


def _is_worth_retrying(failure: Failure, *, is_idempotent: bool) -> bool:
    """Return whether a failure may be temporary, and a resend does no harm.

    Such failures are retryable transport errors and status 429; for idempotent calls also status 500, 502, 503, 504,
    520 to 527 and 530. If a call is not idempotent, a transport error is such a failure only if the call was not sent.
    """
    if failure.error is not None:
        return failure.error.retryable and (is_idempotent or not failure.error.sent)
    return failure.status_code == TOO_MANY_REQUESTS or (is_idempotent and failure.status_code in TRANSIENT)

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from aiodockerhub.errors import HubConnectionError, HubTimeoutError, TransportError
from aiodockerhub.http.retries import Failure, RetryPolicy, wait_before_retry

NOW = 1_764_000_000.0
READ, WRITE = True, False


def policy(**changes: Any) -> RetryPolicy:
    return RetryPolicy(**{"jitter": lambda: 1.0, **changes})


def wait(
    failure: Failure, *, idempotent: bool = READ, retries: int = 0, elapsed: float = 0.0, **changes: Any
) -> float | None:
    return wait_before_retry(
        policy(**changes), failure, is_idempotent=idempotent, retries=retries, elapsed=elapsed, now=NOW
    )


def status(code: int, **headers: str) -> Failure:
    return Failure(status_code=code, headers=httpx.Headers({k.replace("_", "-"): v for k, v in headers.items()}))


def broken(kind: type[TransportError] = HubConnectionError, **circumstances: Any) -> Failure:
    return Failure(error=kind("x", **circumstances))


def date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("failure", "read", "write"),
    [
        # the service cannot have acted: everything is repeated
        (status(429), True, True),
        (broken(sent=False), True, True),
        (broken(HubTimeoutError, sent=False), True, True),
        # it may have acted: only what can be done twice
        (status(500), True, False),
        (status(502), True, False),
        (status(503), True, False),
        (status(503, retry_after="1"), True, False),
        (status(504), True, False),
        *[(status(code), True, False) for code in range(520, 528)],
        (status(530), True, False),
        (broken(sent=True), True, False),
        (broken(HubTimeoutError, sent=True), True, False),
        # pointless
        *[(status(code), False, False) for code in (301, 400, 401, 403, 404, 405, 409, 410, 422, 501, 505, 511, 600)],
        (status(403, retry_after="1"), False, False),
        (broken(sent=False, retryable=False), False, False),
    ],
)
def test_what_is_repeated(failure: Failure, read: bool, write: bool) -> None:
    assert (wait(failure, idempotent=READ) is not None, wait(failure, idempotent=WRITE) is not None) == (
        read,
        write,
    )


def test_waits_double_up_to_a_limit_and_retries_run_out() -> None:
    waits = [wait(status(500), retries=count, max_retries=6) for count in range(7)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, None]
    assert wait(status(500), max_retries=0) is None


@pytest.mark.parametrize(("jitter", "backoff", "named"), [(0.0, 0.25, 10.0), (0.5, 0.375, 10.5), (1.0, 0.5, 11.0)])
def test_jitter_spreads_waits_and_never_comes_back_before_the_named_time(
    jitter: float, backoff: float, named: float
) -> None:
    assert wait(status(500), jitter=lambda: jitter) == backoff
    assert wait(status(429, retry_after="10"), jitter=lambda: jitter) == pytest.approx(named)


def test_a_named_time_of_now_still_backs_off() -> None:
    assert wait(status(429, retry_after="0"), retries=2) == 2.0


@pytest.mark.parametrize(("seconds", "expected"), [("60", 66.0), ("61", None)])
def test_beyond_the_longest_wait_it_gives_up(seconds: str, expected: float | None) -> None:
    assert wait(status(429, retry_after=seconds)) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(("elapsed", "expected"), [(119.4, 0.5), (119.5, 0.5), (119.6, None)])
def test_the_budget_bounds_the_whole(elapsed: float, expected: float | None) -> None:
    assert wait(status(500), elapsed=elapsed) == expected


def test_no_number_of_retries_is_too_many() -> None:
    assert wait(status(503), retries=5_000, max_retries=10_000) == 8.0

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from aiodockerhub.http.rate_limit import RateLimit, RateLimiter
from aiodockerhub.testing import ManualClock
from aiodockerhub.testing.clock import settle


def told(limiter: RateLimiter, status: int = 200, **headers: Any) -> RateLimit:
    limiter.note(status, httpx.Headers({f"x-ratelimit-{name}": str(value) for name, value in headers.items()}))
    return limiter.value


def test_the_limit_is_what_the_service_last_said() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    assert (limiter.value.limit, limiter.value.remaining, limiter.value.reset_at) == (None, None, None)
    assert limiter.value
    seen = told(limiter, limit=180, remaining=179, reset=int(clock.time()) + 60)
    assert (seen.limit, seen.remaining) == (180, 179)
    assert seen.reset_at == datetime.fromtimestamp(clock.time() + 60, UTC)
    told(limiter)
    assert limiter.value is seen, "a response that does not speak of the limit changes nothing"


def test_the_limit_is_truthy_while_a_call_may_go() -> None:
    clock = ManualClock()
    seen = told(RateLimiter(clock), limit=180, remaining=0, reset=60)
    assert not seen
    assert seen.seconds_left == 60
    clock.move(60)
    assert seen
    assert seen.seconds_left == 0
    assert told(RateLimiter(clock), limit=180, remaining=1, reset=60)


def test_after_429_nothing_remains_whatever_else_it_says() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    limiter.note(429, httpx.Headers({"retry-after": "30"}))
    assert not limiter.value
    assert limiter.value.seconds_left == 30


def test_nonsense_in_the_headers_is_nothing_said() -> None:
    seen = told(RateLimiter(ManualClock()), limit="many", remaining="-3", reset="later")
    assert (seen.limit, seen.remaining, seen.reset_at, bool(seen)) == (None, None, None, True)
    assert told(RateLimiter(ManualClock()), limit="9" * 400).limit is None


async def starts(limiter: RateLimiter, clock: ManualClock, calls: int, steps: int = 200) -> list[float]:
    began = clock.monotonic()
    moments = list[float]()

    async def call() -> None:
        await limiter.pace(60)
        moments.append(round(clock.monotonic() - began, 3))

    tasks = [asyncio.create_task(call()) for _ in range(calls)]
    await settle()
    for _ in range(steps):
        await clock.advance(1)
    await asyncio.gather(*tasks)
    return moments


async def test_pacing_spreads_calls_evenly_over_what_is_left_of_the_window() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    told(limiter, limit=60, remaining=5, reset=50)
    assert await starts(limiter, clock, 5) == [0, 10, 20, 30, 40]


async def test_pacing_goes_on_at_the_pace_of_a_full_window_in_the_next_one() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    told(limiter, limit=60, remaining=2, reset=20)
    assert await starts(limiter, clock, 5) == [0, 10, 20, 21, 22]


async def test_pacing_waits_for_the_window_when_nothing_is_left() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    told(limiter, limit=60, remaining=0, reset=15)
    assert await starts(limiter, clock, 3) == [15, 16, 17]


async def test_pacing_does_not_wait_before_a_limit_is_known() -> None:
    clock = ManualClock()
    assert await starts(RateLimiter(clock), clock, 3, steps=0) == [0, 0, 0]
    assert clock.slept == []


async def test_pacing_does_not_wait_after_a_response_whose_limit_cannot_be_read() -> None:
    clock = ManualClock(automatic=True)
    limiter = RateLimiter(clock)
    told(limiter, limit=60, remaining=2, reset=60)
    assert await limiter.pace(60)
    told(limiter, limit="many")

    assert not await limiter.pace(60)
    assert clock.slept == []


async def test_longest_wait_counts_from_the_call_or_from_a_later_release() -> None:
    clock = ManualClock(automatic=True)
    limiter = RateLimiter(clock)
    told(limiter, limit=1, remaining=0)
    await limiter.pace(20)
    clock.move(45)
    await limiter.pace(20)
    assert clock.slept == [15]

    await limiter.pace(20)
    assert clock.slept == [15], "the next turn is 60 s away"


async def test_a_call_cancelled_while_it_is_paced_stops_at_once() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    told(limiter, limit=60, remaining=0, reset=15)
    task = asyncio.create_task(limiter.pace(60))
    await settle()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_length_of_a_window_is_learned_from_its_first_response() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    told(limiter, limit=40, remaining=39, reset=10)
    moments = await starts(limiter, clock, 60, steps=20)
    assert moments[-1] < 16, "the next window is as long as this one, and not a minute"
    told(limiter, limit=40, remaining=3, reset=2)
    assert limiter._window == 10, "in the middle of a window nothing is learned"


@pytest.mark.parametrize(("remaining", "reset"), [(0, 31_536_000), (2, 31_536_000), (0, 61)])
async def test_no_call_waits_longer_than_the_limit_for_waits(remaining: int, reset: int) -> None:
    clock = ManualClock(automatic=True)
    limiter = RateLimiter(clock)
    told(limiter, limit=180, remaining=remaining, reset=reset)
    for _ in range(5):
        await limiter.pace(60)
    assert sum(clock.slept) <= 60


async def test_pacing_goes_by_what_responses_say_while_calls_wait() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    told(limiter, limit=60, remaining=2, reset=40)
    tasks = [asyncio.create_task(limiter.pace(60)) for _ in range(3)]
    await settle()
    told(limiter, limit=60, remaining=40, reset=40)  # the limit was raised
    await clock.advance(20)
    await clock.advance(1)
    assert all(task.done() for task in tasks)

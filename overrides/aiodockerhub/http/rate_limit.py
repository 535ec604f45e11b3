"""Reads the rate limit from responses, and decides how long to pace."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from attrs import field, frozen

from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS
from aiodockerhub.http.first_attempts import FirstAttempts
from aiodockerhub.http.retry_after import read_header, read_wait

_MAX_DIGITS = 15  # a longer number cannot be a number of calls
_USUAL_WINDOW_SECONDS = 60.0  # observed; used until a response has shown the length of the window


@frozen(kw_only=True)
class RateLimit:
    """Docker Hub's rate limit in the last response that states a limit.

    `bool(rate_limit)` is true if the current window has calls left, if the next window has begun, or if `remaining` or
    `reset_at` is unknown.

    Attributes:
        limit: Number of calls that Docker Hub allows in a window; `None` if that response does not state the number.
        remaining: Number of calls left in the current window when that response was sent, 0 after status 429; `None` if
            unknown.
        reset_at: Start of the next window, as an aware datetime in UTC; `None` if unknown.
    """

    limit: int | None = None
    remaining: int | None = None
    reset_at: datetime | None = None
    _now: Callable[[], float] = field(alias="now", repr=False, eq=False)

    def __bool__(self) -> bool:
        return self.remaining is None or self.remaining > 0 or self.seconds_left == 0

    @property
    def seconds_left(self) -> float:
        """Time until the next window in seconds; 0 if it has begun or is unknown."""
        return 0.0 if self.reset_at is None else max(0.0, self.reset_at.timestamp() - self._now())


class RateLimiter:
    """Keeps the rate limit of the last response, and paces requests under it.

    Args:
        clock: Clock for windows and waits.

    Attributes:
        first_attempts: The attempts that go first while the rate limit is unknown.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.first_attempts: FirstAttempts = FirstAttempts(clock)
        self._unparsed: tuple[int, Mapping[str, str], float] | None = None
        self._value = RateLimit(now=clock.time)
        self._window = _USUAL_WINDOW_SECONDS
        self._pacing_lock = asyncio.Lock()
        self._next_start_at = 0.0
        self._sent_since_headers = 0  # requests that `pace` has released since the last headers were parsed

    def note(self, status_code: int, headers: Mapping[str, str]) -> None:
        """Remember the headers of a response that states the rate limit.

        Status 429 states it too, even without headers; all other responses are ignored. The headers are parsed when the
        rate limit is needed.

        Args:
            status_code: Status of the response.
            headers: Headers of the response, case-insensitive.
        """
        if status_code == TOO_MANY_REQUESTS or "x-ratelimit-limit" in headers:
            self._unparsed = status_code, headers, self._clock.time()

    @property
    def value(self) -> RateLimit:
        """The rate limit that a response stated last.

        Before the first such response, all attributes of the rate limit are `None`.
        """
        if self._unparsed is not None:
            self._learn_window(value := self._parse_headers(*self._unparsed))
            self._value = value
            self._unparsed = None
            self._sent_since_headers = 0
        return self._value

    @property
    def is_known(self) -> bool:
        """Whether the limit or the number of calls left is known."""
        return self.value.limit is not None or self.value.remaining is not None

    async def pace(self, max_wait: float) -> bool:
        """Wait until the next request may be sent.

        The remaining requests of a window are spread evenly over the rest of the window. The time from one request to
        the next is computed when the first of them is released, from the latest headers. If no calls are left, the
        request waits for the next window. There is no wait while the rate limit is unknown, as also after a response
        that states it unreadably.

        Args:
            max_wait: Longest wait for one request, in seconds, from this call, or from the release of the previous
                request if that is later. If the headers require a longer wait, this method does not wait, and the
                server may refuse the request.

        Returns:
            `True` if the rate limit was known, so that the request may be sent now. `False` if it was unknown, so that
            the request has not waited.
        """
        async with self._pacing_lock:
            is_known = self.is_known
            now = self._clock.monotonic()
            start = max(now, self._next_start_at) if is_known else now
            if self._calls_left() == 0:
                start = max(start, now + self.value.seconds_left)
            if start - now > max_wait:
                start = now
            if start > now:
                await self._clock.sleep(start - now)
            self._next_start_at = start + self._interval(start)
            self._sent_since_headers += 1
            return is_known

    def _calls_left(self) -> int | None:
        """Return the remaining calls, minus the requests released by `pace`."""
        remaining = self.value.remaining
        return None if remaining is None else max(0, remaining - self._sent_since_headers)

    def _interval(self, start: float) -> float:
        """Compute the time from a request to the next request.

        Args:
            start: Start of the request, in seconds of the monotonic clock.

        Returns:
            Time in seconds. If calls are left, and `start` is before the end of the window: the time from `start` to
            the end of the window, divided by the number of calls left. Otherwise, also if the number of calls left or
            the end of the window is unknown: the length of a window divided by the number of calls that Docker Hub
            allows in a window; 0 if the latter number is unknown.
        """
        limit, left = self.value, self._calls_left()
        rest = self._clock.monotonic() + limit.seconds_left - start
        if left and rest > 0:
            return rest / left
        return self._window / limit.limit if limit.limit else 0.0

    def _learn_window(self, value: RateLimit) -> None:
        """Remember the length of a window, if a response is the first in it.

        The length is the time from the first response to the next window.
        """
        is_first = value.limit is not None and value.remaining is not None and value.remaining >= value.limit - 1
        if is_first and value.seconds_left > 0:
            self._window = value.seconds_left

    def _parse_headers(self, status_code: int, headers: Mapping[str, str], seen_at: float) -> RateLimit:
        limited = status_code == TOO_MANY_REQUESTS
        left = (
            read_wait(TOO_MANY_REQUESTS, headers, seen_at)
            if limited
            else read_header(headers, "x-ratelimit-reset", seen_at)
        )
        return RateLimit(
            limit=_read_number(headers, "x-ratelimit-limit"),
            remaining=0 if limited else _read_number(headers, "x-ratelimit-remaining"),
            reset_at=None if left is None else datetime.fromtimestamp(seen_at + left, UTC),
            now=self._clock.time,
        )


def _read_number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) <= _MAX_DIGITS else None

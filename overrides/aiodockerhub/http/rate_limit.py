"""Docker Hub's rate limit as last received, and an even pace under it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from attrs import field, frozen

from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS
from aiodockerhub.http.retry_after import header_wait, named_wait

_MOST_DIGITS = 15  # of a count that can be reckoned with
_USUAL_WINDOW = 60.0  # seconds, as seen; needed only to guess at the window after this one


@frozen(kw_only=True)
class RateLimit:
    """Docker Hub's rate limit as last received; truthy while calls are left.

    Attributes:
        limit: Calls allowed in a window; `None` if no response has named a limit.
        remaining: Calls left in this window.
        reset_at: When the next window begins, an aware datetime in UTC.
    """

    limit: int | None = None
    remaining: int | None = None
    reset_at: datetime | None = None
    _now: Callable[[], float] = field(alias="now", repr=False, eq=False)

    def __bool__(self) -> bool:
        return self.remaining is None or self.remaining > 0 or self.seconds_left == 0

    @property
    def seconds_left(self) -> float:
        """Seconds until the next window; 0 if it has begun or is unknown."""
        return 0.0 if self.reset_at is None else max(0.0, self.reset_at.timestamp() - self._now())


class RateLimiter:
    """Keeps the rate limit of the last response, and paces calls under it.

    Args:
        clock: The time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unread: tuple[int, Mapping[str, str], float] | None = None
        self._value = RateLimit(now=clock.time)
        self._window = _USUAL_WINDOW
        self._turn = asyncio.Lock()
        self._next_start = 0.0
        self._paced = 0  # calls let go since the headers were last read

    def note(self, status_code: int, headers: Mapping[str, str]) -> None:
        """Keep the rate limit headers of a response, to be parsed on demand.

        Args:
            status_code: Status of the response.
            headers: Headers of the response.
        """
        if status_code == TOO_MANY_REQUESTS or "x-ratelimit-limit" in headers:
            self._unread = status_code, headers, self._clock.time()

    @property
    def value(self) -> RateLimit:
        """The rate limit as last received."""
        if self._unread is not None:
            self._learn_window(value := self._read(*self._unread))
            self._value = value
            self._unread = None
            self._paced = 0
        return self._value

    async def pace(self, max_wait: float) -> None:
        """Wait for the turn of a call.

        Calls spread over the window of the rate limit, one after the other; each computes its wait from the latest
        headers.

        Args:
            max_wait: Greatest number of seconds between two calls. If the headers ask for more, the call is sent at
                once, and the server may refuse it.
        """
        async with self._turn:
            now = self._clock.monotonic()
            start = max(now, self._next_start)
            if self._left() == 0:
                start = max(start, now + self.value.seconds_left)
            if start - now > max_wait:
                start = now
            if start > now:
                await self._clock.sleep(start - now)
            self._next_start = start + self._interval(start)
            self._paced += 1

    def _left(self) -> int | None:
        """Count the calls left, less those sent since the headers came."""
        remaining = self.value.remaining
        return None if remaining is None else max(0, remaining - self._paced)

    def _interval(self, start: float) -> float:
        """Compute the seconds from a call that starts at a moment to the next."""
        limit, left = self.value, self._left()
        rest = self._clock.monotonic() + limit.seconds_left - start
        if left and rest > 0:
            return rest / left
        return self._window / limit.limit if limit.limit else 0.0

    def _learn_window(self, value: RateLimit) -> None:
        """Note the length of a window at the first response in one."""
        is_first = value.limit is not None and value.remaining is not None and value.remaining >= value.limit - 1
        if is_first and value.seconds_left > 0:
            self._window = value.seconds_left

    def _read(self, status_code: int, headers: Mapping[str, str], seen_at: float) -> RateLimit:
        limited = status_code == TOO_MANY_REQUESTS
        left = (
            named_wait(TOO_MANY_REQUESTS, headers, seen_at)
            if limited
            else header_wait(headers, "x-ratelimit-reset", seen_at)
        )
        return RateLimit(
            limit=_number(headers, "x-ratelimit-limit"),
            remaining=0 if limited else _number(headers, "x-ratelimit-remaining"),
            reset_at=None if left is None else datetime.fromtimestamp(seen_at + left, UTC),
            now=self._clock.time,
        )


def _number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None

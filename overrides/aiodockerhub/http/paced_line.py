"""Keeps the pace of the rate limit for one attempt."""

import asyncio

from aiodockerhub.http.rate_limit import RateLimiter


class PacedLine:
    """The line in which an attempt waits for a place, paced by the rate limit.

    Before an attempt gets in line, it waits for its turn under the rate limit (`RateLimiter.pace`). While the rate
    limit is unknown, attempts get in line without waiting for a turn, and those that must let another one go first
    (`FirstAttempts`) give their places back and get in line again later. If the rate limit is known when an attempt
    without a turn gets its place, it gives the place back, waits for its turn and gets in line again. An attempt of a
    log-in keeps its place.

    Args:
        line: Semaphore with the places.
        limiter: Rate limit of the client.
        max_wait: Maximum number of seconds to wait for a turn. If the turn is later, the attempt gets in line at once,
            and the server may refuse its request. The wait for a place is not limited.
        for_login: Whether the attempt is part of a log-in. Such an attempt never waits for the attempts that go first
            while the rate limit is unknown (`FirstAttempts`), because one of them may be waiting for this log-in.
    """

    def __init__(self, line: asyncio.Semaphore, limiter: RateLimiter, max_wait: float, *, for_login: bool) -> None:
        self._line = line
        self._limiter = limiter
        self._max_wait = max_wait
        self._is_paced = for_login

    async def pace(self) -> None:
        """Wait for a turn; do not wait if the rate limit is unknown."""
        is_known = await self._limiter.pace(self._max_wait)
        self._is_paced = self._is_paced or is_known

    async def acquire(self) -> None:
        """Wait for a place, and for attempts that go first (`FirstAttempts`)."""
        await self._line.acquire()
        first_attempts = self._limiter.first_attempts
        while not self._is_paced:
            if self._limiter.is_known:
                self._line.release()
                await self.pace()
            elif first_attempts.may_start(self):
                return
            else:
                self._line.release()
                await first_attempts.wait()
            await self._line.acquire()

    def release(self) -> None:
        """Free the place; let other attempts start if this one went first."""
        self._line.release()
        self._limiter.first_attempts.end(self)

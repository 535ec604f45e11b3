"""Keeps the pace of the rate limit for one attempt."""

import asyncio

from aiodockerhub.http.rate_limit import RateLimiter


class PacedLine:
    """The line in which an attempt waits for a place and for its pace.

    Many attempts may get in line before a response states the rate limit, and such an attempt has not waited for its
    pace. If the limit is known when the attempt gets its place, it gives the place back, waits for its pace and gets in
    line again. An attempt of a log-in keeps its place.

    Args:
        line: Semaphore with the places.
        limiter: Rate limit and pace of the client.
        max_wait: Longest wait for the pace, in seconds; if the pace requires a longer wait, the attempt does not wait.
        for_login: Whether the attempt is part of a log-in. Such an attempt never waits for the attempts that go first
            while the rate limit is unknown (`FirstAttempts`), because one of them may be waiting for this log-in.
    """

    def __init__(self, line: asyncio.Semaphore, limiter: RateLimiter, max_wait: float, *, for_login: bool) -> None:
        self._line = line
        self._limiter = limiter
        self._max_wait = max_wait
        self._is_paced = for_login

    async def pace(self) -> None:
        """Wait for the pace; do not wait if the rate limit is unknown."""
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

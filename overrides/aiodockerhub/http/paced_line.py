"""Keeps the pace of the rate limit for one attempt."""

import asyncio

from aiodockerhub.http.rate_limit import RateLimiter


class PacedLine:
    """The line of an attempt that keeps the pace of the rate limit.

    Many attempts may get in line before the first response states the rate limit. Such an attempt gives its place back
    as soon as the rate limit is known, and waits for its pace.

    Args:
        line: Semaphore with the places.
        limiter: Rate limit and pace of the client.
        max_wait: Longest wait for the pace, in seconds; if the pace requires a longer wait, the attempt does not wait.
        for_login: Whether the attempt is part of a log-in. Such an attempt never waits for a first attempt, which may
            itself wait for the log-in.
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
        """Wait for a place, and for first attempts if the limit is unknown."""
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
        """Free the place, and end the attempt if it was a first attempt."""
        self._line.release()
        self._limiter.first_attempts.end(self)

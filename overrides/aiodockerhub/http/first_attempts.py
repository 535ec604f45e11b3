"""Lets one attempt go first while the rate limit is unknown."""

import asyncio

from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.tasks import start_task

# A server that states no rate limit, or does not respond, must not hold other calls back for long.
_MAX_FIRST_ATTEMPTS = 3
_MAX_WAIT_SECONDS = 5.0  # for one attempt that goes first, which may be a long download


class FirstAttempts:
    """The attempts that go first while the rate limit is unknown.

    Only one attempt goes first at a time; the others wait for its response, which may state the rate limit. After three
    attempts that went first, and ended without a stated rate limit or took longer than 5 seconds, all attempts may
    start.

    Args:
        clock: Clock that measures the wait for the attempt that goes first.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left = _MAX_FIRST_ATTEMPTS
        self._current: object = None
        self._ended = asyncio.Event()
        self._timer: asyncio.Task[None] | None = None

    def may_start(self, attempt: object) -> bool:
        """Return whether an attempt may start.

        If no attempt goes first at the moment, this attempt goes first.

        Args:
            attempt: Object that identifies the attempt.
        """
        if self._left and self._current is None:
            self._current = attempt
        return not self._left or self._current is attempt

    def end(self, attempt: object) -> None:
        """Let other attempts start if the ended attempt went first.

        Args:
            attempt: Object that identifies the attempt that has ended, with a response or without.
        """
        if self._current is not attempt:
            return
        self._current = None
        self._left -= 1
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._ended.set()
        self._ended = asyncio.Event()

    async def wait(self) -> None:
        """Wait for the attempt that goes first, for at most 5 seconds."""
        if self._timer is None:
            self._timer = start_task(self._end_late(self._current), name="aiodockerhub first attempt")
        await self._ended.wait()

    async def _end_late(self, attempt: object) -> None:
        await self._clock.sleep(_MAX_WAIT_SECONDS)
        self._timer = None
        self.end(attempt)

"""Time as a dependency, so that tests need not wait for it."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """The protocol of clocks.

    `aiodockerhub.testing.ManualClock` implements it for tests.
    """

    def time(self) -> float:
        """Give seconds since the epoch; they may be wrong and may jump."""
        ...

    def monotonic(self) -> float:
        """Give seconds since some moment in the past; they never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait.

        Args:
            seconds: How long; zero and less only let other tasks run.
        """
        ...


class SystemClock:
    """The real time."""

    def time(self) -> float:
        """Give seconds since the epoch; they may be wrong and may jump."""
        return time.time()

    def monotonic(self) -> float:
        """Give seconds since some moment in the past; they never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait by the event loop.

        Args:
            seconds: How long.
        """
        await asyncio.sleep(seconds)

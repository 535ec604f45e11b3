"""Clocks, so that tests can replace real time."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """The protocol of clocks.

    `aiodockerhub.testing.ManualClock` implements it for tests.
    """

    def time(self) -> float:
        """Return the seconds since the epoch, which may be wrong and may jump."""
        ...

    def monotonic(self) -> float:
        """Return the seconds since an arbitrary moment, which never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait.

        Args:
            seconds: Seconds to wait; 0 or less lets other tasks run, and does not wait.
        """
        ...


class SystemClock:
    """The clock of real time."""

    def time(self) -> float:
        """Return the seconds since the epoch, which may be wrong and may jump."""
        return time.time()

    def monotonic(self) -> float:
        """Return the seconds since an arbitrary moment, which never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait with `asyncio.sleep`.

        Args:
            seconds: Seconds to wait; 0 or less lets other tasks run, and does not wait.
        """
        await asyncio.sleep(seconds)

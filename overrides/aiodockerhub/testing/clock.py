"""Clocks under the control of a test: one stands still, one runs."""

import asyncio
import heapq
import itertools

from aiodockerhub.helpers.clock import Clock, SystemClock
from aiodockerhub.testing.arguments import check_range, checked

_TURNS = 25


async def settle(turns: int = _TURNS) -> None:
    """Let every task that can run do so, without any time passing.

    Args:
        turns: How many turns of the event loop to give them.
    """
    for _ in range(turns):
        await asyncio.sleep(0)


class ManualClock:
    """A clock that a test moves.

    Tasks that sleep by this clock wake in order when the clock is moved past their time; no real time passes. Like any
    asyncio object, the clock belongs to one event loop.

    Args:
        start: Initial time, in seconds since the epoch.
            automatic: Whether the clock moves by itself to the moment of the first sleeper whenever nothing else is
                left to run, for tests of code whose waits are not the point. Sleepers that wait at the same time wake
                in order.

    Attributes:
        slept: The seconds of every sleep, in order.
    """

    @checked
    def __init__(self, start: float = 1_767_225_600.0, *, automatic: bool = False) -> None:
        self._start = start
        self._elapsed = 0.0
        self._automatic = automatic
        self._loop: asyncio.AbstractEventLoop | None = None  # that is moving the clock
        self._turns = 0  # of the loop until everything else counts as done
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self.slept: list[float] = []

    def __repr__(self) -> str:
        return f"ManualClock({self.time()!r}, sleeping={self.sleeping})"

    def time(self) -> float:
        """Give seconds since the epoch."""
        return self._start + self._elapsed

    def monotonic(self) -> float:
        """Give seconds since the clock was made."""
        return self._elapsed

    @property
    def sleeping(self) -> int:
        """Number of tasks that wait for this clock."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been moved on by this much.

        Args:
            seconds: How far.
        """
        self.slept.append(seconds)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        loop = asyncio.get_running_loop()
        if self._automatic:
            self._start_moving(loop)
        future = loop.create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, next(self._order), future))
        await future

    def _start_moving(self, loop: asyncio.AbstractEventLoop) -> None:
        self._turns = _TURNS
        if self._loop is not loop:
            self._sleepers.clear()  # of another loop, which has ended: they wait for nothing
            self._loop = loop
            loop.call_soon(self._keep_moving, loop)

    def _keep_moving(self, loop: asyncio.AbstractEventLoop) -> None:
        """Move to the first sleeping task once other tasks have had their turns.

        Without these turns the first task would run ahead of the others.
        """
        if self._loop is not loop:
            return
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        if not self._sleepers:
            self._loop = None
            return
        self._turns -= 1
        if self._turns <= 0:
            self.move(max(0.0, self._sleepers[0][0] - self._elapsed))
            self._turns = _TURNS
        loop.call_soon(self._keep_moving, loop)

    @checked
    def move(self, seconds: float) -> None:
        """Move the clock and wake who is due, without giving anyone a turn to run.

        Args:
            seconds: How far to move it; zero or more.

        Raises:
            ArgumentError: The clock was to go back.
        """
        check_range("seconds", seconds, 0)
        self._elapsed += seconds
        while self._sleepers and self._sleepers[0][0] <= self._elapsed:
            _wake(heapq.heappop(self._sleepers)[2])

    @checked
    async def advance(self, seconds: float) -> None:
        """Move the clock step by step.

        Every sleeper runs at its own time, and may sleep again within the span.

        Args:
            seconds: How far to move it; zero or more.
        """
        check_range("seconds", seconds, 0)
        end = self._elapsed + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self.move(max(0.0, self._sleepers[0][0] - self._elapsed))
            await settle()
        self.move(max(0.0, end - self._elapsed))
        await settle()

    @checked
    def set_time(self, seconds: float) -> None:
        """Set the wall clock, as a time server does.

        The monotonic clock goes on undisturbed.

        Args:
            seconds: Seconds since the epoch.
        """
        self._start = seconds - self._elapsed


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class ShiftedClock:
    """A clock that runs with another one and can be put forward.

    Args:
        base: The other clock; real time by default.
    """

    def __init__(self, base: Clock | None = None) -> None:
        self._base = SystemClock() if base is None else base
        self._shift = 0.0

    def __repr__(self) -> str:
        return f"ShiftedClock({self._base!r}, shift={self._shift!r})"

    def time(self) -> float:
        """Give seconds since the epoch."""
        return self._base.time() + self._shift

    def monotonic(self) -> float:
        """Give seconds since some moment in the past."""
        return self._base.monotonic() + self._shift

    async def sleep(self, seconds: float) -> None:
        """Wait by the clock underneath; putting this one forward wakes nobody.

        Args:
            seconds: How long.
        """
        await self._base.sleep(seconds)

    @checked
    def advance(self, seconds: float) -> None:
        """Put the clock forward.

        Args:
            seconds: How far; zero or more.

        Raises:
            ArgumentError: The clock was to go back.
        """
        check_range("seconds", seconds, 0)
        self._shift += seconds

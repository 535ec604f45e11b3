"""Clocks that a test controls: `ManualClock` and `ShiftedClock`."""

import asyncio
import heapq
import itertools

from aiodockerhub.helpers.arguments import check_clock
from aiodockerhub.helpers.clock import Clock, SystemClock
from aiodockerhub.testing.arguments import MAX_SECONDS, check_arguments, check_range

_ITERATIONS = 25


async def settle(iterations: int = _ITERATIONS) -> None:
    """Let tasks run until they wait for something, without moving a clock.

    Args:
        iterations: Number of iterations of the event loop to wait; 25 by default.
    """
    for _ in range(iterations):
        await asyncio.sleep(0)


class ManualClock:
    """A clock that stands still until a test moves it.

    When the clock moves, it wakes the tasks that sleep by this clock, in the order of their times; no real time passes.
    Like other objects of asyncio, the clock belongs to one event loop.

    Args:
        start: Initial time, in seconds since the epoch, at most 1,000 years before or after it; by default
            1 January 2026.
        automatic: Whether the clock moves by itself to the time of the first sleeping task when no other task can run;
            false by default. Use it to test code whose waits do not matter.

    Raises:
        ArgumentTypeError: An argument has a wrong type, as for every method of the clock that moves or sets it.
        ArgumentError: `start` is out of range or NaN.

    Attributes:
        slept: The argument of every call of `sleep` so far, in seconds, in order.
    """

    @check_arguments
    def __init__(self, start: float = 1_767_225_600.0, *, automatic: bool = False) -> None:
        check_range("start", start, -MAX_SECONDS, MAX_SECONDS)
        self._start = start
        self._elapsed = 0.0
        self._automatic = automatic
        self._loop: asyncio.AbstractEventLoop | None = None  # the loop in which the clock moves automatically
        self._iterations_left = 0  # iterations of the loop to wait until no other task can run
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self.slept: list[float] = []

    def __repr__(self) -> str:
        if not hasattr(self, "_sleepers"):  # in the traceback of a refused argument
            return "<ManualClock, not made>"
        return f"ManualClock({self.time()!r}, sleeping={self.sleeping})"

    def time(self) -> float:
        """Return the seconds since the epoch."""
        return self._start + self._elapsed

    def monotonic(self) -> float:
        """Return the seconds by which the clock has moved, without `set_time`."""
        return self._elapsed

    @property
    def sleeping(self) -> int:
        """The number of tasks that sleep by this clock."""
        return sum(not future.done() for _, _, future in self._sleepers)

    @check_arguments
    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has moved by this many seconds.

        Args:
            seconds: Seconds to wait; 0 or less lets other tasks run, and does not wait.

        Raises:
            ArgumentTypeError: `seconds` is no number.
            ArgumentError: `seconds` is NaN or an integer of more than 64 bits.
        """
        check_range("seconds", abs(seconds), 0)
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
        self._iterations_left = _ITERATIONS
        if self._loop is not loop:
            self._sleepers.clear()  # tasks of another loop, which has ended
            self._loop = loop
            loop.call_soon(self._keep_moving, loop)

    def _keep_moving(self, loop: asyncio.AbstractEventLoop) -> None:
        """Move to the time of the first sleeping task when no other task can run.

        Otherwise the clock would move while a task is still about to sleep for a shorter time.
        """
        if self._loop is not loop:
            return
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        if not self._sleepers:
            self._loop = None
            return
        self._iterations_left -= 1
        if self._iterations_left <= 0:
            self._move_to(self._sleepers[0][0])
            self._iterations_left = _ITERATIONS
        loop.call_soon(self._keep_moving, loop)

    @check_arguments
    def move(self, seconds: float) -> None:
        """Move the clock in one step, and wake the tasks whose time has come.

        The tasks run when the caller next awaits, all of them at the new time. With `advance`, each runs at its own
        time.

        Args:
            seconds: Seconds to move the clock by, from 0 to 1,000 years.

        Raises:
            ArgumentError: `seconds` is out of range or NaN.
        """
        check_range("seconds", seconds, 0, MAX_SECONDS)
        self._move_to(self._elapsed + seconds)

    def _move_to(self, elapsed: float) -> None:
        self._elapsed = max(self._elapsed, elapsed)
        while self._sleepers and self._sleepers[0][0] <= self._elapsed:
            _wake(heapq.heappop(self._sleepers)[2])

    @check_arguments
    async def advance(self, seconds: float) -> None:
        """Move the clock step by step, and let tasks run at each step.

        Every task whose time comes within the span runs at its time, and may sleep again within the span.

        Args:
            seconds: Seconds to move the clock by, from 0 to 1,000 years.

        Raises:
            ArgumentError: `seconds` is out of range or NaN.
        """
        check_range("seconds", seconds, 0, MAX_SECONDS)
        end = self._elapsed + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._move_to(self._sleepers[0][0])
            await settle()
        self._move_to(end)
        await settle()

    @check_arguments
    def set_time(self, seconds: float) -> None:
        """Set the wall clock, as a time server does.

        The monotonic time does not change, so this wakes no task.

        Args:
            seconds: New time, in seconds since the epoch, at most 1,000 years before or after it.

        Raises:
            ArgumentTypeError: `seconds` is no number.
            ArgumentError: `seconds` is out of range or NaN.
        """
        check_range("seconds", seconds, -MAX_SECONDS, MAX_SECONDS)
        self._start = seconds - self._elapsed


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class ShiftedClock:
    """A clock that runs like another clock, and that a test can put forward.

    Args:
        base: Other clock; `None`, the default, for real time.
    """

    def __init__(self, base: Clock | None = None) -> None:
        if base is not None:
            check_clock(base)
        self._base = SystemClock() if base is None else base
        self._shift = 0.0

    def __repr__(self) -> str:
        return f"ShiftedClock({self._base!r}, shift={self._shift!r})"

    def time(self) -> float:
        """Return the seconds since the epoch."""
        return self._base.time() + self._shift

    def monotonic(self) -> float:
        """Return the seconds since an arbitrary moment."""
        return self._base.monotonic() + self._shift

    @check_arguments
    async def sleep(self, seconds: float) -> None:
        """Wait by the other clock; `advance` does not shorten the wait.

        Args:
            seconds: Seconds to wait.

        Raises:
            ArgumentTypeError: `seconds` is no number.
            ArgumentError: `seconds` is NaN or an integer of more than 64 bits.
        """
        check_range("seconds", abs(seconds), 0)
        await self._base.sleep(seconds)

    @check_arguments
    def advance(self, seconds: float) -> None:
        """Put the clock forward; tasks that sleep do not wake earlier.

        Args:
            seconds: Seconds by which to put the clock forward, from 0 to 1,000 years.

        Raises:
            ArgumentTypeError: `seconds` is no number.
            ArgumentError: `seconds` is out of range or NaN.
        """
        check_range("seconds", seconds, 0, MAX_SECONDS)
        self._shift += seconds

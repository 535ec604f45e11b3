"""Ends a call at its deadline, or when the client is closed."""

import asyncio
from types import TracebackType
from typing import Literal, Self

Reason = Literal["closed", "deadline"]

_TURNS = 2


class Interruption:
    """An asynchronous context manager that a deadline or `end` can cancel.

    The cancellation stops at the end of the block; any other cancellation of the task goes on.

    Args:
        active: The interruptible blocks of a client; holds this one while it runs.
        seconds: Seconds until the deadline; `None` for no deadline.

    Attributes:
        reason: Why the block was cancelled: `closed` or `deadline`; `None` if it was not.
    """

    __slots__ = ("_active", "_cancelling", "_seconds", "_task", "_timer", "reason")

    def __init__(self, active: "set[Interruption]", seconds: float | None) -> None:
        self.reason: Reason | None = None
        self._active = active
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[object] | None = None
        self._cancelling = 0

    async def __aenter__(self) -> Self:
        self._task = task = asyncio.current_task()
        if task is not None:
            self._cancelling = task.cancelling()
        if self._seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self.end, "deadline")
        self._active.add(self)
        return self

    def end(self, reason: Reason) -> None:
        """Cancel the block.

        Nothing happens if the block itself calls this method, or if it was cancelled before.

        Args:
            reason: `closed` or `deadline`.
        """
        task = self._task
        if self.reason is None and task is not None and task is not asyncio.current_task():
            self.reason = reason
            task.cancel()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self._active.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        if self.reason is None or self._task is None:
            return False
        others = self._task.uncancel() > self._cancelling
        if kind is not asyncio.CancelledError:
            return False
        if others:
            # A scope of anyio takes a cancellation for its own by a mark, and cancels anew in each turn of the loop.
            for _ in range(_TURNS):
                await asyncio.sleep(0)
        return not others

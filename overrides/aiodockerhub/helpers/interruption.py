"""Ends a call at its deadline, or when the client is closed."""

import asyncio
from types import TracebackType
from typing import Literal, Self

Reason = Literal["closed", "deadline"]

_ITERATIONS_TO_WAIT = 2  # of the event loop


class Interruption:
    """An asynchronous context manager whose block a deadline or `end` cancels.

    When the block ends, the context manager suppresses this cancellation, but no other cancellation of the task.

    Args:
        active: Interruptions of a client whose blocks are running. The context manager adds itself when its block
            begins, and removes itself when its block ends.
        seconds: Seconds from the beginning of the block to the deadline; `None` for no deadline.

    Attributes:
        reason: Reason for the cancellation of the block: `closed` or `deadline`; `None` if this object has not
            cancelled the block.
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

        The method does nothing before the block begins, if the block itself calls it, or if it was called before. It
        must not be called after the block has ended.

        Args:
            reason: Reason for the cancellation: `closed` or `deadline`.
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
        has_other_cancellation = self._task.uncancel() > self._cancelling
        if kind is not asyncio.CancelledError:
            return False
        if has_other_cancellation:
            # A cancel scope of anyio recognizes its cancellation by the message of the error, which this error may
            # lack. The scope cancels again in each iteration of the event loop: so a `sleep` raises the right error.
            for _ in range(_ITERATIONS_TO_WAIT):
                await asyncio.sleep(0)
        return not has_other_cancellation

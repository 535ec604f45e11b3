"""Ends a call at its deadline, or when the client is closed."""

import asyncio
from types import TracebackType
from typing import Literal, Self

Reason = Literal["closed", "deadline"]


class Interruption:
    """Cancels the block within it and swallows that cancellation only.

    Args:
        active: The interruptible calls of a client; this one is among them while it runs.
        seconds: Until the deadline; `None` for none.

    Attributes:
        reason: Why it was ended, `None` if it was not.
    """

    __slots__ = ("_active", "_cancelling", "_seconds", "_task", "_timer", "reason")

    def __init__(self, active: "set[Interruption]", seconds: float | None) -> None:
        self.reason: Reason | None = None
        self._active = active
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[object] | None = None
        self._cancelling = 0

    def __enter__(self) -> Self:
        self._task = task = asyncio.current_task()
        if task is not None:
            self._cancelling = task.cancelling()
        if self._seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self.end, "deadline")
        self._active.add(self)
        return self

    def end(self, reason: Reason) -> None:
        """Cancel the block, unless the block itself calls this.

        Args:
            reason: Why.
        """
        task = self._task
        if self.reason is None and task is not None and task is not asyncio.current_task():
            self.reason = reason
            task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self._active.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        if self.reason is None or self._task is None:
            return False
        others = self._task.uncancel() > self._cancelling
        return kind is asyncio.CancelledError and not others

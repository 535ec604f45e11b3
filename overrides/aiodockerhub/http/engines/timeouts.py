"""Read and write timeouts of an engine, with one timer for all exchanges.

A timer for each read costs a tenth of a call. Most exchanges end long before they are due, so one timer, set to the
first moment at which any of them may be, is moved on once in a while instead of with each read.
"""

import asyncio
import math


class Wait:
    """A wait for the other side, one at a time, over one connection.

    Args:
        transport: Transport of the connection.
        seconds: Longest silence; `None` for no limit.

    Attributes:
        has_timed_out: Whether the silence was too long, and the connection has been aborted.
        due: When it is, in seconds of the event loop.
    """

    __slots__ = ("_unsent", "due", "has_timed_out", "seconds", "transport")

    def __init__(self, transport: asyncio.Transport, seconds: float | None) -> None:
        self.transport: asyncio.Transport = transport
        self.seconds: float | None = seconds
        self.due: float = math.inf
        self.has_timed_out: bool = False
        self._unsent = 0

    def note_unsent(self) -> bool:
        """Note the bytes of a request still unsent; true if some have left.

        False again once all have left.
        """
        before, self._unsent = self._unsent, self.transport.get_write_buffer_size()
        return 0 < self._unsent < before


class Silence:
    """Watches the waits of an engine.

    Args:
        loop: The event loop.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waits: set[Wait] = set()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, wait: Wait) -> None:
        """Start to watch: from now on something has to move.

        Args:
            wait: The wait.
        """
        if wait.seconds is None:
            return
        wait.due = self._loop.time() + wait.seconds
        self._waits.add(wait)
        if self._timer is None or wait.due < self._timer.when():
            self._set_timer(wait.due)

    def end(self, wait: Wait) -> None:
        """Stop to watch: something came.

        Args:
            wait: The wait.
        """
        self._waits.discard(wait)

    def close(self) -> None:
        """Watch nothing any more."""
        self._waits.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(when, self._look)

    def _look(self) -> None:
        """Abort the exchanges that are due, and come back for the next.

        One whose request is still on its way out is left alone.
        """
        self._timer = None
        now = self._loop.time()
        for wait in [wait for wait in self._waits if wait.due <= now]:
            if wait.note_unsent():
                wait.due = now + (wait.seconds or 0)
            else:
                self._waits.discard(wait)
                wait.has_timed_out = True
                wait.transport.abort()
        if self._waits:
            self._set_timer(min(wait.due for wait in self._waits))

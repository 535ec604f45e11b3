"""How long idle connections are kept, and timeouts of reads and writes.

All exchanges of an engine share one timer: a timer for each read would take a tenth of the time of a call. The timer is
set to the earliest timeout. It is set again only when it fires, or when an earlier timeout is added, and most exchanges
end long before their timeout.
"""

import asyncio
import math

KEEPALIVE_SECONDS = 30.0
"""Time after which an engine closes an idle connection instead of using it."""


class Wait:
    """The wait of one connection until bytes are received or sent.

    A connection uses the same object for all its waits, one after the other.

    Args:
        transport: Transport of the connection.
        seconds: Maximum time without a received or sent byte, in seconds; `None` for no limit. Whether bytes were sent
            is checked only when this time is over, so a wait may end as late as twice this time after the last sent
            byte.

    Attributes:
        has_timed_out: Whether a wait has timed out, so that the connection was aborted.
        due: Time at which the current wait times out, in seconds of the event loop; after a wait, the time at which it
            would have timed out. Infinity before the first wait, and without a limit.
    """

    __slots__ = ("_unsent", "due", "has_timed_out", "seconds", "transport")

    def __init__(self, transport: asyncio.Transport, seconds: float | None) -> None:
        self.transport: asyncio.Transport = transport
        self.seconds: float | None = seconds
        self.due: float = math.inf
        self.has_timed_out: bool = False
        self._unsent = 0

    def note_unsent(self) -> bool:
        """Record how many bytes of the request are unsent.

        Returns:
            Whether bytes were sent since the previous call of this method.
        """
        before, self._unsent = self._unsent, self.transport.get_write_buffer_size()
        return self._unsent < before


class Timeouts:
    """The timer of an engine, which aborts connections that time out.

    Args:
        loop: Event loop of the engine.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waits: set[Wait] = set()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, wait: Wait) -> None:
        """Start a wait, whose timeout is measured from now.

        A wait without a limit never times out, so this method does nothing with it.

        Args:
            wait: Wait for received or sent bytes of one connection.
        """
        if wait.seconds is None:
            return
        wait.due = self._loop.time() + wait.seconds
        self._waits.add(wait)
        if self._timer is None or wait.due < self._timer.when():
            self._set_timer(wait.due)

    def end(self, wait: Wait) -> None:
        """End a wait: bytes or the end of a body arrived, or the exchange ends.

        Args:
            wait: Wait that `begin` has started.
        """
        self._waits.discard(wait)

    def close(self) -> None:
        """End all waits and cancel the timer."""
        self._waits.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(when, self._abort_timed_out)

    def _abort_timed_out(self) -> None:
        """Abort the connections that have timed out, and set the timer again.

        If bytes of the request were sent since the last check, the wait starts again instead.
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

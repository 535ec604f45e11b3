"""Read and write timeouts of an engine, with one timer for all exchanges.

A timer for each read would cost a tenth of a call. Most exchanges end long before their timeout, so a single timer is
set to the earliest timeout, and set anew only when it fires or an earlier timeout comes.
"""

import asyncio
import math

KEEPALIVE_SECONDS = 30.0
"""How long an engine keeps an idle connection."""


class Wait:
    """The waits of one connection for the other side, one after the other.

    Args:
        transport: Transport of the connection.
        seconds: The timeout: greatest number of seconds without a byte; `None` for no limit.

    Attributes:
        has_timed_out: Whether a wait has timed out, and the connection has been aborted.
        due: Time at which the present wait times out, in seconds of the event loop.
    """

    __slots__ = ("_unsent", "due", "has_timed_out", "seconds", "transport")

    def __init__(self, transport: asyncio.Transport, seconds: float | None) -> None:
        self.transport: asyncio.Transport = transport
        self.seconds: float | None = seconds
        self.due: float = math.inf
        self.has_timed_out: bool = False
        self._unsent = 0

    def note_unsent(self) -> bool:
        """Note how many bytes of the request are unsent.

        Returns:
            Whether some have left since the last look, and some are still unsent.
        """
        before, self._unsent = self._unsent, self.transport.get_write_buffer_size()
        return 0 < self._unsent < before


class Timeouts:
    """The timer of an engine, which ends the waits that time out.

    Args:
        loop: The event loop.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waits: set[Wait] = set()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, wait: Wait) -> None:
        """Start a wait, whose timeout counts from now.

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
        """End a wait, as bytes came.

        Args:
            wait: The wait.
        """
        self._waits.discard(wait)

    def close(self) -> None:
        """Forget all waits, and cancel the timer."""
        self._waits.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(when, self._look)

    def _look(self) -> None:
        """Abort connections whose waits have timed out, and set the timer anew.

        A connection that still sends its request is not aborted.
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

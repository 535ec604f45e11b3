"""Places: the limit on concurrent exchanges, and the line before it."""

import asyncio


class Places:
    """The places of a session, given out first come, first served.

    A request holds a place while it is exchanged. Log-ins have a place of their own.

    Args:
        size: Greatest number of exchanges at a time, log-ins not counted.

    Attributes:
        decoding: Held while a large response is decoded, so that one is decoded at a time.
    """

    def __init__(self, size: int) -> None:
        self._calls = asyncio.Semaphore(size)
        # Calls keep their place while they wait for a log-in, so that it must not wait for one of theirs.
        self._logins = asyncio.Semaphore(1)
        self.decoding: asyncio.Semaphore = asyncio.Semaphore(1)

    def line(self, *, for_login: bool) -> asyncio.Semaphore:
        """Give the semaphore to hold during an exchange.

        Args:
            for_login: Whether the exchange is part of a log-in.
        """
        return self._logins if for_login else self._calls

"""Places for exchanges: how many at a time, and in which order."""

import asyncio


class Places:
    """The places of a session, each of which permits one exchange at a time.

    An attempt holds a place while it gets its bearer token, during its exchange, and while a large response is decoded.
    If no place is free, attempts wait in line: the attempt that has waited longest gets the next free place. The
    requests of log-ins share one separate place. A provider of credentials may send requests with the same client;
    these also use the separate place.

    Args:
        size: Maximum number of concurrent exchanges, not counting log-ins.

    Attributes:
        decoding: Semaphore that is held while a large response is decoded, so that only one large response is decoded
            at a time.
    """

    def __init__(self, size: int) -> None:
        self._calls = asyncio.Semaphore(size)
        # Calls keep their places while they wait for a log-in. If the log-in needed one of these places, it might wait
        # for the calls, and the calls for the log-in.
        self._logins = asyncio.Semaphore(1)
        self.decoding: asyncio.Semaphore = asyncio.Semaphore(1)

    def line(self, *, for_login: bool) -> asyncio.Semaphore:
        """Return the semaphore to hold during an exchange.

        Args:
            for_login: Whether the exchange is part of a log-in, or is made by code that runs inside a log-in.

        Returns:
            The semaphore for log-ins, or the semaphore for all other exchanges.
        """
        return self._logins if for_login else self._calls

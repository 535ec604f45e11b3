"""What a client shares with its views: connections, token, rate limit, drift; and when they may be used."""

import asyncio
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiodockerhub.errors import UsageError
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.http.rate_limit import RateLimiter
from aiodockerhub.responses.drift import DriftLog

if TYPE_CHECKING:
    from aiodockerhub.auth.token_cache import Auth
    from aiodockerhub.http.connections import Connections

_HOW = "async with DockerHub() as hub: ..."


class Shared:
    """The things of a client that exist once, from `open` to `aclose`.

    Args:
        base_url: Where the API is, without a slash at the end.
        clock: The time.
        auth: Gives the Authorization headers.
        connect: Makes the connections; called once, in the event loop that they are used in.
        drift: Collects where answers differ from the document.
    """

    def __init__(
        self, base_url: str, *, clock: Clock, auth: "Auth", connect: Callable[[], "Connections"], drift: DriftLog
    ) -> None:
        self.base_url = base_url
        self.clock = clock
        self.auth = auth
        self.drift = drift
        self.limiter: RateLimiter = RateLimiter(clock)
        self._connect = connect
        self._connections: Connections | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    @property
    def state(self) -> str:
        """`new`, `open` or `closed`."""
        return "closed" if self._closed else "new" if self._loop is None else "open"

    def open(self) -> None:
        """Make the connections (none is opened yet), for use in the running event loop.

        Raises:
            UsageError: It was opened or closed before.
        """
        if self._closed or self._loop is not None:
            raise UsageError(f"this client was {'opened' if self._loop else 'closed'} before: make a new one, {_HOW}")
        self._connections = self._connect()
        self._loop = asyncio.get_running_loop()

    def check_usable(self) -> "Connections":
        """Give the connections.

        Raises:
            UsageError: The client is not open, or belongs to another event loop.
        """
        connections = self._connections
        if connections is None:
            if self._closed:
                raise UsageError(f"this client is closed: make a new one, {_HOW}")
            raise UsageError(f"this client is not open: use it as {_HOW}")
        if asyncio.get_running_loop() is not self._loop:
            raise UsageError("this client belongs to another event loop: make one client for each")
        return connections

    async def aclose(self) -> None:
        """Stop logging in, end what is in flight, and close the connections. Doing so twice is fine."""
        connections, self._connections = self._connections, None
        self._closed = True
        if connections is not None:
            try:
                await self.auth.aclose()
            finally:
                await connections.aclose()

    def __del__(self) -> None:
        if getattr(self, "_connections", None) is not None:
            warnings.warn(
                f"unclosed client of {self.base_url}: use it as {_HOW}", ResourceWarning, stacklevel=2, source=self
            )

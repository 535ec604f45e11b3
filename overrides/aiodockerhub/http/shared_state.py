"""The state that clients with options share, and its life cycle."""

import asyncio
import importlib
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiodockerhub.errors import HubConnectionError, UsageError
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.helpers.text import shown
from aiodockerhub.http.concurrency import Places
from aiodockerhub.http.rate_limit import RateLimiter
from aiodockerhub.responses.drift_log import DriftLog

if TYPE_CHECKING:
    from aiodockerhub.auth.token_cache import Auth
    from aiodockerhub.http.engines.protocol import Engine

_HOW = "async with DockerHub() as hub: ..."
_CLOSED = f"this client is closed: make a new one, {_HOW}"
_NEEDED_LATER = (
    "aiodockerhub_generated._decoding",
    "aiodockerhub_generated._text_redaction",
    "aiodockerhub.http.raw_paths",
)
_OTHER_LOOP = "this client belongs to another event loop: make one client for each"


class Shared:
    """The state of a client, from `open` to `aclose`.

    Args:
        base_url: Base URL of the API, without a slash at the end.
        clock: The clock.
        auth: Credentials and tokens, for the Authorization headers.
        connect: Makes the engine; called once, in the event loop that uses it.
        places: Greatest number of exchanges at a time.
        drift: The drift log.

    Attributes:
        host: Host of the API, for messages.
        calls: The calls under way, which are cancelled when the client is closed.
    """

    def __init__(
        self,
        base_url: str,
        *,
        clock: Clock,
        auth: "Auth",
        connect: "Callable[[], Engine]",
        places: int,
        drift: DriftLog,
    ) -> None:
        self.base_url = base_url
        self.host: str = urlsplit(base_url).netloc
        self.clock = clock
        self.auth = auth
        self.drift = drift
        self.limiter: RateLimiter = RateLimiter(clock)
        self.places: Places = Places(places)
        self.calls: set[Interruption] = set()
        self._connect = connect
        self._engine: Engine | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    @property
    def state(self) -> str:
        """`new`, `open` or `closed`."""
        return "closed" if self._closed else "new" if self._loop is None else "open"

    def open(self) -> "Engine":
        """Make the engine for the running event loop; opens no connection.

        Returns:
            The engine.

        Raises:
            UsageError: The client is closed, or belongs to another event loop.
        """
        if self._closed:
            raise UsageError(_CLOSED)
        loop = asyncio.get_running_loop()
        if self._engine is None:
            _load_what_errors_need(self.host)
            self._engine, self._loop = self._connect(), loop
        if self._loop is not loop:
            raise UsageError(_OTHER_LOOP)
        return self._engine

    async def aclose(self) -> None:
        """End all calls, the log-in and the connections; closing twice is allowed.

        Raises:
            UsageError: The client belongs to another event loop.
        """
        if self._engine is not None and self._loop is not asyncio.get_running_loop():
            raise UsageError(_OTHER_LOOP)
        engine, self._engine = self._engine, None
        self._closed = True
        if engine is not None:
            for call in tuple(self.calls):
                call.end("closed")
            try:
                await self.auth.aclose()
            finally:
                await engine.aclose()

    def __del__(self) -> None:
        if getattr(self, "_engine", None) is not None:
            warnings.warn(
                f"unclosed client of {self.base_url}: use it as {_HOW}", ResourceWarning, stacklevel=2, source=self
            )


def _load_what_errors_need(host: str) -> None:
    """Import what errors and responses need, before anything is sent.

    Later there may be no file descriptor left for an import, and the result of a write would be lost.

    Args:
        host: Host of the API.

    Raises:
        HubConnectionError: There is no file descriptor left.
    """
    try:
        for name in _NEEDED_LATER:
            importlib.import_module(name)
    except (OSError, ImportError) as error:
        reason = str(error)
    else:
        return
    raise HubConnectionError(f"could not connect to {host}: {shown(reason)}", host=host, sent=False)

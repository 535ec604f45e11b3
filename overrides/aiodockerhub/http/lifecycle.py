"""Opens and closes a client; has the state that its views share."""

import asyncio
import importlib
import warnings
import weakref
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiodockerhub.errors import HubConnectionError, UsageError
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.helpers.text import shown
from aiodockerhub.http.concurrency import Places
from aiodockerhub.http.rate_limit import RateLimiter
from aiodockerhub.http.secret_masking import SentSecrets
from aiodockerhub.http.session_spellings import SessionSpellings
from aiodockerhub.responses.drift_log import DriftLog

if TYPE_CHECKING:
    from aiodockerhub.auth.token_cache import TokenCache
    from aiodockerhub.http.engines.protocol import Engine

_USAGE = "async with DockerHub() as hub: ..."
_CLOSED_MESSAGE = f"this client is closed: create a new one, {_USAGE}"
_MODULES_FOR_ERRORS = (
    "aiodockerhub_generated._decoding",
    "aiodockerhub_generated._text_masking",
    "aiodockerhub.http.raw_paths",
)
_OTHER_LOOP_MESSAGE = "this client belongs to another event loop: create one client for each"


class ClientState:
    """What a client shares with its clients with options, except options.

    Args:
        base_url: Base URL of the API, without a slash at the end.
        clock: Clock for all waits and times.
        auth: Credentials and bearer token of the session.
        connect: Function that makes the engine. It is called once, in the event loop in which the engine is used.
        places: Maximum number of concurrent exchanges.
        drift: Drift log of the client.

    Attributes:
        host: Host of the API, with its port if it has one, for messages.
        session_spellings: The forms in which a server may repeat the secrets of the session's log-ins.
        limiter: Rate limit of the last response, and the pace under it.
        places: Places for concurrent exchanges.
        calls: Interruptions of the calls in progress, by which `aclose` ends these calls.
    """

    def __init__(
        self,
        base_url: str,
        *,
        clock: Clock,
        auth: "TokenCache",
        connect: "Callable[[], Engine]",
        places: int,
        drift: DriftLog,
    ) -> None:
        self.base_url = base_url
        self.host: str = urlsplit(base_url).netloc
        self.clock = clock
        self.auth = auth
        self.session_spellings: SessionSpellings = SessionSpellings(auth.secrets)
        auth.mask = partial(_mask_secrets, self.session_spellings)
        self.drift = drift
        self.limiter: RateLimiter = RateLimiter(clock)
        self.places: Places = Places(places)
        self.calls: set[Interruption] = set()
        self._connect = connect
        self._engine: Engine | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opener: weakref.ref[object] | None = None
        self._closed = False

    @property
    def state(self) -> str:
        """State of the client: `new` (not yet opened), `open` or `closed`."""
        return "closed" if self._closed else "new" if self._loop is None else "open"

    def require_engine(self, opener: object) -> "Engine":
        """Return the engine; the first call makes it, which opens the client.

        The first call binds the client to the running event loop. It opens no connection.

        Args:
            opener: Session that needs the engine, for `is_opened_by`.

        Returns:
            The engine.

        Raises:
            MissingExtraError: The extra of the engine or of HTTP/2 is not installed.
            ArgumentError: The proxy or the certificates of the environment cannot be used.
            HubConnectionError: A module cannot be imported, usually because the process has no file descriptor left.
            UsageError: The client is closed, or belongs to another event loop.
        """
        if self._closed:
            raise UsageError(_CLOSED_MESSAGE)
        loop = asyncio.get_running_loop()
        if self._engine is None:
            _import_modules_for_errors(self.host)
            self._engine, self._loop = self._connect(), loop
            self._opener = weakref.ref(opener)  # weak, because the session refers to this object
        if self._loop is not loop:
            raise UsageError(_OTHER_LOOP_MESSAGE)
        return self._engine

    def is_opened_by(self, opener: object) -> bool:
        """Return whether a session has opened the client.

        Args:
            opener: Session of the client or of a view.
        """
        return self._opener is not None and self._opener() is opener

    async def aclose(self) -> None:
        """End all calls, a log-in in progress and the connections.

        A second call returns at once, even if the first is still waiting.

        Raises:
            UsageError: The client belongs to another event loop.
        """
        if self._engine is not None and self._loop is not asyncio.get_running_loop():
            raise UsageError(_OTHER_LOOP_MESSAGE)
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
                f"unclosed client of {self.base_url}: use it as {_USAGE}", ResourceWarning, stacklevel=2, source=self
            )


def _mask_secrets(session_spellings: SessionSpellings, text: str) -> str:
    return SentSecrets((), (), session_spellings.current()).mask_text(text)


def _import_modules_for_errors(host: str) -> None:
    """Import the modules that are needed to handle a response or an error.

    An import opens a file. If the process had no file descriptor left after a request, the import would fail, and the
    caller would not learn what the request has changed.

    Args:
        host: Host of the API, for the message.

    Raises:
        HubConnectionError: A module cannot be imported, usually because the process has no file descriptor left.
    """
    try:
        for name in _MODULES_FOR_ERRORS:
            importlib.import_module(name)
    except (OSError, ImportError) as error:
        reason = str(error)
    else:
        return
    # after the handler (CONTRIBUTING, Style)
    raise HubConnectionError(f"could not connect to {host}: {shown(reason)}", host=host, sent=False)

"""The engine on aiohttp: its client session without what it would do by itself.

aiohttp repeats idempotent requests whose connection broke, PUT and DELETE among them. It does so for certain exceptions
that come out of its chain of middlewares; the middleware of this module lets none of them out.
"""

import asyncio
import functools
import importlib.util
import io
import ssl
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from aiodockerhub.errors import TransportError
from aiodockerhub.http.engines import environment, failures
from aiodockerhub.http.engines.network import has_unread_bytes
from aiodockerhub.http.headers import Headers

if importlib.util.find_spec("aiohttp") is None:
    raise ImportError("transport='aiohttp' needs the extra: pip install 'aiodockerhub[aiohttp]'")

import aiohttp
from yarl import URL

if TYPE_CHECKING:
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

_KEEPALIVE_SECONDS = 30.0
_LONGEST_HEADER = 65_536
_MOST_HEADERS = 1_000
_ADDED_BY_AIOHTTP = frozenset({"accept", "accept-encoding", "user-agent"})
_LARGE_BODY = 1_048_576  # aiohttp warns of more in one piece
_SWITCHING = 101
_UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)

_transports: ContextVar[list[asyncio.Transport]] = ContextVar("transports of the request that is being sent")


class _FailedError(Exception):
    """Carries an error past the handlers of aiohttp.

    Attributes:
        error: What aiohttp raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class AiohttpEngine:
    """Sends over a session of aiohttp.

    Args:
        base_url: Origin of all requests; decides on TLS and proxies.
        trust_env: Whether proxies and certificates named in the environment count.

    Raises:
        ValueError: The proxy of the environment cannot be used.
    """

    def __init__(self, base_url: str, *, trust_env: bool = True) -> None:
        url = urlsplit(base_url)
        self.host: str = url.netloc
        self._proxy = environment.proxy_for(base_url) if trust_env else None
        if self._proxy and urlsplit(self._proxy).scheme not in {"http", "https"}:
            scheme = urlsplit(self._proxy).scheme
            raise ValueError(
                f"the proxy of the environment must be an http or https URL for aiohttp, got {scheme}://..."
            )
        context: ssl.SSLContext | bool = (
            environment.ssl_context("httpx", trust_env=trust_env) if url.scheme == "https" else True
        )
        self._session = aiohttp.ClientSession(
            connector=_Connector(ssl=context, limit=0, keepalive_timeout=_KEEPALIVE_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_LONGEST_HEADER,
            max_field_size=_LONGEST_HEADER,
            max_headers=_MOST_HEADERS,
            middlewares=(_without_repetition,),
        )

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole
    ) -> "_Response":
        """Send a request; see `Engine.send`."""
        transports: list[asyncio.Transport] = []
        token = _transports.set(transports)
        try:
            response = await self._session.request(
                method,
                URL(url, encoded=True),
                headers=headers,
                skip_auto_headers=_not_to_add(method, headers, content),
                data=io.BytesIO(content) if content is not None and len(content) > _LARGE_BODY else content,
                allow_redirects=False,
                proxy=self._proxy,
                timeout=_timeout(timeout),
            )
        except Exception as error:  # noqa: BLE001 - whatever aiohttp raises may hold the request
            failure = self.translated(error.error if isinstance(error, _FailedError) else error)
        except BaseException:
            _abort(transports)
            raise
        else:
            return _Response(self, response, transports)
        finally:
            _transports.reset(token)
        _abort(transports)
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Close all connections at once, those in use included."""
        await self._session.close()

    def translated(self, error: Exception) -> TransportError:
        """Make an error of ours from one of aiohttp.

        Args:
            error: What it raised.
        """
        sent = not isinstance(error, _UNSENT)
        match error:
            case aiohttp.ServerTimeoutError() | TimeoutError(errno=None):
                return failures.timed_out(self.host, sent=sent)
            case aiohttp.ClientHttpProxyError():
                said, sent = f"the proxy answered {error.status}", False
            case aiohttp.ServerDisconnectedError():
                said = "the server closed the connection without a response"
            case aiohttp.ClientPayloadError():
                said = "the body is malformed or ended early"
            case aiohttp.ClientResponseError():
                said = "the response is malformed"
            case _:
                said = type(error).__name__
        return failures.failed(self.host, said, error, sent=sent)


class _Response:
    """A response of aiohttp.

    Args:
        engine: The engine.
        response: The response.
        transports: Of its connection.
    """

    __slots__ = ("_engine", "_is_read", "_response", "_transports", "headers", "status_code")

    def __init__(
        self, engine: AiohttpEngine, response: aiohttp.ClientResponse, transports: list[asyncio.Transport]
    ) -> None:
        self.status_code: int = response.status
        self.headers = Headers(response.raw_headers)
        self._engine = engine
        self._response = response
        self._transports = transports
        self._is_read = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            chunk = await self._response.content.readany()
        except Exception as error:  # noqa: BLE001 - whatever aiohttp raises may hold the request
            failure = self._engine.translated(error)
        else:
            if chunk:
                return chunk
            self._is_read = True
            raise StopAsyncIteration
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Give the connection back, or close it; see `EngineResponse.aclose`."""
        if self._is_read and self.status_code != _SWITCHING:
            self._response.release()
        else:
            self._response.close()
            _abort(self._transports)


class _Connector(aiohttp.TCPConnector):
    """A connector that skips dead connections, and tells which transport a request goes over, to close it at once."""

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: "list[Trace]",
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109
    ) -> "Connection":
        """Take a connection from the pool or make one.

        Args:
            req: The request.
            traces: Passed on.
            timeout: Passed on.
        """
        while True:
            connection = await super().connect(req, traces, timeout)
            transport = connection.transport
            if transport is not None and not has_unread_bytes(transport):
                _transports.get().append(transport)
                return connection
            connection.close()  # it was idle, and the server has closed it


async def _without_repetition(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Let no exception out that aiohttp would answer with a second request (RFC 9112, section 9.3.1, allows it)."""
    try:
        return await handler(request)
    except Exception as error:  # noqa: BLE001 - any of them
        raise _FailedError(error) from None


@functools.lru_cache(maxsize=64)
def _timeout(seconds: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=seconds, sock_read=seconds)


def _not_to_add(method: str, headers: Mapping[str, str], content: bytes | None) -> Iterable[str] | None:
    """Name the headers that aiohttp may not add; `None` if it would add none, which is faster for it than a list."""
    is_read = content is None and method in {"GET", "HEAD"}  # others get a Content-Type, even without a body
    if headers.keys() >= _ADDED_BY_AIOHTTP and (is_read or "content-type" in headers):
        return None
    return (*_ADDED_BY_AIOHTTP, "content-type")


def _abort(transports: list[asyncio.Transport]) -> None:
    for transport in transports:
        transport.abort()

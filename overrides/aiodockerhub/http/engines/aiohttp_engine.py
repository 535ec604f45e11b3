"""The engine on aiohttp's connections and parser, and its limits.

`aiohttp.ClientSession` is not used: it repeats idempotent requests, including PUT and DELETE, if the connection breaks.
It also stores cookies and follows redirects. Half of the time of a call would be spent on tasks that this client does
itself or does not need.

This engine uses the layer below the session: connector (addresses, TLS, proxies, idle connections), writer of requests
and parser of responses.
"""

import asyncio
import functools
import importlib.util
import os
import ssl
import sys
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import urlsplit

from aiodockerhub.errors import MissingExtraError, TransportError, UsageError
from aiodockerhub.http.engines import tls_and_proxies, transport_errors
from aiodockerhub.http.engines.happy_eyeballs import ATTEMPT_DELAY_SECONDS
from aiodockerhub.http.engines.name_lookups import Lookups
from aiodockerhub.http.engines.timeouts import KEEPALIVE_SECONDS, Timeouts, Wait
from aiodockerhub.http.headers import Headers

if importlib.util.find_spec("aiohttp") is None:
    raise MissingExtraError(
        "transport='aiohttp' needs the extra: pip install 'aiodockerhub[aiohttp]'", argument="transport"
    )
if "aiohttp" not in sys.modules:
    tls_and_proxies.check_certificates("correct it")  # aiohttp reads SSL_CERT_FILE when it is imported

import aiohttp
from aiohttp.http import HttpProcessingError, StreamWriter
from multidict import CIMultiDict
from yarl import URL

from aiodockerhub.http.engines.aiohttp_connections import (
    Connector,
    Protocol,
    convert_proxy,
    is_body_decoded,
    is_usable,
)

if TYPE_CHECKING:
    from aiohttp.client_proto import ResponseHandler
    from aiohttp.connector import Connection
    from aiohttp.streams import StreamReader

_MAX_HEADER_BYTES = 65_536
_MAX_HEADERS = 1_000
_MAX_INTERIM_RESPONSES = 100
_INTERIM_STATUSES = range(100, 200)
_PROXY_SCHEMES = frozenset({"http", "https"})
_SWITCHING_PROTOCOLS = 101
_METHODS_WITH_CONTENT = frozenset({"PATCH", "POST", "PUT"})  # without content, Content-Length is 0; RFC 9110, 8.6


class AiohttpEngine:
    """The engine that sends requests over connections of aiohttp.

    Args:
        base_url: Base URL of the API. All requests go to its origin, and its scheme decides whether TLS is used.
        trust_env: Whether to use the proxies and certificates that the environment names.

    Attributes:
        host: Host of the origin, with its port if the URL has one.
        logs_headers: False, because aiohttp logs no headers.
        loop: Event loop of the engine.
        timeouts: Timer for reads and writes.

    Raises:
        ArgumentError: The proxy or the certificates of the environment cannot be used.
    """

    def __init__(self, base_url: str, *, trust_env: bool = True) -> None:
        url = urlsplit(base_url)
        self.host: str = url.netloc
        self.logs_headers: bool = False
        self._origin = f"{url.scheme}://{url.netloc}"
        env_proxy = tls_and_proxies.proxy_for(base_url, _PROXY_SCHEMES) if trust_env else None
        proxy, proxy_headers = convert_proxy(env_proxy)
        context: ssl.SSLContext | bool = (
            tls_and_proxies.ssl_context("httpx", trust_env=trust_env) if url.scheme == "https" else True
        )
        self._process, self._thread = os.getpid(), threading.get_ident()
        self.loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        # The resolver uses only `getaddrinfo` and `getnameinfo` of its loop, which `Lookups` has.
        resolver = aiohttp.ThreadedResolver(loop=cast("asyncio.AbstractEventLoop", Lookups()))
        self._connector = Connector(
            ssl=context,
            limit=0,
            keepalive_timeout=KEEPALIVE_SECONDS,
            resolver=resolver,
            happy_eyeballs_delay=ATTEMPT_DELAY_SECONDS,
        )
        factory = cast("functools.partial[ResponseHandler]", functools.partial(Protocol, loop=self.loop))
        self._connector._factory = factory  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - there is no public attribute
        # A request that is never sent: the connector reads from it where to connect to.
        self._template = aiohttp.ClientRequest(
            "GET", URL(self._origin), loop=self.loop, proxy=proxy, proxy_headers=proxy_headers
        )
        self._host_header = self._template.headers["host"]
        self.timeouts: Timeouts = Timeouts(self.loop)

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole request
    ) -> "_Response":
        """Send a request, as `Engine.send` describes."""
        response = await self._take_connection(timeout)
        try:
            complete_headers = self._add_headers(method, headers, content)
            await response.send_request(method, self._target_of(url), complete_headers, content)
        except Exception as error:  # noqa: BLE001 - any exception of aiohttp may hold the request
            failure = response.translate_error(error)
        except BaseException:
            response.abort()
            raise
        else:
            return response
        response.abort()
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def aclose(self) -> None:
        """Close all connections immediately, including those in use."""
        self.timeouts.close()
        self._connector.abort_used()
        await self._connector.close()

    def __del__(self) -> None:
        """Close open connections; the client has warned about them already.

        A forked child closes none.
        """
        if not hasattr(self, "_connector"):
            return
        if os.getpid() != self._process:
            # This is a forked child, which shares an epoll instance with its parent. Closing would unregister the
            # sockets there, and the parent would receive no more responses. The descriptors of the child close when the
            # child ends.
            self._connector._closed = True  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - there is no public attribute
            return
        close = self._connector._close  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - close() must be awaited
        if self.loop.is_running() and threading.get_ident() != self._thread:
            self.loop.call_soon_threadsafe(close)  # the garbage collector may run in any thread
        else:
            close()

    async def _take_connection(self, timeout: float | None) -> "_Response":  # noqa: ASYNC109 - for connecting only
        """Take an idle connection from the pool, or open a new connection.

        Args:
            timeout: Limit in seconds for opening a connection; `None` for no limit.

        Raises:
            TransportError: The connection could not be opened.
            UsageError: The process can start no thread to look up the host.
        """
        limit = _connect_timeout(timeout)
        connection: Connection | None = None
        failure: TransportError
        try:
            while True:
                connection = await self._connector.connect(self._template, [], limit)
                protocol, transport = connection.protocol, connection.transport
                if isinstance(protocol, Protocol) and transport is not None and is_usable(protocol, transport):
                    return _Response(self, connection, protocol, transport, timeout)
                connection.close()
                if not (isinstance(protocol, Protocol) and protocol.is_used):  # another new one would be no better
                    failure = transport_errors.early_end_error(self.host)
                    break
        except UsageError:  # raised by `Lookups` if no thread can be started
            raise
        except Exception as error:  # noqa: BLE001 - any exception of aiohttp may hold the request
            if connection is not None:
                connection.close()
            failure = self._connect_error(error)
        raise failure  # after the handler (CONTRIBUTING, Style)

    def _target_of(self, url: str) -> str:
        target = url.removeprefix(self._origin)
        return target if target.startswith("/") else f"/{target}"

    def _connect_error(self, error: Exception) -> TransportError:
        """Make a transport error from an error of the connector."""
        match error:
            case TimeoutError(errno=None):
                return transport_errors.timeout_error(self.host, sent=False)
            case aiohttp.ClientHttpProxyError():
                reason = f"the proxy returned {error.status}"
            case _:
                reason = type(error).__name__
        return transport_errors.connection_error(self.host, reason, error, sent=False)

    def _add_headers(self, method: str, headers: Mapping[str, str], content: bytes | None) -> "CIMultiDict[str]":
        """Add Host and, if the request can have a body, Content-Length."""
        complete = CIMultiDict({"host": self._host_header, **headers})
        if content is not None or method in _METHODS_WITH_CONTENT:
            complete["content-length"] = str(len(content or b""))
        return complete


class _Response:
    """One exchange over a connection of aiohttp, as an `EngineResponse`.

    Args:
        engine: Engine of the exchange.
        connection: Connection of the exchange.
        protocol: Protocol of the connection, which parses received bytes.
        transport: Transport of the connection, which sends bytes.
        timeout: Limit in seconds for each write and each read; `None` for no limit.
    """

    __slots__ = (
        "_connection", "_engine", "_is_read", "_payload", "_protocol", "_transport", "_wait", "headers", "status_code"
    )  # fmt: skip

    status_code: int
    headers: Headers
    _payload: "StreamReader"

    def __init__(
        self,
        engine: AiohttpEngine,
        connection: "Connection",
        protocol: Protocol,
        transport: asyncio.Transport,
        timeout: float | None,
    ) -> None:
        self._engine = engine
        self._connection = connection
        self._protocol = protocol
        self._transport = transport
        self._wait = Wait(transport, timeout)
        self._is_read = False

    async def send_request(self, method: str, target: str, headers: "CIMultiDict[str]", content: bytes | None) -> None:
        """Send the request, and read the status and headers of the response.

        Args:
            method: HTTP method.
            target: Path and query of the URL.
            headers: All headers of the request.
            content: Body of the request; `None` if it has none.

        Raises:
            Exception: Any exception of aiohttp, which `translate_error` converts.
        """
        protocol = self._protocol
        protocol.received, protocol.is_used = 0, True
        protocol.set_response_params(
            skip_payload=method == "HEAD",
            read_until_eof=True,
            auto_decompress=False,
            max_line_size=_MAX_HEADER_BYTES,
            max_field_size=_MAX_HEADER_BYTES,
            max_headers=_MAX_HEADERS,
        )
        writer = StreamWriter(protocol, self._engine.loop)
        await writer.write_headers(f"{method} {target} HTTP/1.1", headers)
        if content:
            # The transport buffers the bytes that cannot be sent yet. Without a drain, a response that arrives before
            # the whole request was sent is read.
            await writer.write(content, drain=False)
            self._wait.note_unsent()
        writer.set_eof()
        for _ in range(_MAX_INTERIM_RESPONSES):
            self._engine.timeouts.begin(self._wait)
            message, self._payload = await protocol.read()
            self._engine.timeouts.end(self._wait)
            if message.code not in _INTERIM_STATUSES or message.code == _SWITCHING_PROTOCOLS:
                break
        else:
            raise HttpProcessingError(message="too many interim responses")
        self.status_code, self.headers = message.code, Headers(message.raw_headers)
        if not is_body_decoded(self.headers, is_chunked=message.chunked):
            raise HttpProcessingError(message="unknown transfer coding")

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        payload, timeouts = self._payload, self._engine.timeouts
        try:
            if payload.is_eof():  # the rest has arrived
                chunk = payload.read_nowait()
            else:
                timeouts.begin(self._wait)
                chunk = await payload.readany()
                timeouts.end(self._wait)
        except Exception as error:  # noqa: BLE001 - any exception of aiohttp may hold the request
            failure = self.translate_error(error)
        else:
            if chunk:
                return chunk
            self._is_read = True
            raise StopAsyncIteration
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def aclose(self) -> None:
        """Release or close the connection, as `EngineResponse.aclose` describes."""
        is_complete = self._is_read and self.status_code != _SWITCHING_PROTOCOLS
        if is_complete and not self._transport.get_write_buffer_size() and self._protocol.is_between_responses():
            self._protocol.received = 0
            self._connection.release()
        else:
            self.abort()

    def abort(self) -> None:
        """Close the connection immediately; unsent bytes are discarded."""
        self._engine.timeouts.end(self._wait)
        self._connection.close()
        self._transport.abort()

    def translate_error(self, error: Exception) -> TransportError:
        """Make a transport error from an error that was raised after connecting.

        Args:
            error: Exception of the exchange: of aiohttp, or of the operating system.

        Returns:
            `HubTimeoutError` if a write or a read has timed out; otherwise `HubConnectionError`. `sent` is true.
        """
        if self._wait.has_timed_out:
            return transport_errors.timeout_error(self._engine.host, sent=True)
        match error:
            case aiohttp.ServerDisconnectedError():
                summary = "the server closed the connection without a response"
            case aiohttp.ClientPayloadError():
                summary = "the body is malformed or ended early"
            case HttpProcessingError():
                summary = "the response is malformed"
            case _:
                summary = type(error).__name__
        return transport_errors.connection_error(self._engine.host, summary, error, sent=True)


@functools.lru_cache(maxsize=8)  # making one takes a microsecond, and a program uses few values
def _connect_timeout(seconds: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=seconds)

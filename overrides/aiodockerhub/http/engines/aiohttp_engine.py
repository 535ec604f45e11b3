"""The engine on aiohttp's connections and parser, without its session.

`aiohttp.ClientSession` repeats idempotent requests whose connection broke, PUT and DELETE among them, keeps cookies,
follows redirects, and spends half of the time of a call on what this client does itself or leaves out. Used here is
the layer below it: connector (addresses, TLS, proxies, idle connections), writer, and parser of responses.
"""

import asyncio
import base64
import functools
import importlib.util
import os
import ssl
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import urlsplit

from aiodockerhub_generated._redaction import SecretText

from aiodockerhub.errors import MissingExtraError, TransportError, UsageError
from aiodockerhub.http.engines import tls_and_proxies, transport_errors
from aiodockerhub.http.engines.name_lookups import Lookups
from aiodockerhub.http.engines.timeouts import KEEPALIVE_SECONDS, Timeouts, Wait
from aiodockerhub.http.headers import Headers

if importlib.util.find_spec("aiohttp") is None:
    raise MissingExtraError(
        "transport='aiohttp' needs the extra: pip install 'aiodockerhub[aiohttp]'", argument="transport"
    )

import aiohttp
from aiohttp.http import HttpProcessingError, StreamWriter
from multidict import CIMultiDict
from yarl import URL

from aiodockerhub.http.engines.aiohttp_connections import Connector, Protocol, is_usable

if TYPE_CHECKING:
    from aiohttp.client_proto import ResponseHandler
    from aiohttp.connector import Connection
    from aiohttp.http import RawResponseMessage
    from aiohttp.streams import StreamReader

_LONGEST_HEADER = 65_536
_MOST_HEADERS = 1_000
_MOST_INTERIM_RESPONSES = 100
_PROXIES = frozenset({"http", "https"})
_SWITCHING = 101
_WITH_CONTENT = frozenset({"PATCH", "POST", "PUT"})  # of which the length is told even if there is none; RFC 9110, 8.6


class AiohttpEngine:
    """Sends over connections of aiohttp.

    Args:
        base_url: Origin of all requests; decides on TLS and proxies.
        trust_env: Whether proxies and certificates named in the environment count.

    Raises:
        ArgumentError: The proxy or the certificates of the environment cannot be used.
    """

    def __init__(self, base_url: str, *, trust_env: bool = True) -> None:
        url = urlsplit(base_url)
        self.host: str = url.netloc
        self._origin = f"{url.scheme}://{url.netloc}"
        proxy, proxy_headers = _proxy(tls_and_proxies.proxy_for(base_url, _PROXIES) if trust_env else None)
        context: ssl.SSLContext | bool = (
            tls_and_proxies.ssl_context("httpx", trust_env=trust_env) if url.scheme == "https" else True
        )
        self._process, self._thread = os.getpid(), threading.get_ident()
        self.loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        # The resolver asks its loop for nothing else.
        resolver = aiohttp.ThreadedResolver(loop=cast("asyncio.AbstractEventLoop", Lookups()))
        self._connector = Connector(ssl=context, limit=0, keepalive_timeout=KEEPALIVE_SECONDS, resolver=resolver)
        factory = cast("functools.partial[ResponseHandler]", functools.partial(Protocol, loop=self.loop))
        self._connector._factory = factory  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - no public way
        # Tells the connector where to connect to, and is never sent itself.
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
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole
    ) -> "_Response":
        """Send a request; see `Engine.send`."""
        response = await self._connect(timeout)
        try:
            await response.start(method, self._target_of(url), self._all_headers(method, headers, content), content)
        except Exception as error:  # noqa: BLE001 - whatever aiohttp raises may hold the request
            failure = response.failure(error)
        except BaseException:
            response.abort()
            raise
        else:
            return response
        response.abort()
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Close all connections at once, those in use included."""
        self.timeouts.close()
        await self._connector.close()

    def __del__(self) -> None:
        """Close connections that are still open; the client has warned of them."""
        if not hasattr(self, "_connector"):
            return
        if os.getpid() != self._process:
            # Closing would unregister the sockets from the epoll instance that this fork shares with its parent, which
            # would read no response any more. The descriptors of this process close by themselves.
            self._connector._closed = True  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - no public way
            return
        close = self._connector._close  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - close() is to be awaited
        if self.loop.is_running() and threading.get_ident() != self._thread:
            self.loop.call_soon_threadsafe(close)  # the garbage collector may run in any thread
        else:
            close()

    async def _connect(self, timeout: float | None) -> "_Response":  # noqa: ASYNC109 - as above
        """Take a connection from the pool, or open one."""
        limit = aiohttp.ClientTimeout(total=None, connect=timeout)
        try:
            while True:
                connection = await self._connector.connect(self._template, [], limit)
                protocol, transport = connection.protocol, connection.transport
                if isinstance(protocol, Protocol) and transport is not None and is_usable(protocol, transport):
                    return _Response(self, connection, protocol, transport, timeout)
                connection.close()  # it was idle, and the server has closed it or sent something
        except UsageError:  # there is no thread for a lookup
            raise
        except Exception as error:  # noqa: BLE001 - as above
            failure = self._unconnected(error)
        raise failure  # here and not above, so that it has no context

    def _target_of(self, url: str) -> str:
        target = url.removeprefix(self._origin)
        return target if target.startswith("/") else f"/{target}"

    def _unconnected(self, error: Exception) -> TransportError:
        match error:
            case TimeoutError(errno=None):
                return transport_errors.timed_out(self.host, sent=False)
            case aiohttp.ClientHttpProxyError():
                reason = f"the proxy returned {error.status}"
            case _:
                reason = type(error).__name__
        return transport_errors.failed(self.host, reason, error, sent=False)

    def _all_headers(self, method: str, headers: Mapping[str, str], content: bytes | None) -> "CIMultiDict[str]":
        complete = CIMultiDict({"host": self._host_header, **headers})
        if content is not None or method in _WITH_CONTENT:
            complete["content-length"] = str(len(content or b""))
        return complete


class _Response:
    """A request and its response over a connection of aiohttp.

    Args:
        engine: The engine.
        connection: The connection.
        protocol: Protocol of the connection, which reads.
        transport: Transport of the connection, which writes.
        timeout: Seconds for each write and each read; `None` for no limit.
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

    async def start(self, method: str, target: str, headers: "CIMultiDict[str]", content: bytes | None) -> None:
        """Send the request, and read the response up to the end of its headers.

        Args:
            method: HTTP method.
            target: Path and query.
            headers: All headers.
            content: Body.
        """
        protocol = self._protocol
        protocol.received = 0
        protocol.set_response_params(
            skip_payload=method == "HEAD",
            read_until_eof=True,
            auto_decompress=False,
            max_line_size=_LONGEST_HEADER,
            max_field_size=_LONGEST_HEADER,
            max_headers=_MOST_HEADERS,
        )
        writer = StreamWriter(protocol, self._engine.loop)
        await writer.write_headers(f"{method} {target} HTTP/1.1", headers)
        if content:
            # The transport keeps what does not leave at once, so that a response that comes early is read meanwhile.
            await writer.write(content, drain=False)
            self._wait.note_unsent()
        writer.set_eof()
        message, self._payload = await self._head()
        self.status_code, self.headers = message.code, Headers(message.raw_headers)
        coding = self.headers.get("transfer-encoding")
        if coding is not None and coding.strip().lower() != "chunked":
            # aiohttp takes the framing of chunks, or what another coding has made of a body, for the body itself.
            raise HttpProcessingError(message="unknown transfer coding")

    async def _head(self) -> "tuple[RawResponseMessage, StreamReader]":
        for _ in range(_MOST_INTERIM_RESPONSES):
            self._engine.timeouts.begin(self._wait)
            message, payload = await self._protocol.read()
            self._engine.timeouts.end(self._wait)
            if message.code not in range(100, 200) or message.code == _SWITCHING:
                return message, payload
        raise HttpProcessingError(message="too many interim responses")

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        self._engine.timeouts.begin(self._wait)
        try:
            chunk = await self._payload.readany()
        except Exception as error:  # noqa: BLE001 - whatever aiohttp raises may hold the request
            failure = self.failure(error)
        else:
            self._engine.timeouts.end(self._wait)
            if chunk:
                return chunk
            self._is_read = True
            raise StopAsyncIteration
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Give the connection back, or close it; see `EngineResponse.aclose`."""
        if self._is_read and self.status_code != _SWITCHING and not self._transport.get_write_buffer_size():
            self._connection.release()
        else:
            self.abort()

    def abort(self) -> None:
        """Close the connection at once; bytes that have not left are dropped."""
        self._engine.timeouts.end(self._wait)
        self._connection.close()
        self._transport.abort()

    def failure(self, error: Exception) -> TransportError:
        """Make a transport error from an error of aiohttp.

        Args:
            error: The error of aiohttp.
        """
        if self._wait.has_timed_out:
            return transport_errors.timed_out(self._engine.host, sent=True)
        match error:
            case aiohttp.ServerDisconnectedError():
                summary = "the server closed the connection without a response"
            case aiohttp.ClientPayloadError():
                summary = "the body is malformed or ended early"
            case HttpProcessingError():
                summary = "the response is malformed"
            case _:
                summary = type(error).__name__
        return transport_errors.failed(self._engine.host, summary, error, sent=True)


def _proxy(proxy: tls_and_proxies.Proxy | None) -> "tuple[URL | None, CIMultiDict[str] | None]":
    """Spell a proxy, and the headers for it, as aiohttp takes them."""
    if proxy is None:
        return None, None
    url = URL.build(scheme=proxy.scheme, host=proxy.host, port=proxy.port)
    if proxy.auth is None:
        return url, None
    pair = base64.b64encode(":".join(proxy.auth).encode()).decode()
    return url, CIMultiDict({"Proxy-Authorization": SecretText(f"Basic {pair}")})

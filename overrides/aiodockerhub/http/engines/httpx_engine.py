"""The engine on httpcore or httpcore2, the transport layers of httpx.

A connection carries one exchange at a time, even with HTTP/2. The clients and transports of httpx are not used: merged
settings, redirects, authentication and queues are tasks of the modules above the engines, and cookies are not needed.
"""

import contextlib
import importlib
import importlib.util
import os
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from aiodockerhub.errors import MissingExtraError, TransportError
from aiodockerhub.http.engines import library_logs, tls_and_proxies, transport_errors
from aiodockerhub.http.engines.httpcore_connections import Connection, pool_class
from aiodockerhub.http.engines.httpcore_network import Network
from aiodockerhub.http.engines.timeouts import KEEPALIVE_SECONDS
from aiodockerhub.http.headers import Headers

Library = Literal["httpx", "httpx2"]

_CORES = {"httpx": "httpcore", "httpx2": "httpcore2"}  # dependencies of httpx and httpx2
_METHODS_WITH_CONTENT = frozenset({"POST", "PUT", "PATCH"})
_PORTS = {"http": 80, "https": 443}
_PROXY_SCHEMES = frozenset({"http", "https", "socks5", "socks5h"})
_SWITCHING_PROTOCOLS = 101
# Exceptions that are raised before the first byte of the request was sent.
_ERRORS_BEFORE_SENDING = (
    "ConnectError",
    "ConnectTimeout",
    "ConnectionNotAvailable",  # the server refuses new streams; RFC 9113, section 6.8
    "LocalProtocolError",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
)


class HttpxEngine:
    """The engine that sends requests over connections of httpcore.

    A connection is closed after a failure and not used again.

    Args:
        base_url: Base URL of the API. All requests go to its origin, and its scheme decides whether TLS is used.
        library: Library whose transport layer is used: `httpx` or `httpx2`.
        http2: Whether to offer HTTP/2 to the server, which requires the extra `http2`.
        trust_env: Whether to use the proxies and certificates that the environment names.

    Attributes:
        host: Host of the origin, with its port if the URL has one.
        logs_headers: True, because httpcore logs headers as received.

    Raises:
        MissingExtraError: The extra of the library or of HTTP/2 is not installed. The message names the extra.
        ArgumentError: The proxy or the certificates of the environment cannot be used.
    """

    def __init__(
        self, base_url: str, *, library: Library = "httpx", http2: bool = False, trust_env: bool = True
    ) -> None:
        if importlib.util.find_spec(library) is None:
            raise MissingExtraError(
                f"transport='{library}' needs the extra: pip install 'aiodockerhub[{library}]'", argument="transport"
            )
        if http2 and importlib.util.find_spec("h2") is None:
            raise MissingExtraError("http2=True needs the extra: pip install 'aiodockerhub[http2]'", argument="http2")
        url = urlsplit(base_url)
        self.host: str = url.netloc
        self.logs_headers: bool = True
        # Any: the modules have the same names but no common type. Mocks such as respx raise exceptions of the library;
        # its transport layer raises its own exceptions.
        self._core: Any = importlib.import_module(_CORES[library])
        library_logs.silence()
        self._modules: tuple[Any, Any] = (self._core, importlib.import_module(library))
        name = (url.hostname or "").encode("idna")
        self._address = {"scheme": url.scheme.encode(), "host": name, "port": url.port}
        self._prefix = f"{url.scheme}://{url.netloc}"
        self._host_header = b"[%b]" % name if b":" in name else name
        if url.port is not None:
            self._host_header += b":%d" % url.port
        origin = self._core.Origin(url.scheme.encode(), name, url.port or _PORTS[url.scheme])
        options: dict[str, Any] = {
            # Without TLS, no context is needed. But httpcore makes one, in 20 ms, if none is passed.
            "ssl_context": tls_and_proxies.ssl_context(library, trust_env=trust_env, http2=http2)
            if url.scheme == "https"
            else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            "keepalive_expiry": KEEPALIVE_SECONDS,
            "http2": http2,
        }
        proxy = tls_and_proxies.proxy_for(base_url, _PROXY_SCHEMES) if trust_env else None
        self._http2 = http2
        pool = pool_class(self._core, proxy)
        self._connect: Callable[[Network], Any] = lambda network: pool(
            network_backend=network, **options
        ).create_connection(origin)
        # The last item is the connection that was used last. It is used next, so that connections which are not needed
        # expire. One connection is made now, so that opening a client with an invalid proxy raises.
        self._idle = [self._new_connection()]
        self._busy = set[Connection]()
        self._process = os.getpid()

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole request
    ) -> "_Response":
        """Send a request, as `Engine.send` describes."""
        while True:
            connection = self._take_connection()
            is_reused = connection.network.is_used
            try:
                return await self._send_on(connection, self._make_request(method, url, headers, content, timeout))
            except TransportError as error:
                # The server may end an idle connection after it was taken. Each of these is tried once.
                if not is_reused or error.sent or connection.network.has_sent:
                    raise

    async def _send_on(self, connection: Connection, request: Any) -> "_Response":
        """Send a request on a connection, which is discarded if this fails."""
        connection.network.begin()
        if self._http2:
            request.extensions["trace"] = connection.http2
        try:
            response = await connection.http.handle_async_request(request)
        except BaseException as error:
            self.discard(connection)
            if not isinstance(error, Exception) or connection.raises_unchanged(error):
                raise
            failure = self.translate_error(error, has_sent=connection.has_sent(error))
        else:
            return _Response(self, connection, response)
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def aclose(self) -> None:
        """Close all connections immediately, including those in use."""
        for connection in (*self._idle, *self._busy):
            connection.network.abort()
        self._idle.clear()

    def __del__(self) -> None:
        """Close open connections; the client has warned about them already.

        A forked child closes none.
        """
        if getattr(self, "_process", None) == os.getpid():  # a forked child must not close the sockets of its parent
            for connection in (*self._idle, *self._busy):
                connection.network.abandon()

    def translate_error(self, error: Exception, *, has_sent: bool = True, has_response: bool = False) -> TransportError:
        """Make a transport error from an error of httpcore.

        Args:
            error: Error of httpcore.
            has_sent: Whether the exchange has sent bytes of the request; true by default. False while a proxy opens a
                tunnel, and if h2 refuses a request because the server allows no more streams, for example.
            has_response: Whether the response has begun, so that the request was sent; false by default.

        Returns:
            `HubTimeoutError` for a timeout of httpcore; otherwise `HubConnectionError`. `sent` is false if there is no
            response, and `error` precedes sending or `has_sent` is false. `retryable` is false if httpcore refused such
            an unsent request as invalid, or if a certificate cannot be verified.
        """
        is_of_http2 = transport_errors.is_of_http2(error)
        is_unsent = isinstance(error, self._error_classes(*_ERRORS_BEFORE_SENDING)) and not is_of_http2
        is_local = not has_response and (is_unsent or not has_sent)
        if isinstance(error, self._error_classes("TimeoutException")):
            return transport_errors.timeout_error(self.host, sent=not is_local)
        # The state of the connection decides what h2 refuses, so a new connection may accept the request.
        is_wrong = is_local and not is_of_http2
        is_wrong = is_wrong and isinstance(error, self._error_classes("LocalProtocolError", "UnsupportedProtocol"))
        is_known = isinstance(
            error, self._error_classes("NetworkError", "ProtocolError", "ProxyError", "UnsupportedProtocol")
        )
        summary = transport_errors.message_before_colon(error) if is_known else type(error).__name__
        return transport_errors.connection_error(self.host, summary, error, sent=not is_local, retryable=not is_wrong)

    def _error_classes(self, *names: str) -> tuple[type[Exception], ...]:
        return tuple(getattr(module, name) for module in self._modules for name in names if hasattr(module, name))

    def discard(self, connection: Connection) -> None:
        """Close a connection immediately.

        Args:
            connection: Connection that was in use.
        """
        self._busy.discard(connection)
        connection.network.abort()

    async def give_back(self, connection: Connection, stream: Any) -> None:
        """Keep a connection for another exchange, or close it if it is unfit.

        Args:
            connection: Connection that was in use.
            stream: Body of the last response, which was read to its end.
        """
        try:
            await stream.aclose()
            is_reusable = connection.is_reusable()
        except Exception:  # noqa: BLE001 - the response is complete, so an error of closing does not matter
            is_reusable = False
        except BaseException:
            self.discard(connection)
            raise
        self._busy.discard(connection)
        if is_reusable:
            self._idle.append(connection)
        else:
            connection.network.abort()

    def _take_connection(self) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if connection.is_usable(http2=self._http2):
                break
            connection.network.abort()
        else:
            connection = self._new_connection()
        self._busy.add(connection)
        return connection

    def _new_connection(self) -> Connection:
        network = Network(self._core)
        return Connection(network, self._connect(network))

    def _make_request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,
    ) -> Any:
        pairs = [(b"host", self._host_header)]
        pairs += [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
        if content is not None or method in _METHODS_WITH_CONTENT:
            pairs.append((b"content-length", b"%d" % len(content or b"")))
        return self._core.Request(
            method.encode("ascii"),
            self._core.URL(**self._address, target=url.removeprefix(self._prefix).encode("ascii")),
            headers=pairs,
            content=content,
            extensions={"timeout": {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}},
        )


class _Response:
    """A response of httpcore, as an `EngineResponse`.

    Args:
        engine: Engine of the exchange.
        connection: Connection of the exchange.
        response: Response of httpcore.
    """

    __slots__ = (
        "_chunks", "_connection", "_delivered", "_engine", "_is_open", "_is_read", "_stream", "headers", "status_code"
    )  # fmt: skip

    def __init__(self, engine: HttpxEngine, connection: Connection, response: Any) -> None:
        self.status_code: int = response.status
        self.headers = Headers(response.headers)
        self._engine = engine
        self._connection = connection
        self._stream = response.stream
        self._chunks: AsyncIterator[bytes] = response.stream.__aiter__()
        self._delivered = 0
        self._is_read = False
        self._is_open = True

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            chunk = await anext(self._chunks)
        except StopAsyncIteration:
            self._is_read = True
            raise
        except Exception as error:
            if self._connection.raises_unchanged(error):
                raise
            failure = self._engine.translate_error(error, has_response=True)
        else:
            self._delivered += len(chunk)
            self._connection.network.limit_received(self._delivered)
            return chunk
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def aclose(self) -> None:
        """Release or close the connection, as `EngineResponse.aclose` describes."""
        if not self._is_open:
            return
        self._is_open = False
        if self._is_read and self.status_code != _SWITCHING_PROTOCOLS:
            await self._engine.give_back(self._connection, self._stream)
            return
        self._engine.discard(self._connection)
        # Exhaust the generators of httpcore, which end because the connection is closed. Otherwise, asyncio would start
        # a task for each generator to close it.
        with contextlib.suppress(Exception):
            async for _ in self._chunks:
                pass

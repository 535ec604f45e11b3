"""The engine on httpcore or httpcore2, the transport layers of httpx.

Each exchange has a connection to itself.

httpx's clients and transports are left out: what they add (merged settings, cookies, redirects, authentication, a pool
with a queue) is done above the engines, or not wanted.
"""

import contextlib
import functools
import importlib
import importlib.util
import os
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from aiodockerhub.errors import MissingExtraError, TransportError
from aiodockerhub.http.engines import library_logs, tls_and_proxies, transport_errors
from aiodockerhub.http.engines.httpcore_network import Network
from aiodockerhub.http.engines.timeouts import KEEPALIVE_SECONDS
from aiodockerhub.http.headers import Headers

Library = Literal["httpx", "httpx2"]

_CORES = {"httpx": "httpcore", "httpx2": "httpcore2"}  # required by those in the version that fits them
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_PORTS = {"http": 80, "https": 443}
_PROXIES = frozenset({"http", "https", "socks5", "socks5h"})
_SWITCHING = 101
# Raised before the first byte of the request has left.
_UNSENT = (
    "ConnectError",
    "ConnectTimeout",
    "ConnectionNotAvailable",  # the server has refused the stream; RFC 9113, section 6.8
    "LocalProtocolError",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
)


class _Connection:
    """A connection of httpcore and the sockets under it.

    Args:
        network: Opens the sockets.
        http: The connection.
    """

    __slots__ = ("http", "network")

    def __init__(self, network: Network, http: Any) -> None:
        self.network: Network = network
        self.http: Any = http


class HttpxEngine:
    """Sends over connections of httpcore, each discarded after a failure.

    Args:
        base_url: Origin of all requests; decides on TLS and proxies.
        library: `httpx` or `httpx2`.
        http2: Whether to offer HTTP/2 (`[http2]` extra).
        trust_env: Whether proxies and certificates named in the environment count.

    Raises:
        MissingExtraError: An extra is missing.
        ArgumentError: The proxy or the certificates of the environment cannot be used.
    """

    def __init__(
        self, base_url: str, *, library: Library = "httpx", http2: bool = False, trust_env: bool = True
    ) -> None:
        if importlib.util.find_spec(library) is None:
            raise MissingExtraError(
                f"transport={library!r} needs the extra: pip install 'aiodockerhub[{library}]'", argument="transport"
            )
        if http2 and importlib.util.find_spec("h2") is None:
            raise MissingExtraError("http2=True needs the extra: pip install 'aiodockerhub[http2]'", argument="http2")
        url = urlsplit(base_url)
        self.host: str = url.netloc
        # Any: these modules have names in common, and no type. What the upper one raises comes from mocks, as respx's.
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
            # Without TLS no context is needed, but httpcore makes one (20 ms) unless it is given something.
            "ssl_context": tls_and_proxies.ssl_context(library, trust_env=trust_env, http2=http2)
            if url.scheme == "https"
            else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            "keepalive_expiry": KEEPALIVE_SECONDS,
            "http2": http2,
        }
        proxy = tls_and_proxies.proxy_for(base_url, _PROXIES) if trust_env else None
        self._has_proxy = proxy is not None
        self._http2 = http2
        pool = _pool_class(self._core, proxy)
        self._connect: Callable[[Network], Any] = lambda network: pool(
            network_backend=network, **options
        ).create_connection(origin)
        # The last used on top, so that no more connections are kept than are needed. The first is made at once, so that
        # a proxy that cannot be used is known when the client is opened.
        self._idle = [self._new_connection()]
        self._busy = set[_Connection]()
        self._process = os.getpid()

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole
    ) -> "_Response":
        """Send a request; see `Engine.send`."""
        connection = self._take()
        connection.network.begin()
        try:
            response = await connection.http.handle_async_request(self._request(method, url, headers, content, timeout))
        except BaseException as error:
            self.discard(connection)
            if isinstance(error, transport_errors.PASSED_ON) or not isinstance(error, Exception):
                raise
            failure = self.translated(error, has_begun=connection.network.has_sent or not self._has_proxy)
        else:
            return _Response(self, connection, response)
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Close all connections at once, those in use included."""
        for connection in (*self._idle, *self._busy):
            connection.network.abort()
        self._idle.clear()

    def __del__(self) -> None:
        """Close connections that are still open; the client has warned of them."""
        if getattr(self, "_process", None) == os.getpid():  # a fork shares the sockets of its parent
            for connection in (*self._idle, *self._busy):
                connection.network.abandon()

    def translated(self, error: Exception, *, has_begun: bool = True) -> TransportError:
        """Make a transport error from an error of httpcore.

        Args:
            error: The error of httpcore.
            has_begun: Whether the request may have left; false while a proxy opens the tunnel.
        """
        is_local = isinstance(error, self._named(*_UNSENT)) and not transport_errors.is_of_http2(error)
        is_local = is_local or not has_begun
        if isinstance(error, self._named("TimeoutException")):
            return transport_errors.timed_out(self.host, sent=not is_local)
        is_wrong = is_local and isinstance(error, self._named("LocalProtocolError", "UnsupportedProtocol"))
        is_known = isinstance(error, self._named("NetworkError", "ProtocolError", "ProxyError", "UnsupportedProtocol"))
        summary = transport_errors.before_colon(error) if is_known else type(error).__name__
        return transport_errors.failed(self.host, summary, error, sent=not is_local, retryable=not is_wrong)

    def _named(self, *names: str) -> tuple[type[Exception], ...]:
        return tuple(getattr(module, name) for module in self._modules for name in names if hasattr(module, name))

    def discard(self, connection: _Connection) -> None:
        """Close a connection that was in use, at once.

        Args:
            connection: The connection.
        """
        self._busy.discard(connection)
        connection.network.abort()

    async def give_back(self, connection: _Connection, stream: Any) -> None:
        """Keep a connection for the next exchange, if it can be used again.

        Args:
            connection: The connection.
            stream: The body of its response, which was read to the end.
        """
        try:
            await stream.aclose()
        except Exception:  # noqa: BLE001 - the response has been read
            self.discard(connection)
            return
        except BaseException:
            self.discard(connection)
            raise
        self._busy.discard(connection)
        if connection.http.is_idle() and _is_read_out(connection.http) and connection.network.is_written_out:
            self._idle.append(connection)
        else:
            connection.network.abort()

    def _take(self) -> _Connection:
        while self._idle:
            connection = self._idle.pop()
            is_over = connection.http.is_closed() or connection.http.has_expired()
            if not is_over and not (self._http2 and connection.network.is_stale):  # where httpcore asks the clock only
                break
            connection.network.abort()
        else:
            connection = self._new_connection()
        self._busy.add(connection)
        return connection

    def _new_connection(self) -> _Connection:
        network = Network(self._core)
        return _Connection(network, self._connect(network))

    def _request(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None, timeout: float | None
    ) -> Any:
        pairs = [(b"host", self._host_header)]
        pairs += [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
        if content is not None or method in _WITH_BODY:
            pairs.append((b"content-length", b"%d" % len(content or b"")))
        return self._core.Request(
            method.encode("ascii"),
            self._core.URL(**self._address, target=url.removeprefix(self._prefix).encode("ascii")),
            headers=pairs,
            content=content,
            extensions={"timeout": {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}},
        )


class _Response:
    """A response of httpcore.

    Args:
        engine: The engine.
        connection: The connection of the response.
        response: The response of httpcore.
    """

    __slots__ = (
        "_chunks", "_connection", "_delivered", "_engine", "_is_open", "_is_read", "_stream", "headers", "status_code"
    )  # fmt: skip

    def __init__(self, engine: HttpxEngine, connection: _Connection, response: Any) -> None:
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
        except transport_errors.PASSED_ON:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            failure = self._engine.translated(error)
        else:
            self._delivered += len(chunk)
            self._connection.network.limit(self._delivered)
            return chunk
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Give the connection back, or close it; see `EngineResponse.aclose`."""
        if not self._is_open:
            return
        self._is_open = False
        if self._is_read and self.status_code != _SWITCHING:
            await self._engine.give_back(self._connection, self._stream)
            return
        self._engine.discard(self._connection)
        # Run the generators of httpcore out, which now have an end: left as they are, asyncio would end each in a task.
        with contextlib.suppress(Exception):
            async for _ in self._chunks:
                pass


def _is_read_out(connection: Any) -> bool:
    """Tell whether an idle connection has received nothing after its response.

    Further bytes, such as a second response or a body where there may be none, would be taken for the response to the
    next request (RFC 9112, section 11.2). httpcore keeps such bytes without a sign; only h11, which it uses, tells.

    Args:
        connection: Idle connection of httpcore.
    """
    inner = connection
    while (inner := getattr(inner, "_connection", None)) is not None:
        state = getattr(inner, "_h11_state", None)
        if state is not None:
            return not state.trailing_data[0]
        if hasattr(inner, "_h2_state"):
            return True  # HTTP/2 says which request each frame belongs to
    return False


def _pool_class(core: Any, proxy: tls_and_proxies.Proxy | None) -> Callable[..., Any]:
    """Choose the connection pool of httpcore, for a proxy or without one.

    Args:
        core: The module.
        proxy: The proxy.
    """
    if proxy is None:
        return core.AsyncConnectionPool  # type: ignore[no-any-return] # of a module that is chosen at run time
    proxy_url = core.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target=b"/")
    pool = core.AsyncSOCKSProxy if proxy.scheme.startswith("socks5") else core.AsyncHTTPProxy
    return functools.partial(pool, proxy_url=proxy_url, proxy_auth=proxy.auth)

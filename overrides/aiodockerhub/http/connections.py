"""Connections: sends one request over httpx so that a cancelled call leaks nothing and nothing queues inside httpx.

Two faults of httpx are kept away here. A task that is cancelled while httpx waits takes its pooled connection with it
for good (httpcore #1093, #830, #658), so every exchange runs in a task of its own that the caller's cancellation does
not reach. And httpx's pool is slow with many requests or connections (httpx #3215): at each request it looks at all
pairs of idle ones. So every connection has a pool of its own, and no more requests enter than there are pools.
"""

import asyncio
import functools
import importlib.util
import ssl
import urllib.request
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal, Protocol

import httpx
from attrs import define, field, frozen

from aiodockerhub.errors import ArgumentError, HubConnectionError, HubTimeoutError, TransportError, UsageError

_Handle = Callable[[httpx.Request], Awaitable[httpx.Response]]

_KEEPALIVE_SECONDS = 30.0
_BEST_SIZE = 50  # with 100, half the gain of the step from 20 to 50, at twice the load on the service
_BEST_SIZE_AIOHTTP = 100
# Raised by httpx before the first byte of the request has left.
_UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_PERMANENT = (httpx.LocalProtocolError, httpx.UnsupportedProtocol)


class BodySink(Protocol):
    """Takes the body of a success as it arrives."""

    async def begin(self, headers: Mapping[str, str]) -> None:
        """A body follows; what came before was of an attempt that failed half-way.

        Args:
            headers: Those of the response.
        """
        ...

    async def write(self, chunk: bytes) -> None:
        """Take the next piece.

        Args:
            chunk: Decompressed bytes.
        """
        ...


@frozen
class Response:
    """A response that has been read: status, headers (case-insensitive) and body."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)  # may hold cookies
    body: bytes = field(repr=False)  # may hold a token


@define
class _Exchange:
    """One request on its way; `abandoned` once its caller was cancelled, `fault` once the sink has failed."""

    handle: _Handle
    request: httpx.Request
    sink: BodySink | None
    abandoned: bool = False
    fault: Exception | None = None

    async def run(self) -> Response:
        response = await self.handle(self.request)
        chunks: list[bytes] = []
        try:
            if not self.abandoned:
                sink = self.sink if response.is_success else None
                if sink is not None:
                    await self._guarded(sink.begin(response.headers))
                async for chunk in response.aiter_bytes():
                    if self.abandoned:
                        break
                    if sink is None:
                        chunks.append(chunk)
                    else:
                        await self._guarded(sink.write(chunk))
        finally:
            await response.aclose()
        return Response(response.status_code, response.headers, b"".join(chunks))

    async def _guarded(self, step: Awaitable[None]) -> None:
        """Let the sink do something, and remember if it fails: a full disk is not a broken connection."""
        try:
            await step
        except Exception as error:
            self.fault = error
            raise


class Connections:
    """The connections to one origin, with as many requests at a time as there are connections.

    Args:
        base_url: Origin (and path prefix) that all requests go to; decides on TLS and proxies.
        transport: `None` for httpx's own transport, `"aiohttp"` for that of the `[aiohttp]` extra, or one of yours,
            which is never closed here.
        http_client: An `httpx.AsyncClient` of yours to send with instead; never closed here.
        concurrency: Greatest number of requests at a time, and of connections; `None` for what suits the transport.
        http2: Whether to offer HTTP/2 (`[http2]` extra); for httpx's own transport only.
        trust_env: Whether proxies and certificates named in the environment count.
    """

    def __init__(
        self,
        base_url: str,
        *,
        transport: httpx.AsyncBaseTransport | Literal["aiohttp"] | None = None,
        http_client: httpx.AsyncClient | None = None,
        concurrency: int | None = None,
        http2: bool = False,
        trust_env: bool = True,
    ) -> None:
        self._url = httpx.URL(base_url)
        size = concurrency or (_BEST_SIZE_AIOHTTP if transport == "aiohttp" else _BEST_SIZE)
        self._client = http_client
        self._owned: list[httpx.AsyncBaseTransport] = []
        self._is_ours = http_client is None and not isinstance(transport, httpx.AsyncBaseTransport)
        handle: _Handle | None = None
        if http_client is not None:
            handle = functools.partial(http_client.send, stream=True, auth=None, follow_redirects=False)
        elif isinstance(transport, httpx.AsyncBaseTransport):
            handle = transport.handle_async_request
        elif transport == "aiohttp" or http2:
            handle = self._own(aiohttp=transport == "aiohttp", size=size, http2=http2, trust_env=trust_env)
        self._connect: Callable[[], _Handle] = (
            functools.partial(self._own, aiohttp=False, size=1, http2=False, trust_env=trust_env)
            if handle is None
            else lambda: handle
        )
        # The last used on top, so that no more connections are kept than are needed; the first is made at once, so that
        # a proxy that cannot be used is known when the client is opened.
        self._idle = [self._connect()]
        self._slots = asyncio.Semaphore(size)
        self._running: dict[asyncio.Task[Response], _Handle] = {}
        self._abandoned: set[asyncio.Task[Response]] = set()
        self._closed = False

    async def send(  # noqa: PLR0917 - on the way of every request, where keywords cost
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each wait on the network, not for the whole
        sink: BodySink | None = None,
    ) -> Response:
        """Send one request and read its response, waiting for a free connection first.

        Args:
            method: HTTP method.
            url: Absolute URL.
            headers: Request headers.
            content: Request body.
            timeout: Seconds to wait for a connection, for the request to be taken, and for each part of the response.
            sink: Takes the body of a 2xx response as it arrives, instead of collecting it.

        Raises:
            HubTimeoutError: One of the waits took too long.
            HubConnectionError: No connection, or a broken one.
        """
        waits = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        if self._client is None:
            request = httpx.Request(method, url, headers=headers, content=content, extensions={"timeout": waits})
        else:
            request = self._client.build_request(
                method, url, headers=headers, content=content, timeout=httpx.Timeout(timeout)
            )
        await self._slots.acquire()
        if self._closed:  # while this call waited
            self._slots.release()
            raise UsageError("this client was closed while the call waited for a connection")
        try:
            handle = self._idle.pop() if self._idle else self._connect()
        except BaseException:
            self._slots.release()
            raise
        exchange = _Exchange(handle, request, sink)
        task = asyncio.create_task(exchange.run())
        self._running[task] = handle
        task.add_done_callback(self._ended)
        try:
            # Not `asyncio.shield`, which from Python 3.14 on reports what goes wrong once nobody waits any more.
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            if not task.done():
                exchange.abandoned = True
                self._abandoned.add(task)
            raise
        if self._closed and task.cancelled():
            host = request.url.netloc.decode("ascii")
            raise HubConnectionError(f"this client was closed during the exchange with {host}", host=host)
        try:
            return task.result()
        except (httpx.RequestError, OSError) as error:
            if error is exchange.fault:
                raise
            raise _translate(error, request.url) from error

    async def aclose(self) -> None:
        """Close the connections that are ours, and end what is in flight on them.

        On a transport or client of the user's, what cancelled calls have left is waited for, so that its connections
        stay usable.
        """
        self._closed = True
        if not self._is_ours:
            await asyncio.gather(*self._abandoned, return_exceptions=True)
            return
        # Before the transport closes: a connection that is just being made would be forgotten, and stay open.
        for task in self._running:
            task.cancel()
        try:
            await asyncio.gather(*self._running, return_exceptions=True)
        finally:
            for transport in self._owned:
                await transport.aclose()

    def _own(self, *, aiohttp: bool, size: int, http2: bool, trust_env: bool) -> _Handle:
        transport = _own_transport(self._url, aiohttp=aiohttp, size=size, http2=http2, trust_env=trust_env)
        self._owned.append(transport)
        return transport.handle_async_request

    def _ended(self, task: asyncio.Task[Response]) -> None:
        """An exchange has ended, whether anybody still waits for it or not: its connection is free again."""
        self._idle.append(self._running.pop(task))
        self._abandoned.discard(task)
        self._slots.release()
        if not task.cancelled():
            task.exception()  # seen, so that asyncio does not report it


def check_transport(transport: object, http_client: object, *, http2: bool) -> None:
    """Refuse a choice of transport that could not be followed.

    Args:
        transport: As for `Connections`.
        http_client: Likewise.
        http2: Likewise.

    Raises:
        ArgumentError: It makes no sense; the message says why.
    """
    if transport is not None and http_client is not None:
        raise ArgumentError("give either transport= or http_client=, not both: a client has a transport of its own")
    if transport not in (None, "aiohttp") and not isinstance(transport, httpx.AsyncBaseTransport):  # noqa: PLR6201 - need not be hashable
        raise ArgumentError(f"transport must be 'aiohttp' or an asynchronous transport of httpx; got {transport!r}")
    if http_client is not None and not isinstance(http_client, httpx.AsyncClient):
        raise ArgumentError(f"http_client must be an httpx.AsyncClient; got {type(http_client).__name__}")
    if http2 and (transport is not None or http_client is not None):
        raise ArgumentError("http2=True is for the client's own transport; set it on the transport or client of yours")


def _own_transport(
    url: httpx.URL, *, aiohttp: bool, size: int, http2: bool, trust_env: bool
) -> httpx.AsyncBaseTransport:
    proxy = _environment_proxy(url) if trust_env else None
    # Without TLS no context is needed, but httpx makes one (20 ms) unless it is given something.
    context = (
        _ssl_context(trust_env=trust_env, http2=http2)
        if url.scheme == "https"
        else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    limits = httpx.Limits(max_connections=size, max_keepalive_connections=size, keepalive_expiry=_KEEPALIVE_SECONDS)
    if aiohttp:
        if importlib.util.find_spec("httpx_aiohttp") is None:
            raise ImportError("transport='aiohttp' needs the extra: pip install 'aiodockerhub[aiohttp]'")
        import httpx_aiohttp

        return httpx_aiohttp.AiohttpTransport(verify=context, limits=limits, proxy=proxy)
    if http2 and importlib.util.find_spec("h2") is None:
        raise ImportError("http2=True needs the extra: pip install 'aiodockerhub[http2]'")
    return httpx.AsyncHTTPTransport(verify=context, limits=limits, proxy=proxy, http2=http2)


@functools.cache
def _ssl_context(*, trust_env: bool, http2: bool) -> ssl.SSLContext:  # noqa: ARG001 - httpcore sets ALPN on the context
    """One context a process: loading the certificates takes 20 ms."""
    return httpx.create_ssl_context(trust_env=trust_env)


def _environment_proxy(url: httpx.URL) -> httpx.Proxy | None:
    """The proxy that the environment names for an origin; NO_PROXY counts.

    None for plain http, which is for this machine only: a proxy would carry the credentials off in the clear.
    """
    if url.scheme != "https" or urllib.request.proxy_bypass(url.netloc.decode("ascii")):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get("https") or proxies.get("all")
    if not proxy:
        return None
    return httpx.Proxy(proxy if "://" in proxy else f"http://{proxy}")


def _translate(error: Exception, url: httpx.URL) -> TransportError:
    host = url.netloc.decode("ascii")
    late, sent = isinstance(error, httpx.TimeoutException), not isinstance(error, _UNSENT)
    names = {base.__name__ for base in type(error.__cause__).__mro__}
    if "ClientConnectionError" in names:
        # httpx-aiohttp reports a connection that broke after the request had left as ConnectTimeout: ask its cause.
        late, sent = isinstance(error.__cause__, TimeoutError), "ClientConnectorError" not in names
    if late:
        doing = "waiting for" if sent else "connecting to"
        return HubTimeoutError(f"timed out {doing} {host}", host=host, sent=sent)
    cause = _root(error)
    doing = "finish the exchange with" if sent else "connect to"
    said = str(cause) or type(cause).__name__
    permanent = isinstance(cause, ssl.SSLCertVerificationError) or isinstance(error, _PERMANENT)
    return HubConnectionError(f"could not {doing} {host}: {said}", host=host, sent=sent, permanent=permanent)


def _root(error: BaseException) -> BaseException:
    """The innermost operating system error that led to an error, or the error itself."""
    root, cause = error, error
    while (cause := cause.__cause__ or cause.__context__) is not None:  # type: ignore[assignment]
        if isinstance(cause, OSError) and cause.errno is not None:
            root = cause
    return root

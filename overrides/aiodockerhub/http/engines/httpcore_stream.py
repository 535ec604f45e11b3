"""A network stream for httpcore, whose cancelled operations close it."""

import asyncio
import ssl
from collections import deque
from typing import Any, cast

from aiodockerhub.http.engines.idle_connections import are_of_no_request, has_unread_bytes
from aiodockerhub.http.engines.limits import max_received_bytes
from aiodockerhub.http.engines.response_start import ResponseStart
from aiodockerhub.http.engines.transport_errors import EARLY_END

_MAX_BUFFERED_BYTES = 262_144  # if more bytes were received and not read, receiving pauses
# The first bytes of messages to proxies of SOCKS, and the longest of these messages (RFC 1928, sections 3 and 4; RFC
# 1929, section 2). A frame of HTTP/2 that begins with such a byte has at least 65,536 bytes (RFC 9113, section 4.1).
_SOCKS_MESSAGES = (b"\x05", b"\x01")
_MAX_SOCKS_BYTES = 513
_HTTP2_PREFACE = b"PRI * HTTP/2.0\r\n"  # RFC 9113, section 3.4


class Stream(asyncio.Protocol):
    """One socket with or without TLS, as a network stream of httpcore.

    Args:
        core: Module `httpcore` or `httpcore2`, whose exceptions are raised.
        loop: Event loop of the socket.

    Attributes:
        loop: Event loop of the socket.
        is_lost: Whether the socket is closed.
        received: Number of bytes that httpcore has read in the current exchange.
        max_received: Maximum value of `received` in the current exchange.
        requests: Number of requests of which bytes were sent on the connection.
        has_sent: Whether the current exchange has sent bytes of a request. Handshakes with a proxy and of TLS,
            and the preface of HTTP/2, are not part of a request.
        connect_ends: Time at which connecting times out, in seconds of the event loop; `None` without a limit, and
            after the first bytes of a request. Connecting includes the handshakes with a proxy and of TLS.
    """

    def __init__(self, core: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._core = core
        self.loop: asyncio.AbstractEventLoop = loop
        self._transports: list[asyncio.Transport] = []  # each later transport is TLS over the previous transport
        self._chunks: deque[bytes] = deque()
        self._buffered = 0
        self._reader: asyncio.Future[bool] | None = None
        self._writer: asyncio.Future[bool] | None = None
        self._is_reading_paused = False
        self._is_writing_paused = False
        self._is_at_end = False
        self._error: Exception | None = None
        self._is_aborted = False
        self._response_start: ResponseStart | None = None  # set while a write waits
        self.is_lost: bool = False
        self.received: int = 0
        self.max_received: int = max_received_bytes(0)
        self.requests: int = 0
        self.has_sent: bool = False
        self.connect_ends: float | None = None

    # Methods that asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the transport, or close it if the stream was aborted before."""
        self._transports.append(cast("asyncio.Transport", transport))
        if self._is_aborted:
            self.abort()

    def data_received(self, data: bytes) -> None:
        """Buffer received bytes until they are read."""
        self._chunks.append(data)
        self._buffered += len(data)
        if self._response_start is not None:
            self._response_start.feed(data)
        if self._buffered > _MAX_BUFFERED_BYTES and not self._is_reading_paused:
            self._is_reading_paused = True
            self._transports[-1].pause_reading()
        _wake(self._reader)
        _wake(self._writer)  # the writer checks whether a response has started

    def eof_received(self) -> None:
        """Record that the server sends no more bytes."""
        self._is_at_end = True
        _wake(self._reader)

    def pause_writing(self) -> None:
        """Make writes wait."""
        self._is_writing_paused = True

    def resume_writing(self) -> None:
        """Let waiting writes continue."""
        self._is_writing_paused = False
        _wake(self._writer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the socket is closed, and wake all tasks that wait for it."""
        self.is_lost = self._is_at_end = True
        self._error = exc
        _wake(self._reader)
        _wake(self._writer)

    # Methods that httpcore calls

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - the interface of httpcore
        """Return received bytes, and wait for them if there are none.

        Args:
            max_bytes: Maximum number of bytes to return.
            timeout: Limit of the wait in seconds; `None`, the default, for no limit.

        Returns:
            The bytes; empty at the end of the stream.

        Raises:
            httpcore.ConnectTimeout: `connect_ends` has passed before the handshakes with a proxy and of TLS ended,
                even if bytes still arrive.
            httpcore.ReadTimeout: No byte arrived within `timeout`.
            httpcore.ReadError: The connection broke, or this client closed it.
            httpcore.RemoteProtocolError: The exchange has received more than `max_received` bytes.
        """
        if self._chunks:
            await asyncio.sleep(0)  # lets other tasks and deadlines run, even if many chunks are buffered
        self._check_connect_time()
        while not self._chunks:
            if self._error is not None:
                raise self._core.ReadError(str(self._error)) from self._error
            if self._is_aborted:  # only the server can end a body without a length
                raise self._core.ReadError("closed by the client")
            if self._is_at_end:
                return b""
            self._reader = self.loop.create_future()
            if not await self._wait_for_event(self._reader, self._shorten_timeout(timeout)):
                self._check_connect_time()
                raise self._core.ReadTimeout
        self._response_start = None
        chunk = self._chunks.popleft()
        if len(chunk) > max_bytes:
            self._chunks.appendleft(chunk[max_bytes:])
            chunk = chunk[:max_bytes]
        self._buffered -= len(chunk)
        self.received += len(chunk)
        if self.received > self.max_received:
            self.abort()
            raise self._core.RemoteProtocolError("the server sent far more than the body")
        if self._is_reading_paused and self._buffered <= _MAX_BUFFERED_BYTES // 2:
            self._is_reading_paused = False
            if not self.is_lost:
                self._transports[-1].resume_reading()
        return chunk

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the interface of httpcore
        """Send bytes, and wait until the buffer of the transport is nearly empty.

        The wait ends early if a response starts, because a server may respond before it has read the whole request. The
        remaining bytes are sent in the background.

        Args:
            buffer: Bytes to send.
            timeout: Maximum time in which no byte is sent, in seconds; `None`, the default, for no limit.

        Raises:
            httpcore.WriteTimeout: No byte was sent within `timeout`.
            httpcore.ConnectTimeout: `connect_ends` has passed during a handshake with a proxy.
            httpcore.WriteError: The connection was closed before this write.
            httpcore.ReadError: Before the first bytes of a request, the server has closed the connection, or has sent
                bytes, which are not a response to this request (RFC 9112, section 9.2). Nothing was sent.
        """
        if not buffer:
            return
        if not self.has_sent and not _is_for_proxy(buffer):
            if self.is_stale:
                self.abort()
                raise self._core.ReadError(EARLY_END)
            if not buffer.startswith(_HTTP2_PREFACE):
                self.has_sent, self.connect_ends = True, None
                self.requests += 1
        if self._is_at_end:
            # After this error, httpcore reads a response that arrived before the connection was closed.
            raise self._core.WriteError(str(self._error or "connection closed"))
        self._transports[-1].write(buffer)
        unsent, begun = self.unsent, self.loop.time()
        while self._is_writing_paused and not self.is_lost and not self._is_responding():
            left = None if timeout is None else max(0, begun + timeout - self.loop.time())
            self._writer = self.loop.create_future()
            if await self._wait_for_event(self._writer, self._shorten_timeout(left)):
                continue
            self._check_connect_time()
            if self.unsent == unsent:
                raise self._core.WriteTimeout
            unsent, begun = self.unsent, self.loop.time()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
    ) -> "Stream":
        """Start TLS on the connection.

        Args:
            ssl_context: Settings of TLS.
            server_hostname: Host name for which the certificate of the server must be valid; `None`, the default, for
                no check.
            timeout: Limit in seconds; `None`, the default, for no limit.

        Returns:
            This stream.

        Raises:
            httpcore.ConnectTimeout: The handshake took longer than `timeout`, or `connect_ends` has passed.
            httpcore.ConnectError: The handshake failed, or bytes arrived before it: they are not encrypted, so anybody
                on the way may have sent them, and they must not be read as a part of the response.
        """
        if self._chunks:  # the transport passes later bytes to TLS
            self.abort()
            raise self._core.ConnectError("bytes arrived before the TLS handshake")
        try:
            async with asyncio.timeout(self._shorten_timeout(timeout)):
                transport = await self.loop.start_tls(
                    self._transports[-1], self, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            self.abort()
            raise self._core.ConnectTimeout(str(error)) from error
        except OSError as error:
            self.abort()
            raise self._core.ConnectError(str(error)) from error
        except BaseException:
            self.abort()
            raise
        if transport is None:  # uvloop returns None if the connection was lost during the handshake
            raise self._core.ConnectError("connection closed")
        self._transports.append(transport)
        return self

    async def aclose(self) -> None:
        """Close the socket immediately, without the closing handshake of TLS."""
        self.abort()

    def get_extra_info(self, info: str) -> Any:
        """Return information about the socket.

        Args:
            info: `is_readable`, or a name that `asyncio.BaseTransport.get_extra_info` accepts.

        Returns:
            The information. For `is_readable`, whether the socket has unread bytes or is closed: httpcore does not use
            such an idle connection again.
        """
        if info == "is_readable":
            return self.is_stale
        return self._transports[-1].get_extra_info(info)

    def abort(self) -> None:
        """Close the socket immediately; unsent bytes are discarded."""
        self._is_aborted = self._is_at_end = True
        for transport in reversed(self._transports):
            transport.abort()
        _wake(self._reader)
        _wake(self._writer)

    @property
    def is_stale(self) -> bool:
        """Whether no request can begin on the connection.

        It cannot if the connection has ended, or if bytes have arrived that would be read as the response. With
        HTTP/2, frames that belong to no request may arrive at any time. Before the first request, unread bytes may be
        session tickets of TLS.
        """
        if self._is_at_end or self._transports[-1].is_closing():  # the loop tells the end in its next turn
            return True
        tls = self._transports[-1].get_extra_info("ssl_object")
        is_http2 = tls is not None and tls.selected_alpn_protocol() == "h2"
        last_stream = 2 * self.requests - 1  # RFC 9113, section 5.1.1
        if self._chunks and not (is_http2 and are_of_no_request(b"".join(self._chunks), last_stream=last_stream)):
            return True
        return (self.requests > 0 or tls is None) and has_unread_bytes(self._transports[-1])

    @property
    def unsent(self) -> int:
        """Number of bytes that were not yet passed to the operating system."""
        return sum(transport.get_write_buffer_size() for transport in self._transports)

    def _check_connect_time(self) -> None:
        """Raise `httpcore.ConnectTimeout` if `connect_ends` has passed."""
        if self.connect_ends is not None and self.loop.time() >= self.connect_ends:
            raise self._core.ConnectTimeout

    def _shorten_timeout(self, timeout: float | None) -> float | None:
        """Return a timeout that ends no later than the time for connecting."""
        if self.connect_ends is None:
            return timeout
        left = max(0, self.connect_ends - self.loop.time())
        return left if timeout is None else min(timeout, left)

    def _is_responding(self) -> bool:
        """Return whether an HTTP/1.1 response has started to arrive."""
        if self._response_start is None:
            self._response_start = ResponseStart()
            for chunk in self._chunks:
                self._response_start.feed(chunk)
        return self._response_start.is_seen

    async def _wait_for_event(self, waiter: "asyncio.Future[bool]", timeout: float | None) -> bool:  # noqa: ASYNC109 - the end of this wait is no error
        """Wait for an event of the socket, and abort the socket if cancelled.

        Args:
            waiter: Future that the event resolves.
            timeout: Limit in seconds; `None` for no limit.

        Returns:
            Whether the event occurred before the timeout.
        """
        timer = None if timeout is None else self.loop.call_later(timeout, _wake, waiter, False)  # noqa: FBT003 - the value of the future
        try:
            return await waiter
        except BaseException:
            self.abort()
            raise
        finally:
            if timer is not None:
                timer.cancel()


def _wake(waiter: "asyncio.Future[bool] | None", value: bool = True) -> None:  # noqa: FBT001, FBT002 - the future's value
    if waiter is not None and not waiter.done():
        waiter.set_result(value)


def _is_for_proxy(message: bytes) -> bool:
    """Return whether a message asks a proxy to open a tunnel."""
    is_socks = len(message) <= _MAX_SOCKS_BYTES and message.startswith(_SOCKS_MESSAGES)
    return is_socks or message.startswith(b"CONNECT ")  # RFC 9110, section 9.3.6

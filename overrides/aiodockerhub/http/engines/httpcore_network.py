"""Network backend of httpcore: a cancelled operation closes its socket.

The own backend of httpcore keeps a socket open when a TLS handshake is cancelled, and sometimes when connecting is.
This backend knows every socket from its creation on, so that another task can end an exchange without waiting.
"""

import asyncio
import contextlib
import ssl
from collections import deque
from collections.abc import Iterable
from typing import Any, cast

from aiodockerhub.http.engines import happy_eyeballs
from aiodockerhub.http.engines.idle_connections import has_unread_bytes
from aiodockerhub.http.engines.limits import most_received
from aiodockerhub.http.engines.response_start import ResponseStart

_HIGH_WATER = 262_144  # bytes received and not yet read, beyond which reading stops
_HANDSHAKES = (b"CONNECT ", b"\x05", b"\x01")  # of proxies: RFC 9110, 9.3.6; RFC 1928, 3 and 6; RFC 1929, 2


class Network:
    """Opens sockets for one connection of httpcore, and aborts them.

    Args:
        core: The module `httpcore` or `httpcore2`, for its exceptions.
    """

    def __init__(self, core: Any) -> None:  # Any: the two modules have the same names and no type in common
        self._core = core
        self._streams: list[Stream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,  # noqa: ARG002 - the interface of httpcore
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - the interface of httpcore
    ) -> "Stream":
        """Connect to a host.

        Args:
            host: Name or address.
            port: Port.
            timeout: Seconds; `None` for no limit.
            local_address: Not used.
            socket_options: Not used.
        """
        loop = asyncio.get_running_loop()
        stream = Stream(self._core, loop)
        self._streams = [kept for kept in self._streams if not kept.is_lost]
        self._streams.append(stream)
        try:
            async with asyncio.timeout(timeout):
                await loop.create_connection(lambda: stream, sock=await happy_eyeballs.connect(host, port))
        except TimeoutError as error:
            raise self._core.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise self._core.ConnectError(str(error)) from error
        return stream

    def begin(self) -> None:
        """Begin an exchange: bytes received before belong to earlier ones."""
        for stream in self._streams:
            stream.received = 0
            stream.has_sent = False
        self.limit(0)

    @property
    def has_sent(self) -> bool:
        """Whether bytes of the request itself have left, not only of a handshake."""
        return any(stream.has_sent for stream in self._streams)

    @property
    def is_stale(self) -> bool:
        """Whether an idle connection is closed, or has bytes to be read."""
        return bool(self._streams) and self._streams[-1].is_stale

    @property
    def is_written_out(self) -> bool:
        """Whether all bytes of the request have left."""
        return all(stream.unsent == 0 for stream in self._streams)

    def limit(self, delivered: int) -> None:
        """Limit the bytes received for the response.

        Args:
            delivered: Bytes of its body so far.
        """
        for stream in self._streams:
            stream.most_received = most_received(delivered)

    def abort(self) -> None:
        """Close all sockets at once; bytes that have not left are dropped."""
        for stream in self._streams:
            stream.abort()

    def abandon(self) -> None:
        """Close all sockets soon.

        The garbage collector may call this in any thread.
        """
        for stream in self._streams:
            with contextlib.suppress(RuntimeError):  # the loop is closed, and so are its sockets
                stream.loop.call_soon_threadsafe(stream.abort)


class Stream(asyncio.Protocol):
    """One socket, with TLS or without: a network stream of httpcore.

    Args:
        core: As for `Network`.
        loop: The event loop.

    Attributes:
        loop: The event loop.
        is_lost: Whether the socket is closed.
        received: Number of bytes received in this exchange.
        most_received: Greatest number of bytes that this exchange may receive.
        has_sent: Whether this exchange has sent more than the handshake with a proxy.
    """

    def __init__(self, core: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._core = core
        self.loop: asyncio.AbstractEventLoop = loop
        self._transports: list[asyncio.Transport] = []  # TLS is the last, over those before it
        self._chunks: deque[bytes] = deque()
        self._buffered = 0
        self._reader: asyncio.Future[bool] | None = None
        self._writer: asyncio.Future[bool] | None = None
        self._is_reading_paused = False
        self._is_writing_paused = False
        self._is_at_end = False
        self._error: Exception | None = None
        self._is_aborted = False
        self._response_start: ResponseStart | None = None  # while a write waits
        self.is_lost: bool = False
        self.received: int = 0
        self.most_received: int = most_received(0)
        self.has_sent: bool = False

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport; close it if the stream is closed already."""
        self._transports.append(cast("asyncio.Transport", transport))
        if self._is_aborted:
            self.abort()

    def data_received(self, data: bytes) -> None:
        """Keep received bytes until they are read."""
        self._chunks.append(data)
        self._buffered += len(data)
        if self._response_start is not None:
            self._response_start.feed(data)
        if self._buffered > _HIGH_WATER and not self._is_reading_paused:
            self._is_reading_paused = True
            self._transports[-1].pause_reading()
        _wake(self._reader)
        _wake(self._writer)  # to see whether the response has begun

    def eof_received(self) -> None:
        """Note that no more will come."""
        self._is_at_end = True
        _wake(self._reader)

    def pause_writing(self) -> None:
        """Hold back further writes."""
        self._is_writing_paused = True

    def resume_writing(self) -> None:
        """Go on writing."""
        self._is_writing_paused = False
        _wake(self._writer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the socket is closed."""
        self.is_lost = self._is_at_end = True
        self._error = exc
        _wake(self._reader)
        _wake(self._writer)

    # What httpcore calls

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - as httpcore wants it
        """Give the next bytes; empty at the end.

        Args:
            max_bytes: Greatest number of bytes.
            timeout: Seconds; `None` for no limit.
        """
        if self._chunks:
            await asyncio.sleep(0)  # others and deadlines get their turn between the parts of what came at once
        while not self._chunks:
            if self._error is not None:
                raise self._core.ReadError(str(self._error)) from self._error
            if self._is_at_end:
                return b""
            self._reader = self.loop.create_future()
            if not await self._woken(self._reader, timeout):
                raise self._core.ReadTimeout
        self._response_start = None
        chunk = self._chunks.popleft()
        if len(chunk) > max_bytes:
            self._chunks.appendleft(chunk[max_bytes:])
            chunk = chunk[:max_bytes]
        self._buffered -= len(chunk)
        self.received += len(chunk)
        if self.received > self.most_received:
            self.abort()
            raise self._core.RemoteProtocolError("far more was sent than the body")
        if self._is_reading_paused and self._buffered <= _HIGH_WATER // 2:
            self._is_reading_paused = False
            if not self.is_lost:
                self._transports[-1].resume_reading()
        return chunk

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as httpcore wants it
        """Send bytes, and wait until most of them have left.

        The wait ends early if a response begins, as a server may respond without reading the whole request. The
        remaining bytes are sent meanwhile.

        Args:
            buffer: The bytes.
            timeout: Greatest number of seconds without a byte leaving; `None` for no limit.
        """
        if not buffer:
            return
        if self._is_at_end:
            # httpcore then looks for a response that came before the end.
            raise self._core.WriteError(str(self._error or "connection closed"))
        self.has_sent = self.has_sent or not buffer.startswith(_HANDSHAKES)
        self._transports[-1].write(buffer)
        unsent, begun = self.unsent, self.loop.time()
        while self._is_writing_paused and not self.is_lost and not self._is_responding():
            left = None if timeout is None else max(0, begun + timeout - self.loop.time())
            self._writer = self.loop.create_future()
            if await self._woken(self._writer, left):
                continue
            if self.unsent == unsent:
                raise self._core.WriteTimeout
            unsent, begun = self.unsent, self.loop.time()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
    ) -> "Stream":
        """Go on in TLS.

        Args:
            ssl_context: The settings of TLS.
            server_hostname: Name that the certificate has to have.
            timeout: Seconds; `None` for no limit.
        """
        try:
            async with asyncio.timeout(timeout):
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
        if transport is None:  # uvloop, for a connection that was lost meanwhile
            raise self._core.ConnectError("connection closed")
        self._transports.append(transport)
        return self

    async def aclose(self) -> None:
        """Close the socket at once, without the closing handshake of TLS."""
        self.abort()

    def get_extra_info(self, info: str) -> Any:
        """Give a fact about the socket.

        Args:
            info: `is_readable`, which on an idle connection means that it cannot be used again, or a name that asyncio
                knows.
        """
        if info == "is_readable":
            return bool(self._chunks) or self.is_stale
        return self._transports[-1].get_extra_info({"ssl_object": "ssl_object"}.get(info, info))

    def abort(self) -> None:
        """Close the socket at once; bytes that have not left are dropped."""
        self._is_aborted = self._is_at_end = True
        for transport in reversed(self._transports):
            transport.abort()
        _wake(self._reader)
        _wake(self._writer)

    @property
    def is_stale(self) -> bool:
        """Whether the stream has ended, or the system has bytes for it."""
        return self._is_at_end or has_unread_bytes(self._transports[-1])

    @property
    def unsent(self) -> int:
        """Number of bytes that are left to be sent."""
        return sum(transport.get_write_buffer_size() for transport in self._transports)

    def _is_responding(self) -> bool:
        """Tell whether a response of HTTP/1.1 waits to be read."""
        if self._response_start is None:
            self._response_start = ResponseStart()
            for chunk in self._chunks:
                self._response_start.feed(chunk)
        return self._response_start.is_seen

    async def _woken(self, waiter: "asyncio.Future[bool]", timeout: float | None) -> bool:  # noqa: ASYNC109 - see above
        """Wait for an event of the socket.

        A cancelled wait closes the socket.

        Returns:
            Whether the event came before the timeout.
        """
        timer = None if timeout is None else self.loop.call_later(timeout, _wake, waiter, False)  # noqa: FBT003 - as its value
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

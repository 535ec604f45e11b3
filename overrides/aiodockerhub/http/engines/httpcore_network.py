"""The network backend for httpcore: its sockets, and closing them.

The backend of httpcore itself leaves a socket open if a TLS handshake, and sometimes if connecting, is cancelled. This
backend knows each socket from its creation, so that another task can end an exchange immediately.
"""

import asyncio
import contextlib
from collections.abc import Iterable
from typing import Any

from aiodockerhub.http.engines import happy_eyeballs
from aiodockerhub.http.engines.httpcore_stream import Stream
from aiodockerhub.http.engines.limits import max_received_bytes


class Network:
    """The network backend of one connection of httpcore, with its sockets.

    Args:
        core: Module `httpcore` or `httpcore2`, whose exceptions are raised.
    """

    def __init__(self, core: Any) -> None:  # Any: the two modules have the same names but no common type
        self._core = core
        self._streams: list[Stream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,  # noqa: ARG002 - the interface of httpcore
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - the interface of httpcore
    ) -> Stream:
        """Open a socket and connect it to a host.

        Args:
            host: Host name or IP address.
            port: Port number.
            timeout: Limit of connecting in seconds, which includes handshakes on the stream; `None`, the default, for
                no limit.
            local_address: Not used.
            socket_options: Not used.

        Returns:
            The stream of the socket.

        Raises:
            httpcore.ConnectTimeout: Connecting took longer than `timeout`.
            httpcore.ConnectError: The host is unknown or does not accept the connection.
            UsageError: The process can start no thread to look up the host.
        """
        loop = asyncio.get_running_loop()
        stream = Stream(self._core, loop)
        stream.connect_ends = None if timeout is None else loop.time() + timeout
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
        """Start an exchange: reset the counters of the previous exchange."""
        for stream in self._streams:
            stream.received = 0
            stream.has_sent = False
        self.limit_received(0)

    @property
    def has_sent(self) -> bool:
        """Whether this exchange has sent bytes of a request; see `Stream`."""
        return any(stream.has_sent for stream in self._streams)

    @property
    def is_stale(self) -> bool:
        """Whether no request can begin on the open connection; see `Stream`."""
        return bool(self._streams) and self._streams[-1].is_stale

    @property
    def is_used(self) -> bool:
        """Whether bytes of a request were sent on the connection."""
        return any(stream.requests > 0 for stream in self._streams)

    @property
    def is_written_out(self) -> bool:
        """Whether all bytes of the request were passed to the operating system."""
        return all(stream.unsent == 0 for stream in self._streams)

    def limit_received(self, delivered: int) -> None:
        """Set the limit on received bytes.

        Args:
            delivered: Number of bytes of the body that have arrived.
        """
        for stream in self._streams:
            stream.max_received = max_received_bytes(delivered)

    def abort(self) -> None:
        """Close all sockets immediately; unsent bytes are discarded."""
        for stream in self._streams:
            stream.abort()

    def abandon(self) -> None:
        """Schedule the closing of all sockets in their event loop.

        Finalizers call this method, and the garbage collector may run them in any thread.
        """
        for stream in self._streams:
            with contextlib.suppress(RuntimeError):  # a closed loop has closed its sockets
                stream.loop.call_soon_threadsafe(stream.abort)

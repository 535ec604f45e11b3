"""Connections of aiohttp: connector, protocol, reuse of idle connections."""

import asyncio

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.http import HttpProcessingError

from aiodockerhub.http.engines.idle_connections import has_unread_bytes
from aiodockerhub.http.engines.limits import most_received


class Connector(aiohttp.TCPConnector):
    """A connector that only its engine closes."""

    def __del__(self, _warnings: object = None) -> None:
        """Leave the connections to the engine's finalizer.

        The garbage collector may run in any thread, and that of aiohttp would close them there.
        """


class Protocol(ResponseHandler):
    """The protocol of a connection, with limits on received bytes.

    A broken connection breaks the body too: aiohttp itself reports no malformed chunk to the reader of a body, and
    takes a reset of the connection for the end of a body without a length.

    Attributes:
        received: Bytes received in this exchange.
    """

    received: int = 0

    def data_received(self, data: bytes) -> None:
        """Parse received bytes."""
        self.received += len(data)
        delivered = 0 if self._payload is None else self._payload.total_bytes
        if self.received > most_received(delivered):
            self.set_exception(HttpProcessingError(message="far more was sent than the body"))
            self.close()
            return
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Note that the connection is closed, or broken."""
        if exc is not None:
            self._fail_body(exc)
        super().connection_lost(exc)

    def set_exception(self, exc: BaseException, exc_cause: BaseException | None = None) -> None:
        """Fail whoever waits for a response."""
        self._fail_body(exc)
        super().set_exception(exc, *(() if exc_cause is None else (exc_cause,)))

    def _fail_body(self, exc: BaseException) -> None:
        """Fail whoever waits for more of a body."""
        payload = self._payload
        if payload is not None and not payload.is_eof() and payload.exception() is None:
            payload.set_exception(exc)


def is_usable(protocol: ResponseHandler, transport: asyncio.Transport) -> bool:
    """Tell whether an idle connection has received nothing since its response.

    Bytes that came since, read by the event loop or not, would be taken for the next response.

    Args:
        protocol: Protocol of the connection.
        transport: Its transport.
    """
    return not protocol.should_close and not has_unread_bytes(transport)

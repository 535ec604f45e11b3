"""Connections of aiohttp: connector, protocol, what its parser overlooks."""

import asyncio
import base64

import aiohttp
from aiodockerhub_generated._masking import SecretText
from aiohttp.client_proto import ResponseHandler
from aiohttp.http import HttpProcessingError
from multidict import CIMultiDict
from yarl import URL

from aiodockerhub.http.engines import tls_and_proxies
from aiodockerhub.http.engines.idle_connections import has_unread_bytes
from aiodockerhub.http.engines.limits import MIN_LIMIT_BYTES, max_received_bytes
from aiodockerhub.http.headers import Headers

_PROBE_REASON = "probe"
_PROBE = f"HTTP/1.1 204 {_PROBE_REASON}\r\n\r\n".encode()


class Connector(aiohttp.TCPConnector):
    """A connector that is closed by its engine only."""

    def abort_used(self) -> None:
        """Close the connections in use immediately; unsent bytes are discarded.

        The `close` of aiohttp waits until the server has taken the unsent bytes.
        """
        for protocol in tuple(self._acquired):
            protocol.abort()

    def __del__(self, _warnings: object = None) -> None:
        """Leave the connections open for the finalizer of the engine.

        The finalizer of aiohttp would close the connections in the thread in which the garbage collector runs, which
        may be any thread.
        """


class Protocol(ResponseHandler):
    """The protocol of a connection, with a limit on received bytes.

    If the connection breaks, or this client closes it, reading an incomplete body raises. aiohttp itself does not
    report a malformed chunk to the reader of a body. It also takes every closed connection for the end of a body
    without a length, although only the server can end such a body.

    Attributes:
        received: Number of bytes received in the current exchange or, between two exchanges, since the last.
        is_used: Whether a request was sent on the connection.
    """

    received: int = 0
    is_used: bool = False
    _is_ended_by_server: bool = False

    def data_received(self, data: bytes) -> None:
        """Parse received bytes, and close the connection if they exceed the limit."""
        self.received += len(data)
        if self.received > MIN_LIMIT_BYTES:  # few responses are longer
            delivered = 0 if self._payload is None else self._payload.total_bytes
            if self.received > max_received_bytes(delivered):
                self.set_exception(HttpProcessingError(message="the server sent far more than the body"))
                self.close()
                return
        super().data_received(data)

    def is_between_responses(self) -> bool:
        """Return whether the last response has ended and no other has begun.

        A server may have sent the beginning of another response with the last response, and the parser does not report
        this. Therefore this method passes a complete test response to the parser. After such a beginning, the parser
        reads another response than the test response, or raises. The next exchange makes a new parser.
        """
        if self._parser is None:  # the connection is broken
            return False
        try:
            messages = self._parser.feed_data(_PROBE)[0]
        except Exception:  # noqa: BLE001 - after any exception, the parser cannot be used again
            return False
        return [message.reason for message, _ in messages] == [_PROBE_REASON]

    def eof_received(self) -> None:
        """Record that the server sends no more bytes."""
        self._is_ended_by_server = True
        super().eof_received()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Fail the body unless the server closed the connection properly."""
        if exc is not None or not self._is_ended_by_server:
            self._fail_body(exc or _closed_by_client())
        super().connection_lost(exc)

    def close(self) -> None:
        """Close the connection, and fail an incomplete body."""
        self._fail_body(_closed_by_client())
        super().close()

    def abort(self) -> None:
        """Discard unsent bytes, close, and fail an incomplete body."""
        self._fail_body(_closed_by_client())
        super().abort()

    def set_exception(self, exc: BaseException, exc_cause: BaseException | None = None) -> None:
        """Fail the tasks that wait for a response or for its body."""
        self._fail_body(exc)
        super().set_exception(exc, *(() if exc_cause is None else (exc_cause,)))

    def _fail_body(self, exc: BaseException) -> None:
        """Fail the task that waits for the rest of a body."""
        payload = self._payload
        if payload is not None and not payload.is_eof() and payload.exception() is None:
            payload.set_exception(exc)


def _closed_by_client() -> aiohttp.ClientConnectionError:
    return aiohttp.ClientConnectionError("closed by the client")


def is_usable(protocol: Protocol, transport: asyncio.Transport) -> bool:
    """Return whether a request can begin on a connection.

    Bytes that arrived before would be taken for its response, or for the beginning of it, whether the event loop has
    read them or not. Before the first request, unread bytes may be session tickets of TLS.

    Args:
        protocol: Protocol of the connection.
        transport: Transport of the connection.

    Returns:
        True if the connection is open and has received nothing since its last response.
    """
    if protocol.received or protocol.should_close or transport.is_closing():
        return False
    may_have_tickets = not protocol.is_used and transport.get_extra_info("ssl_object") is not None
    return may_have_tickets or not has_unread_bytes(transport)


def is_body_decoded(headers: Headers, *, is_chunked: bool) -> bool:
    """Return whether aiohttp removes every transfer coding of a body.

    aiohttp ignores a coding that it does not know, and returns the encoded bytes as the body. It also ignores the
    coding `chunked` if a tab or another control character follows. Therefore the result of the parser is compared with
    the header.

    Args:
        headers: Headers of the response.
        is_chunked: Whether the parser of aiohttp decodes chunks.

    Returns:
        True if the body has no transfer coding, or only `chunked`, which the parser decodes. False for any other
        response, and if white space follows the name of a header: such a name may hide a Transfer-Encoding.
    """
    if " " in "".join(headers):
        return False
    coding = headers.get("transfer-encoding")
    return not is_chunked if coding is None else is_chunked and coding.strip(" \t").lower() == "chunked"


def convert_proxy(proxy: tls_and_proxies.Proxy | None) -> tuple[URL | None, CIMultiDict[str] | None]:
    """Return the URL of a proxy and the headers for it, as aiohttp takes them.

    Args:
        proxy: Proxy of the environment; `None` if there is none.
    """
    if proxy is None:
        return None, None
    url = URL.build(scheme=proxy.scheme, host=proxy.host, port=proxy.port)
    if proxy.auth is None:
        return url, None
    pair = base64.b64encode(":".join(proxy.auth).encode()).decode()
    return url, CIMultiDict({"Proxy-Authorization": SecretText(f"Basic {pair}")})

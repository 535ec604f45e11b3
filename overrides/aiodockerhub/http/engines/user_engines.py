"""Engines on the user's transports and clients, never closed here.

Cancelling an exchange cancels the transport or client too. Whether it sends nothing afterwards, and what becomes of the
connection, is up to its code: the pool of httpx may lose the connection (httpcore #1093), that of httpx2 does not.
"""

import contextlib
import sys
from collections.abc import AsyncGenerator, Mapping
from typing import Any, Literal, Self

from aiodockerhub.errors import DockerHubError, TransportError, UsageError
from aiodockerhub.http.engines import library_logs, transport_errors
from aiodockerhub.http.engines.protocol import ForeignError
from aiodockerhub.http.headers import Headers

_LIBRARIES = ("httpx", "httpx2")


def library_of(
    candidate: object, kind: Literal["AsyncBaseTransport", "AsyncClient"]
) -> Any:  # Any: the two modules have the same names and no type in common
    """Find the library of a transport or client: httpx or httpx2.

    Args:
        candidate: Any object.
        kind: Name of the class that the object should be of.

    Returns:
        The module; `None` if the object is of neither library.
    """
    for name in _LIBRARIES:
        module = sys.modules.get(name)  # what is not imported has no objects
        if module is not None and isinstance(candidate, getattr(module, kind)):
            return module
    return None


class UserEngine:
    """Sends over a transport or a client of the user's.

    Args:
        host: Host of the origin, for messages.
        library: The module, httpx or httpx2.
        transport: The transport, or `None`.
        client: The client, if there is no transport.
    """

    def __init__(self, host: str, library: Any, *, transport: Any = None, client: Any = None) -> None:
        library_logs.silence()
        self.host = host
        self._library = library
        self._transport = transport
        self._client = client
        self._errors: tuple[type[Exception], ...] = (library.HTTPError, library.InvalidURL, library.StreamError)

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole
    ) -> "_Response":
        """Send a request; see `Engine.send`."""
        if self._client is not None and self._client.is_closed:
            raise UsageError("the http_client of this client is closed: close it after the client")
        failure: Exception
        try:
            return _Response(self, await self._send(method, url, headers, content, timeout))
        except DockerHubError as error:
            failure = ForeignError(error)
        except transport_errors.PASSED_ON:
            raise
        except Exception as error:  # noqa: BLE001 - a transport may stand on any library, and its errors hold secrets
            failure = self.translated(error)
        raise failure  # here and not above, so that it has no context

    async def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - as above
    ) -> Any:
        """Send a request, whose URL shows, in a frame that no error keeps."""
        if self._client is None:
            phases = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
            request = self._library.Request(
                method, url, headers=headers, content=content, extensions={"timeout": phases}
            )
            return await self._transport.handle_async_request(request)
        request = self._client.build_request(
            method, url, headers=headers, content=content, timeout=self._library.Timeout(timeout)
        )
        return await self._client.send(request, stream=True, auth=None, follow_redirects=False)

    async def aclose(self) -> None:
        """Leave everything open: it is the user's."""

    def translated(self, error: Exception) -> TransportError:
        """Make a transport error from any exception.

        A transport may raise errors of httpx, of the operating system, or of another library that it uses.

        Args:
            error: The exception.
        """
        library = self._library
        if isinstance(error, TimeoutError) and error.errno is None:  # of asyncio, or the standard library
            return transport_errors.timed_out(self.host, sent=True)
        if not isinstance(error, self._errors):
            return transport_errors.failed(self.host, type(error).__name__, error, sent=True)
        if isinstance(error, library.TimeoutException):
            sent = not isinstance(error, library.ConnectTimeout | library.PoolTimeout)
            return transport_errors.timed_out(self.host, sent=sent)
        is_wrong = isinstance(error, library.LocalProtocolError | library.UnsupportedProtocol | library.InvalidURL)
        is_wrong = is_wrong and not transport_errors.is_of_http2(error)
        sent = not is_wrong and not isinstance(error, library.ConnectError | library.ProxyError)
        return transport_errors.failed(
            self.host, transport_errors.before_colon(error), error, sent=sent, retryable=not is_wrong
        )


class _Response:
    """A response of the library.

    Args:
        engine: The engine.
        response: The response.
    """

    __slots__ = ("_chunks", "_engine", "_response", "headers", "status_code")

    def __init__(self, engine: UserEngine, response: Any) -> None:
        self._engine = engine
        self._response = response
        self.status_code: int = response.status_code
        headers = Headers(response.headers.raw)
        if response.is_stream_consumed:  # by an event hook, or made from content: what is there is decompressed
            headers = headers.without({"content-encoding", "content-length"})
            self._chunks: AsyncGenerator[bytes, None] = _chunk(response.content)
        else:
            self._chunks = response.aiter_raw()
        self.headers = headers

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        failure: Exception
        try:
            return await anext(self._chunks)
        except DockerHubError as error:
            failure = ForeignError(error)
        except (StopAsyncIteration, *transport_errors.PASSED_ON):
            raise
        except Exception as error:  # noqa: BLE001 - as above
            failure = self._engine.translated(error)
        raise failure  # here and not above, so that it has no context

    async def aclose(self) -> None:
        """Give the connection back, or close it; see `EngineResponse.aclose`."""
        with contextlib.suppress(Exception):  # the response has been read, or its error raised
            await self._chunks.aclose()
            await self._response.aclose()


async def _chunk(content: bytes) -> AsyncGenerator[bytes, None]:
    yield content

"""The engine that uses a transport or client of the user.

The engine never closes the transport or client. Cancelling an exchange cancels the request in the transport or client.
The code of the transport or client decides whether further bytes are sent and what happens to the connection: the pool
of httpx may lose the connection (httpcore #1093), the pool of httpx2 does not.
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
) -> Any:  # Any: the two modules have the same names but no common type
    """Return the library of a transport or client.

    Args:
        candidate: Object of any type.
        kind: Name of the class of which the object must be an instance.

    Returns:
        The module `httpx` or `httpx2`; `None` if the object is an instance in neither library.
    """
    for name in _LIBRARIES:
        module = sys.modules.get(name)  # a module that is not imported has no instances
        if module is not None and isinstance(candidate, getattr(module, kind)):
            return module
    return None


class UserEngine:
    """The engine that sends requests over a transport or client of the user.

    Args:
        host: Host of the origin, for messages.
        library: Module `httpx` or `httpx2`, the library of the transport or client.
        transport: Transport that sends the requests; `None` to use `client`.
        client: Client that sends the requests; `None` to use `transport`.
    """

    def __init__(self, host: str, library: Any, *, transport: Any = None, client: Any = None) -> None:
        library_logs.silence()
        self.host = host
        self.logs_headers: bool = True
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
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole request
    ) -> "_Response":
        """Send a request, as `Engine.send` describes."""
        if self._client is not None and self._client.is_closed:
            raise UsageError("the http_client of this client is closed: close it after the client")
        failure: Exception
        try:
            return _Response(self, await self._send(method, url, headers, content, timeout))
        except DockerHubError as error:
            failure = ForeignError(error)
        except transport_errors.RAISED_UNCHANGED:
            raise
        except Exception as error:  # noqa: BLE001 - a transport may raise errors of any library, which may hold secrets
            failure = self.translate_error(error)
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole request
    ) -> Any:
        """Send a request, and return the response of the library.

        Errors that are raised unchanged keep this frame. Therefore the request of the library is no local variable: its
        `repr` shows the URL, which may hold a secret.

        Raises:
            Exception: The transport or client raised this exception.
        """
        if self._client is None:
            phases = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
            return await self._transport.handle_async_request(
                self._library.Request(method, url, headers=headers, content=content, extensions={"timeout": phases})
            )
        return await self._client.send(
            self._client.build_request(
                method, url, headers=headers, content=content, timeout=self._library.Timeout(timeout)
            ),
            stream=True,
            auth=None,
            follow_redirects=False,
        )

    async def aclose(self) -> None:
        """Do nothing: the user closes the transport or client."""

    def translate_error(self, error: Exception, *, has_response: bool = False) -> TransportError:
        """Make a transport error from an exception that is not raised unchanged.

        A transport may raise errors of httpx, of the operating system, or of another library. Some transports wrap the
        error of a broken connection in an error of httpx that says that nothing was sent: httpx-aiohttp does so after
        each lost response. Therefore `transport_errors.is_from_connecting` checks the cause.

        Args:
            error: Exception of the transport or client.
            has_response: Whether the response has begun, so that the request was sent; false by default.

        Returns:
            `HubTimeoutError` for a timeout; otherwise `HubConnectionError`. The attribute `sent` of both is false only
            if class and cause of the exception show that nothing was sent, and there is no response. `retryable` is
            false if the library refused the request as invalid, or if a certificate cannot be verified.
        """
        library = self._library
        if isinstance(error, TimeoutError) and error.errno is None:  # raised by asyncio or by the standard library
            return transport_errors.timeout_error(self.host, sent=True)
        if not isinstance(error, self._errors):
            return transport_errors.connection_error(self.host, type(error).__name__, error, sent=True)
        may_be_unsent = not has_response and transport_errors.is_from_connecting(error)
        is_connecting = isinstance(error, library.ConnectTimeout | library.PoolTimeout)
        is_timeout = not is_connecting or transport_errors.is_of_timeout(error)
        if isinstance(error, library.TimeoutException) and is_timeout:
            return transport_errors.timeout_error(self.host, sent=not (is_connecting and may_be_unsent))
        is_wrong_url = isinstance(error, library.UnsupportedProtocol | library.InvalidURL)
        is_wrong = is_wrong_url or isinstance(error, library.LocalProtocolError)
        is_wrong = is_wrong and not transport_errors.is_of_http2(error)
        is_unsent = is_connecting or is_wrong or isinstance(error, library.ConnectError | library.ProxyError)
        sent = has_response or not (is_wrong_url or (is_unsent and may_be_unsent))
        summary, cause = transport_errors.message_before_colon(error), error.__cause__ or error.__context__
        if is_unsent and sent and cause is not None:  # the message is about connecting, or what the cause shows
            summary = type(cause).__name__
        return transport_errors.connection_error(self.host, summary, error, sent=sent, retryable=not is_wrong)


class _Response:
    """A response of the library, as an `EngineResponse`.

    Args:
        engine: Engine of the exchange.
        response: Response of httpx or httpx2.
    """

    __slots__ = ("_chunks", "_engine", "_response", "headers", "status_code")

    def __init__(self, engine: UserEngine, response: Any) -> None:
        self._engine = engine
        self._response = response
        self.status_code: int = response.status_code
        headers = Headers(response.headers.raw)
        # A response that an event hook has read, or that a mock has made from content, has a decompressed body.
        if response.is_stream_consumed:
            headers = headers.without({"content-encoding", "content-length"})
            self._chunks: AsyncGenerator[bytes, None] = _yield_content(response.content)
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
        except (StopAsyncIteration, *transport_errors.RAISED_UNCHANGED):
            raise
        except Exception as error:  # noqa: BLE001 - a transport may raise errors of any library
            failure = self._engine.translate_error(error, has_response=True)
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def aclose(self) -> None:
        """Close the response, so that the library can release the connection."""
        with contextlib.suppress(Exception):  # the body was read, or its error was raised already
            await self._chunks.aclose()
            await self._response.aclose()


async def _yield_content(content: bytes) -> AsyncGenerator[bytes, None]:
    yield content

"""What every engine and its responses must do, as protocols."""

from collections.abc import Mapping
from typing import Protocol, Self

from aiodockerhub.errors import DockerHubError
from aiodockerhub.http.headers import Headers


class ForeignError(Exception):
    """Wraps an error of this package that code of the user raised.

    A transport or a sink of the user may itself call a service with this package. Errors of this other call must not be
    handled as errors of the current exchange.

    Args:
        error: Error that the code of the user raised.
    """

    def __init__(self, error: DockerHubError) -> None:
        super().__init__()
        self.error = error


class EngineResponse(Protocol):
    """A response whose body has not been read.

    The response is an async iterator of the chunks of its body, before decompression. Iterating raises the same errors
    as `Engine.send`.

    Attributes:
        status_code: HTTP status. Interim responses are skipped, except for status 101.
        headers: Headers of the response.
    """

    status_code: int
    headers: Headers

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> bytes: ...

    async def aclose(self) -> None:
        """Release the connection if it can be used again, or else close it.

        The connection cannot be used again if the body was not read to its end or the request was not sent completely,
        for example. A connection is closed without waiting for the server.
        """
        ...


class Engine(Protocol):
    """The protocol of an object that sends single requests to one origin.

    An engine does not retry, follow redirects, store cookies, decompress or queue. If `send` is cancelled or fails, the
    engine closes the connection before the exception is raised. If the iteration of a response is cancelled or fails,
    the `aclose` of the response closes the connection. After that, no further byte of the request is sent. A transport
    or client of the user may do otherwise (see `user_engines`).

    Attributes:
        host: Host of the origin, with its port if the base URL has one, for messages.
        logs_headers: Whether a library of the engine logs headers as received, so that `library_logs` must drop its
            records during exchanges.
    """

    host: str
    logs_headers: bool

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole request
    ) -> EngineResponse:
        """Send a request and wait for the status and headers of its response.

        Args:
            method: HTTP method.
            url: Absolute URL at the origin of the engine.
            headers: Headers of the request with names in lower case, without Host and Content-Length.
            content: Body of the request; `None` if it has none.
            timeout: Limit in seconds for connecting, for each write and for each read; `None` for no limit.

        Returns:
            The response, whose body has not been read.

        Raises:
            HubTimeoutError: Connecting, a write or a read took longer than `timeout`.
            HubConnectionError: The connection could not be made, or it broke; or the response is malformed.
            ForeignError: A transport of the user raised a `DockerHubError`, which belongs to another call.
            UsageError: The process can start no thread to look up the host, or the user has closed the `http_client`.
            Exception: A transport of the user raised this exception, whose class is in
                `transport_errors.RAISED_UNCHANGED`.
        """
        ...

    async def aclose(self) -> None:
        """Close all connections immediately, including those in use.

        A transport or client of the user stays open.
        """
        ...

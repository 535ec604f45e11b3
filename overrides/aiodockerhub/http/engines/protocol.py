"""The protocol of engines: request in, status, headers and raw chunks out."""

from collections.abc import Mapping
from typing import Protocol, Self

from aiodockerhub.errors import DockerHubError
from aiodockerhub.http.headers import Headers


class ForeignError(Exception):
    """Wraps an error of this package that code of the user's has raised.

    A transport or a sink of the user's may itself call a service with this package. Its error says nothing of the
    exchange in which it was raised, and the wrapper keeps it from being handled as a transport error.

    Args:
        error: The error.
    """

    def __init__(self, error: DockerHubError) -> None:
        super().__init__()
        self.error = error


class EngineResponse(Protocol):
    """A response with an unread body: an async iterator of raw chunks.

    Iterating raises the errors that `Engine.send` raises.

    Attributes:
        status_code: HTTP status, 101 included.
        headers: Headers of the response.
    """

    status_code: int
    headers: Headers

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> bytes: ...

    async def aclose(self) -> None:
        """Release the connection if the body was read to its end, else close it.

        Closing does not wait.
        """
        ...


class Engine(Protocol):
    """Sends single requests to one origin.

    No retries, no redirects, no cookies, no decompression.

    An engine does not queue. When `send`, or the reading of a response, is cancelled or fails, the connection is closed
    before the exception leaves, and nothing of the request is sent afterwards.

    Attributes:
        host: Host, and port where given, for messages.
    """

    host: str

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        timeout: float | None,  # noqa: ASYNC109 - for each phase, not for the whole
    ) -> EngineResponse:
        """Send a request and wait for the headers of its response.

        Args:
            method: HTTP method.
            url: Absolute URL of the engine's origin.
            headers: Request headers with names in lower case, without Host and Content-Length.
            content: Body; `None` for none.
            timeout: Seconds for each of: connecting, every write, every read; `None` for no limit.

        Raises:
            HubTimeoutError: A phase took longer than `timeout`.
            HubConnectionError: There is no connection, it broke, or what came is not HTTP.
            ForeignError: The user's transport raised a `DockerHubError`, which says nothing of this exchange.
        """
        ...

    async def aclose(self) -> None:
        """Close all connections at once, those in use included."""
        ...

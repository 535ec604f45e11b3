"""The exceptions of this package: one tree under `DockerHubError`."""

import http
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError, DockerHubError

from aiodockerhub.helpers.statuses import SERVER_ERRORS
from aiodockerhub.helpers.text import one_line, readable_fields, redact_body, redact_fields, redact_headers

__all__ = [
    "ArgumentError",
    "ArgumentTypeError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "CredentialSourceError",
    "CredentialsRefusedError",
    "DecodeError",
    "DockerHubError",
    "ForbiddenError",
    "HubConnectionError",
    "HubTimeoutError",
    "IncompleteListError",
    "LastPageError",
    "ListChangedError",
    "MissingExtraError",
    "NoCredentialsError",
    "NotFoundError",
    "PagingError",
    "RateLimitError",
    "ServerError",
    "StatusError",
    "TransportError",
    "TwoFactorRequiredError",
    "UnauthorizedError",
    "UnprocessableError",
    "UsageError",
]

_DETAIL_IN_LINE = {400, 409, 422}
_CLOUDFLARE_ERRORS = range(520, 531)


class UsageError(DockerHubError, RuntimeError):
    """The client is not open, is closed, or belongs to another event loop."""


class MissingExtraError(ArgumentError, ImportError):
    """An argument needs an extra that is not installed.

    Also a builtin `ImportError`.
    """


class TransportError(DockerHubError):
    """A request without a response.

    The base of `HubConnectionError` and `HubTimeoutError`.

    Attributes:
        host: Host of the connection, with the port if one was given.
        sent: Whether the request may have reached the server, so that a write may have been done.
        retryable: Whether a retry may help; false for an untrusted certificate, for example.
    """

    def __init__(self, message: str, *, host: str = "", sent: bool = True, retryable: bool = True) -> None:
        super().__init__(message)
        self.host = host
        self.sent = sent
        self.retryable = retryable

    def __str__(self) -> str:
        return f"{self.args[0]}{self._where}"


class HubConnectionError(TransportError, ConnectionError):
    """The connection failed or broke; the message names host and cause.

    Also a builtin `ConnectionError`.
    """


class HubTimeoutError(TransportError, TimeoutError):
    """A timeout or the deadline of the call passed.

    `sent` tells whether the server may have the request. Also a builtin `TimeoutError`.
    """


class StatusError(DockerHubError):
    """The response has a status that the operation does not promise.

    Attributes:
        status_code: The HTTP status.
        message: The best message in the response, in Docker Hub's words.
        detail: What the response says beyond the message (`errinfo`, `fields` or other keys), possibly empty.
        headers: Response headers, case-insensitive, without cookies.
        request_id: Id of the request at Docker Hub or its edge, to name to Docker's support; `None` if there is none.
        body: The first 64 KiB of the body, decompressed, with the secrets of the request masked.
        retry_at: Time at which the server allows a retry (429 and 503), an aware datetime in UTC; `None` if not named.
        operation: Id of the operation, such as `repositories.get`; `None` for requests by path.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int = 0,
        detail: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        request_id: str | None = None,
        body: bytes = b"",
        retry_at: datetime | None = None,
        operation: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.detail: Mapping[str, Any] = {} if detail is None else detail
        self.headers: Mapping[str, str] = {} if headers is None else headers
        self.request_id = request_id
        self.body = body
        self.retry_at = retry_at
        self.operation = operation

    def __str__(self) -> str:
        detail = ""
        if self.detail and self.status_code in _DETAIL_IN_LINE:
            details = readable_fields(self.detail)
            detail = f" [{details}]" if details and details not in self.message else ""
        later = f"; try again at {self.retry_at:%Y-%m-%d %H:%M:%S}Z" if self.retry_at else ""
        identity = f" [request {one_line(self.request_id)}]" if self.request_id else ""
        return f"{self.status_code} {reason(self.status_code)}: {self.message}{detail}{later}{self._where}{identity}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        # A log-in that wants a second factor responds with a token: it must not travel in pickles.
        state["body"], state["detail"] = redact_body(self.body), redact_fields(self.detail)
        headers = redact_headers(self.headers)
        if headers != dict(self.headers):
            state["headers"] = headers
        return state


class BadRequestError(StatusError):
    """400: the service refused the request as malformed."""


class UnauthorizedError(StatusError):
    """401: no credentials, or credentials that Docker Hub does not accept."""


class ForbiddenError(StatusError):
    """403: the credentials lack a permission, or the edge blocked the request.

    A note on the error often says what to do.
    """


class NotFoundError(StatusError):
    """404: no such object, or none that these credentials may see."""


class ConflictError(StatusError):
    """409: the request clashes with what is already there."""


class UnprocessableError(StatusError):
    """422: understood, but not acceptable."""


class RateLimitError(StatusError):
    """429: too many requests; `retry_at` says when to come back."""


class ServerError(StatusError):
    """500 to 599: the service or its edge (Cloudflare) failed."""


class AuthenticationError(DockerHubError):
    """Base of errors of log-ins and credentials."""


class TwoFactorRequiredError(AuthenticationError):
    """The account has two-factor authentication.

    Use `TwoFactor` credentials or an access token.
    """


class CredentialsRefusedError(AuthenticationError):
    """Docker Hub refused the credentials.

    No log-in is attempted with them again until they change.
    """


class NoCredentialsError(AuthenticationError):
    """The operation needs credentials and there are none."""


class CredentialSourceError(AuthenticationError):
    """A source of credentials is broken; the message names it.

    For instance docker's configuration or a credential helper.
    """


class DecodeError(DockerHubError):
    """A 2xx response that does not match the operation.

    Attributes:
        operation: Id of the operation, such as `repositories.get`.
        path: JSONPath of the value in the response, `$` for the whole.
        expected: The documented type or format.
        received: The value received, shortened.
    """

    def __init__(self, operation: str, path: str = "$", expected: str = "", received: str = "") -> None:
        super().__init__(operation, path, expected, received)
        self.operation = operation
        self.path = path
        self.expected = expected
        self.received = received

    def __str__(self) -> str:
        return f"{self.operation}: expected {self.expected} at {self.path}, got {self.received}{self._where}"


class PagingError(DockerHubError):
    """A list cannot be walked to its end.

    The class itself means that the server repeats pages; subclasses name other reasons.
    """


class LastPageError(PagingError, LookupError):
    """There is no page after this one. Also a builtin `LookupError`."""


class IncompleteListError(PagingError):
    """A list breaks off before its end.

    The server promised a page, and sends none or something that is not a page.

    The error is raised after all items before that page were handed out. `pager.resume(error.cursor)` requests the
    missing page again.
    """


class ListChangedError(PagingError):
    """A list has changed since its walk was split.

    The parts may lack items, or have some twice.

    The error is raised after all items of the part were handed out. Split the walk anew for a consistent list.
    """


_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
}


def status_class(status_code: int) -> type[StatusError]:
    """Choose the exception class for a status that is not 2xx.

    Args:
        status_code: Any three-digit HTTP status.
    """
    return _BY_STATUS.get(status_code) or (ServerError if status_code in SERVER_ERRORS else StatusError)


def reason(status_code: int) -> str:
    """Give the reason phrase of a status, including Cloudflare's own."""
    try:
        return http.HTTPStatus(status_code).phrase
    except ValueError:
        return "Edge Error" if status_code in _CLOUDFLARE_ERRORS else "Unknown Status"

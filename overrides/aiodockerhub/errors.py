"""The exceptions: classes by status, attributes, and text of an error."""

import http
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError, DockerHubError

from aiodockerhub.helpers.statuses import SERVER_ERRORS
from aiodockerhub.helpers.text import mask_body, mask_fields, mask_headers, one_line, readable_fields

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

_STATUSES_WITH_DETAIL = {400, 409, 422}
_CLOUDFLARE_ERRORS = range(520, 531)


class UsageError(DockerHubError, RuntimeError):
    """An object is used in a state that does not allow this use.

    For example, the client is closed or belongs to another event loop, or a walk already waits for a page.
    """


class MissingExtraError(ArgumentError, ImportError):
    """An argument or a function needs an extra that is not installed.

    This class also derives from the builtin `ImportError`.
    """


class TransportError(DockerHubError):
    """A call got no complete and valid HTTP response.

    This class is the base of `HubConnectionError` and `HubTimeoutError`.

    Attributes:
        host: Host of the connection, with the port if the URL has a port.
        sent: Whether the server may have carried out the request. False if each attempt either did not reach the server
            or was refused with status 401 or 429.
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
    """The connection failed or broke, or the response is malformed.

    The message names the host and the reason. This error also ends an exchange during which the client is closed. This
    class also derives from the builtin `ConnectionError`.
    """


class HubTimeoutError(TransportError, TimeoutError):
    """A timeout has passed, or the deadline leaves no time for the call.

    `sent` is true if the request may have reached the server. This class also derives from the builtin `TimeoutError`.
    """


class StatusError(DockerHubError):
    """The status of the response is not a success (2xx).

    Attributes:
        status_code: HTTP status of the response.
        message: Message of the response on one line, shortened to about 200 characters. For a redirect, the reason why
            the client does not follow it.
        detail: Fields of a JSON error response except texts under keys of messages (`message`, `detail`, `text`,
            `error`, `title`), with the fields of the objects under `errinfo` and `fields` among them; may be empty.
        headers: Response headers, case-insensitive, without cookies, with the secrets of the request masked.
        request_id: Id of the request, which Docker's support may ask for, from the header X-Request-ID, or else
            Cloudflare's CF-Ray; `None` if the response has neither.
        body: The first 64 KiB of the decompressed body, with the secrets of the request masked.
        retry_at: Time from which the server allows a retry, an aware datetime in UTC. `None` if the response names no
            time, or if the status is not 429, 500, 502, 503, 504, 520 to 527 or 530.
        operation: Id of the operation, such as `repositories.get`; for `hub.get(path)` and similar methods, the HTTP
            method and the path with secrets masked. `None` only if a program made the error without it.
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
        if self.detail and self.status_code in _STATUSES_WITH_DETAIL:
            details = readable_fields(self.detail)
            detail = f" [{details}]" if details and details not in self.message else ""
        later = f"; try again at {self.retry_at:%Y-%m-%d %H:%M:%S}Z" if self.retry_at else ""
        identity = f" [request {one_line(self.request_id)}]" if self.request_id else ""
        return f"{self.status_code} {reason(self.status_code)}: {self.message}{detail}{later}{self._where}{identity}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        # The response to a log-in that requires a second factor holds a token, which must not be pickled.
        state["body"], state["detail"] = mask_body(self.body), mask_fields(self.detail)
        headers = mask_headers(self.headers)
        if headers != dict(self.headers):
            state["headers"] = headers
        return state


class BadRequestError(StatusError):
    """400: Docker Hub refused the request as malformed."""


class UnauthorizedError(StatusError):
    """401: the request had no credentials, or Docker Hub does not accept them.

    If Docker Hub refuses the log-in of the client itself, an `AuthenticationError` is raised instead.
    """


class ForbiddenError(StatusError):
    """403: a permission is missing, or Cloudflare blocked the request.

    The error often has a note with advice.
    """


class NotFoundError(StatusError):
    """404: the object does not exist, or these credentials may not see it."""


class ConflictError(StatusError):
    """409: the request conflicts with an existing object."""


class UnprocessableError(StatusError):
    """422: the request is well-formed, but a value is not acceptable."""


class RateLimitError(StatusError):
    """429: too many requests; if known, `retry_at` says when to send again."""


class ServerError(StatusError):
    """500 to 599: Docker Hub or Cloudflare, the proxy in front of it, failed."""


class AuthenticationError(DockerHubError):
    """The base class of errors of log-ins and credentials.

    The class itself is raised if no subclass fits, for example if a one-time code was sent before.
    """


class TwoFactorRequiredError(AuthenticationError):
    """The account needs a one-time code: use `TwoFactor` or an access token."""


class CredentialsRefusedError(AuthenticationError):
    """Docker Hub refused the credentials or the one-time code.

    The error is also raised if the function `code` of a `TwoFactor` returned empty text. Refused credentials are not
    sent again until they change; those of a locked account are sent again after the time that the response names, at
    the latest after ten minutes.
    """


class NoCredentialsError(AuthenticationError):
    """Credentials are required, and there are none."""


class CredentialSourceError(AuthenticationError):
    """Credentials are incomplete or invalid, or cannot be read.

    The message names the source, such as an environment variable, docker's configuration or a credential helper.
    """


class DecodeError(DockerHubError):
    """A successful response (2xx) does not match Docker's OpenAPI document.

    The error is also raised for a response body that is too large or cannot be decompressed, for an invalid CSV export,
    and, before anything is sent, for a scope that a client with `strict=True` does not know.

    Attributes:
        operation: Id of the operation, such as `repositories.get`.
        path: JSONPath of the wrong value in the response; `$` for the whole response.
        expected: Description of the expected value, such as its type or format.
        received: Description of the received value, shortened.
        status_code: HTTP status of the response; `None` if no call raised the error, as for `members_csv.rows`.
        body: The first 64 KiB of the decompressed body of a write, with the secrets of the request masked. The body
            may have a new secret, which the server sends only once. Empty for a read and for a log-in.
        exceeds_limit: Whether the response has more bytes (`max_response_size`), values or schema mismatches than the
            client accepts. Repeating the call then does not help.
    """

    status_code: int | None = None
    body: bytes = b""
    exceeds_limit: bool = False

    def __init__(
        self,
        operation: str,
        path: str = "$",
        expected: str = "",
        received: str = "",
        *,
        status_code: int | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(operation, path, expected, received)
        self.operation: str = operation
        self.path: str = path
        self.expected: str = expected
        self.received: str = received
        self.status_code, self.body = status_code, body

    def __str__(self) -> str:
        return f"{self.operation}: expected {self.expected} at {self.path}, got {self.received}{self._where}"

    def __getstate__(self) -> dict[str, Any]:
        # The body of a success may have a new secret, which must not be pickled.
        return {**super().__getstate__(), "body": mask_body(self.body)}

    @property
    def sent(self) -> bool:
        """Whether the error is about a response, so a request was sent for it."""
        return self.status_code is not None or self.attempts > 0


class PagingError(DockerHubError):
    """A list cannot be walked to its end.

    `PagingError` itself is raised if the server sends one page again and again, or if the list grows as quickly as the
    walk reads it. Its subclasses have other reasons.
    """


class LastPageError(PagingError, LookupError):
    """`Page.next` was called on the last page; `Page.has_next` says so before.

    This class also derives from the builtin `LookupError`.
    """


class IncompleteListError(PagingError):
    """A list breaks off before its end.

    The server announced a further page by a link, a count or a full page. Instead of this page it sent nothing, an
    earlier page, a page of another size, or a body that is not a page. Or an earlier response lacked items, or the
    account has changed. The items before this page were returned; `pager.resume(error.cursor)` requests the page again.
    """


class ListChangedError(PagingError):
    """A list has changed during its walk, or since its walk was split.

    The error is also raised if the server sent another page than requested. Items may be missing, or come twice. The
    walk has returned all its pages before it raises this error. For a consistent list, walk or split again.
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
        status_code: HTTP status of three digits.

    Returns:
        The class for the status; `StatusError` if there is no class for it.
    """
    return _BY_STATUS.get(status_code) or (ServerError if status_code in SERVER_ERRORS else StatusError)


def reason(status_code: int) -> str:
    """Return the reason phrase of a status.

    Args:
        status_code: HTTP status.

    Returns:
        The phrase; `Edge Error` for the statuses of Cloudflare, 520 to 530, and `Unknown Status` for any other status
        that `http.HTTPStatus` lacks.
    """
    try:
        return http.HTTPStatus(status_code).phrase
    except ValueError:
        return "Edge Error" if status_code in _CLOUDFLARE_ERRORS else "Unknown Status"

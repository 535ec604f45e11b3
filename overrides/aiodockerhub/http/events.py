"""Classes that hooks and callers get: events, and `ApiResponse`."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, Self, TypeVar

from attrs import field, fields, frozen

T = TypeVar("T")


@frozen(kw_only=True, repr=False)
class ApiResponse(Generic[T]):
    """A response with status, headers and timing.

    Attributes:
        parsed: Decoded response, such as the model that `hub.repositories.get` returns; after a download, the path of
            the file.
        status_code: HTTP status: 2xx, or 404 if the operation checks whether an object exists.
        headers: Headers of the response, case-insensitive. A pickle has the headers with secrets masked, but the body
            and `parsed` as received.
        body: Decompressed body; empty after a download.
        elapsed: Duration of the call in seconds, including all waits and attempts.
        attempts: Number of attempts that the call made.
        account: Text that identifies the account without its name, equal for all requests of the account. With a
            `BearerToken`, it differs from the text for other credentials of the account. `anonymous` without
            credentials. `None` if the operation takes no log-in, or if the account is unknown.
    """

    parsed: T
    status_code: int
    headers: Mapping[str, str]
    body: bytes
    elapsed: float
    attempts: int
    account: str | None = None

    def __repr__(self) -> str:
        kind = type(self.parsed).__name__  # the value itself may be a token
        return f"<ApiResponse {self.status_code} {kind} in {self.elapsed:.3f} s, attempts: {self.attempts}>"


@frozen(kw_only=True)
class CallStartEvent:
    """The start of a call.

    The hook `on_call_end`, if there is one, always gets a `CallEndEvent` with the same id later.

    Attributes:
        call_id: Id of the call, which all its events and log records have. Its random prefix distinguishes processes
            that write to the same log.
        operation: Id of the operation, such as `repositories.get`. For `hub.get(path)` and similar methods, the HTTP
            method and the path with secrets masked.
        method: HTTP method.
        path: Path of the operation with placeholders, such as `/v2/namespaces/{namespace}/repositories`. For
            `hub.get(path)` and similar methods, the path itself with secrets masked.
    """

    call_id: str
    operation: str
    method: str
    path: str


@frozen(kw_only=True)
class CallEndEvent:
    """The end of a call by a response, an error or a cancellation.

    Attributes:
        call_id: Id of the call, as in its `CallStartEvent`.
        operation: Id of the operation, as in its `CallStartEvent`.
        method: HTTP method.
        path: Path of the operation with placeholders; for `hub.get(path)` and similar methods, the path itself with
            secrets masked.
        outcome: `ok`, `error`, or `cancelled` if the call ended with an exception that is no subclass of `Exception`,
            such as `CancelledError` or `KeyboardInterrupt`.
        status_code: HTTP status of the last attempt that ended; `None` if that attempt got no response, if no attempt
            ended, or if the call was cancelled.
        error: Error that the call raises; `None` if the outcome is `ok` or `cancelled`.
        attempts: Number of attempts that the call made.
        elapsed: Duration of the call in seconds, including all waits and attempts.
    """

    call_id: str
    operation: str
    method: str
    path: str
    outcome: Literal["ok", "error", "cancelled"]
    status_code: int | None
    error: Exception | None
    attempts: int
    elapsed: float


@frozen(kw_only=True)
class RequestEvent:
    """A request that will be sent next.

    Attributes:
        call_id: Id of the call, as in its `CallStartEvent`.
        operation: Id of the operation, as in its `CallStartEvent`.
        method: HTTP method.
        path: Path of the operation with placeholders; for `hub.get(path)` and similar methods, the path itself with
            secrets masked.
        url: URL of the request, in which secrets are masked.
        headers: Headers of the request without the client's credentials. The hook may add, change and remove headers,
            for this attempt only. An invalid header, or one that only the client may set, such as Authorization or
            Host, ends the call with `ArgumentError`. A pickle has the headers with secrets masked.
        attempt: Number of the attempt; the first attempt is 1.
    """

    call_id: str
    operation: str
    method: str
    path: str
    url: str
    headers: dict[str, str] = field(repr=False)
    attempt: int


@frozen(kw_only=True)
class ResponseEvent:
    """A response whose body was read.

    Attributes:
        call_id: Id of the call, as in its `CallStartEvent`.
        operation: Id of the operation, as in its `CallStartEvent`.
        method: HTTP method.
        path: Path of the operation with placeholders; for `hub.get(path)` and similar methods, the path itself with
            secrets masked.
        url: URL of the request, in which secrets are masked.
        status_code: HTTP status.
        headers: Headers as received, case-insensitive. Use `shown_headers` for logs. A pickle has `shown_headers` as
            its headers.
        elapsed: Duration of the exchange, in seconds.
        attempt: Number of the attempt; the first attempt is 1.
    """

    call_id: str
    operation: str
    method: str
    path: str
    url: str
    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    elapsed: float
    attempt: int
    _masked_headers: Callable[[], Mapping[str, str]] | None = field(
        default=None, repr=False, eq=False, alias="masked_headers"
    )

    @property
    def shown_headers(self) -> Mapping[str, str]:
        """Response headers in which secrets are masked.

        Masked are the secrets of the call, all values of headers such as Set-Cookie, texts under the name of a secret,
        and other texts with the form of a token. The first access takes about a millisecond.
        """
        return self.headers if self._masked_headers is None else self._masked_headers()

    def __reduce__(self) -> tuple[Any, ...]:
        values = {attribute.alias: getattr(self, attribute.name) for attribute in fields(type(self))}
        return _rebuild, (type(self), {**values, "headers": self.shown_headers, "masked_headers": None})

    def __copy__(self) -> Self:  # `__reduce__` would make the copy, with masked headers
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


def _rebuild(cls: type[ResponseEvent], values: dict[str, Any]) -> ResponseEvent:
    return cls(**values)


@frozen(kw_only=True)
class AttemptEvent:
    """The end of an attempt by a response or a transport error.

    If an attempt is cancelled or ends with another error, there is no such event, only the `CallEndEvent` of its call.

    Attributes:
        call_id: Id of the call, as in its `CallStartEvent`.
        operation: Id of the operation, as in its `CallStartEvent`.
        method: HTTP method.
        path: Path of the operation with placeholders; for `hub.get(path)` and similar methods, the path itself with
            secrets masked.
        url: URL of the request, in which secrets are masked.
        status_code: HTTP status; `None` if there was no response.
        error: Transport error; `None` if there was a response.
        elapsed: Duration of the attempt in seconds, including its waits for a place, a log-in, the pace and hooks, and
            the decoding of a large response.
        attempt: Number of the attempt; the first attempt is 1.
        wait: Time until the next attempt, in seconds; `None` if no attempt follows. If the deadline of the call leaves
            no time for the next attempt, `wait` is a number although the call ends.
    """

    call_id: str
    operation: str
    method: str
    path: str
    url: str
    status_code: int | None
    error: Exception | None
    elapsed: float
    attempt: int
    wait: float | None

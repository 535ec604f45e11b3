"""Events for hooks: the beginning and the end of calls and attempts."""

from collections.abc import Callable, Mapping
from typing import Generic, Literal, TypeVar

from attrs import field, frozen

T = TypeVar("T")


@frozen(kw_only=True, repr=False)
class ApiResponse(Generic[T]):
    """A response with status, headers and timing.

    Attributes:
        parsed: The decoded response, which the resource method would have returned.
        status_code: HTTP status, always 2xx (or 404 of an `exists` operation).
        headers: Response headers, case-insensitive.
        body: The body, decompressed; empty after a download.
        elapsed: Seconds from the call to its response, all waits included.
        attempts: How many requests it took.
    """

    parsed: T
    status_code: int
    headers: Mapping[str, str]
    body: bytes
    elapsed: float
    attempts: int

    def __repr__(self) -> str:
        kind = type(self.parsed).__name__  # not the value, which may be a token
        return f"<ApiResponse {self.status_code} {kind} in {self.elapsed:.3f} s, attempts: {self.attempts}>"


@frozen(kw_only=True)
class CallStartEvent:
    """The beginning of a call.

    A `CallEndEvent` with the same id always follows.

    Attributes:
        call_id: Id of the call in all of its events and log records; unique among processes that share a log.
        operation: Id of the operation, such as `repositories.get`; method and path for requests by path.
        method: HTTP method.
        path: Path as a template, without arguments.
    """

    call_id: str
    operation: str
    method: str
    path: str


@frozen(kw_only=True)
class CallEndEvent:
    """The end of a call: by a response, an error or a cancellation.

    Attributes:
        call_id: Id of the call, as in its `CallStartEvent`.
        operation: Id of the operation.
        method: HTTP method.
        path: Path as a template.
        outcome: `ok`, `error` or `cancelled`.
        status_code: HTTP status of the last response; `None` if there was none.
        error: The error that the caller gets; `None` for `ok` and `cancelled`.
        attempts: How many requests were sent.
        elapsed: Seconds from the call to its end, all waits included.
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
    """A request that is about to be sent.

    Attributes:
        call_id: Id of the call.
        operation: Id of the operation, such as `repositories.get`; method and path for requests by path.
        method: HTTP method.
        path: Path as a template, without arguments.
        url: The URL.
        headers: The headers but for the credentials; the hook may add to them.
        attempt: 1 for the first.
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
    """A response that has just been read.

    Attributes:
        call_id: Id of the call.
        operation: Id of the operation.
        method: HTTP method.
        path: Path as a template, without arguments.
        url: The URL.
        status_code: HTTP status.
        headers: Response headers as received, case-insensitive; `shown_headers` for a log.
        elapsed: Seconds that this attempt took.
        attempt: 1 for the first.
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
        """Response headers without the secrets of the call that they repeat.

        It takes a millisecond. Cookies and new tokens are in it as received.
        """
        return self.headers if self._masked_headers is None else self._masked_headers()


@frozen(kw_only=True)
class AttemptEvent:
    """The end of an attempt.

    A cancelled attempt has none; it shows in the end of its call.

    Attributes:
        call_id: Id of the call.
        operation: Id of the operation.
        method: HTTP method.
        path: Path as a template, without arguments.
        url: The URL.
        status_code: HTTP status; `None` if there was no response.
        error: Why there was no response.
        elapsed: Seconds that this attempt took.
        attempt: 1 for the first.
        wait: Seconds until the next attempt; `None` if this was the last.
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

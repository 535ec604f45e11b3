"""What a client tells about its requests: the answer with its circumstances, and the events that hooks see."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import field, frozen

T = TypeVar("T")


@frozen(kw_only=True, repr=False)
class ApiResponse(Generic[T]):
    """An answer with its circumstances.

    Attributes:
        parsed: The decoded answer, what the resource method would have returned.
        status_code: HTTP status, always 2xx (or 404 of an `exists` operation).
        headers: Response headers, case-insensitive.
        body: The body as received.
        elapsed: Seconds from the call to its answer, with everything that it waited for.
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
class RequestEvent:
    """A request that is about to be sent.

    Attributes:
        operation: Id of the operation, such as `repositories.get`; method and path for requests by path.
        method: HTTP method.
        url: The URL.
        headers: The headers but for the credentials; the hook may add to them.
        attempt: 1 for the first.
    """

    operation: str
    method: str
    url: str
    headers: dict[str, str] = field(repr=False)
    attempt: int


@frozen(kw_only=True)
class ResponseEvent:
    """An answer that has just been read.

    Attributes:
        operation: Id of the operation.
        method: HTTP method.
        url: The URL.
        status_code: HTTP status.
        headers: Response headers, case-insensitive.
        elapsed: Seconds that this attempt took.
        attempt: 1 for the first.
    """

    operation: str
    method: str
    url: str
    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    elapsed: float
    attempt: int


@frozen(kw_only=True)
class AttemptEvent:
    """An attempt that has ended, well or not.

    Attributes:
        operation: Id of the operation.
        method: HTTP method.
        url: The URL.
        status_code: HTTP status; `None` if there was no answer.
        error: Why there was no answer.
        elapsed: Seconds that this attempt took.
        attempt: 1 for the first.
        wait: Seconds until the next attempt; `None` if this was the last.
    """

    operation: str
    method: str
    url: str
    status_code: int | None
    error: Exception | None
    elapsed: float
    attempt: int
    wait: float | None

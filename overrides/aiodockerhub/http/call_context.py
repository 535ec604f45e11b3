"""One call on its way: what is sent for it, and what its answers mean, without any I/O."""

import itertools
import json
import secrets
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar
from urllib.parse import urlencode

from aiodockerhub_generated._redaction import SecretBytes
from aiodockerhub_generated.types import (
    JSON,
    OMIT,
    Call,
    Content,
    Drift,
    DriftSink,
    NotJSONError,
    Omit,
    Operation,
    Security,
    WrongTypeError,
)
from attrs import define, field

from aiodockerhub.auth.credentials import KnownCredentials, token_kind
from aiodockerhub.errors import (
    ArgumentError,
    ArgumentTypeError,
    DecodeError,
    DockerHubError,
    StatusError,
    TransportError,
    status_class,
)
from aiodockerhub.helpers.text import without_secrets
from aiodockerhub.http.elapsed import Elapsed
from aiodockerhub.http.events import AttemptEvent, CallEndEvent, CallStartEvent, RequestEvent, ResponseEvent
from aiodockerhub.http.exchange import BodySink, Request, Response
from aiodockerhub.http.headers import RequestHeaders
from aiodockerhub.http.options import Settings
from aiodockerhub.http.redirects import REDIRECTS, Redirect, redirect
from aiodockerhub.http.retries import SAFE_METHODS
from aiodockerhub.http.retry_after import retry_at
from aiodockerhub.responses import error_bodies, refusal_notes

T = TypeVar("T")

_SUCCESSES = range(200, 300)
_NOT_FOUND = 404
_NO_CONTENT = 204
_KEPT_BODY = 65_536
_LONGEST_URL = 65_536  # characters; httpx refuses longer ones
_KEPT_OUT = frozenset({"set-cookie", "authorization"})


_PROCESS = secrets.token_hex(3)  # so that ids of two processes differ in a shared log
_numbers = itertools.count(1)


class _EventFields(TypedDict):
    call_id: str
    operation: str
    method: str
    url: str
    attempt: int


@define
class CallContext:
    """One call on its way through the pipeline, and how far it has come."""

    operation: Operation
    url: str
    content: bytes | None = field(repr=False)  # may hold a password
    settings: Settings
    elapsed: Elapsed
    sink: BodySink | None
    authenticate: bool
    idempotent: bool
    headers: RequestHeaders
    authorization: str | None = field(default=None, repr=False)
    attempts: int = 0
    first_sent: float = 0.0  # moments of the monotonic clock
    attempt_began: float = 0.0
    may_have_arrived: bool = False
    may_have_arrived_before: bool = False  # by the last attempt but one
    retries: int = 0
    redirects: int = 0
    replayed: bool = False
    outcome: object = "not sent"
    call_id: str = field(factory=lambda: f"{_PROCESS}-{next(_numbers):x}")

    @property
    def is_retryable(self) -> bool:
        """Whether doing it twice is the same as doing it once. A log-in is: it merely gives another token."""
        return self.idempotent or self.operation.method in SAFE_METHODS or not self.authenticate

    def has_time_for(self, seconds: float) -> bool:
        """Tell whether the deadline is further away than some seconds."""
        deadline = self.settings.deadline
        return deadline is None or self.elapsed.total + seconds < deadline

    def begin_attempt(self, headers: RequestHeaders) -> Request:
        """Count an attempt, and make its request.

        Args:
            headers: With the credentials.
        """
        self.attempt_began = self.elapsed.enter("attempts")
        if not self.attempts:
            self.first_sent = self.attempt_began  # the line, the log-in and the pace have cost nothing of retry_timeout
        self.attempts += 1
        self.may_have_arrived_before, self.may_have_arrived = self.may_have_arrived, True
        return Request(
            self.operation.id,
            self.operation.method,
            self.url,
            headers,
            self.content,
            self.settings.timeout,
            self.settings.max_response_size,
            self.sink,
        )

    def succeeded(self, answer: Response) -> bool:
        """Tell whether a response is one that the operation promises; for `exists`, 404 is one."""
        return answer.status_code in _SUCCESSES or (
            answer.status_code == _NOT_FOUND and self.operation.response == "exists"
        )

    def follow(self, answer: Response) -> bool:
        """Turn to where a redirect points, if it may be followed."""
        if answer.status_code not in REDIRECTS:
            return False
        target = self._redirect(answer)
        if target.refusal:
            return False
        self.redirects += 1
        self.url = target.url
        return True

    def _redirect(self, answer: Response) -> Redirect:
        return redirect(self.operation.method, self.url, answer.headers.get("location"), self.redirects)

    def error(self, answer: Response, now: float, credentials: KnownCredentials | None) -> StatusError:
        """The exception for an answer that is none.

        Args:
            answer: The answer.
            now: Seconds since the epoch.
            credentials: What the session is logged in with.
        """
        said = error_bodies.extract(answer.body)
        message = said.message or "the answer says no more"
        if answer.status_code in REDIRECTS:
            message = self._redirect(answer).message
        headers = answer.headers.without(_KEPT_OUT)
        error = status_class(answer.status_code)(
            message,
            status_code=answer.status_code,
            detail=said.detail,
            headers=headers,
            request_id=headers.get("x-request-id") or headers.get("cf-ray"),
            body=answer.body[:_KEPT_BODY],
            retry_at=retry_at(answer.status_code, headers, now),
            operation=self.operation.id,
        )
        note = refusal_notes.note(answer.status_code, message, self.operation, token_kind(credentials))
        if note is not None:
            error.add_note(note)
        return error

    def start_event(self) -> CallStartEvent:
        """Make the event of the beginning."""
        operation = self.operation
        return CallStartEvent(
            call_id=self.call_id, operation=operation.id, method=operation.method, path=operation.path
        )

    def end_event(self, error: BaseException | None) -> CallEndEvent:
        """Make the event of the end.

        Args:
            error: What the call ends with instead of a result.
        """
        cancelled = error is not None and not isinstance(error, Exception)
        return CallEndEvent(
            call_id=self.call_id,
            operation=self.operation.id,
            method=self.operation.method,
            path=self.operation.path,
            outcome="cancelled" if cancelled else "ok" if error is None else "error",
            status_code=self.outcome if isinstance(self.outcome, int) else None,
            error=error if isinstance(error, Exception) else None,
            attempts=self.attempts,
            elapsed=self.elapsed.total,
        )

    def request_event(self, headers: dict[str, str]) -> RequestEvent:
        """What a hook is told before an attempt."""
        fields = self._event()
        fields["attempt"] += 1  # which has not begun
        return RequestEvent(headers=headers, **fields)

    def response_event(self, answer: Response, elapsed: float) -> ResponseEvent:
        """What a hook is told about an answer."""
        return ResponseEvent(status_code=answer.status_code, headers=answer.headers, elapsed=elapsed, **self._event())

    def attempt_event(self, result: Response | TransportError, elapsed: float, wait: float | None) -> AttemptEvent:
        """What a hook and the log are told after an attempt."""
        error = result if isinstance(result, TransportError) else None
        status = None if isinstance(result, TransportError) else result.status_code
        return AttemptEvent(status_code=status, error=error, elapsed=elapsed, wait=wait, **self._event())

    def _event(self) -> _EventFields:
        return {
            "call_id": self.call_id,
            "operation": self.operation.id,
            "method": self.operation.method,
            "url": without_secrets(self.url),
            "attempt": self.attempts,
        }

    def place(self, error: DockerHubError) -> None:
        """Say on an error which request it is about, unless it was about another one or none."""
        if self.attempts and error.request_method is None:
            error.attempts = self.attempts
            error.request_method, error.request_url = self.operation.method, without_secrets(self.url)


def url_of(base_url: str, call: Call[Any], extra: Mapping[str, str]) -> str:
    """The URL of a call.

    Args:
        base_url: Where the API is, without a slash at the end.
        call: The call.
        extra: Query parameters to add, or to have in the place of the call's own.

    Raises:
        ArgumentError: The URL would be longer than any server takes.
    """
    kept = tuple(pair for pair in call.query if pair[0] not in extra) if extra else call.query
    query = (*kept, *extra.items())
    url = f"{base_url}{call.path}?{urlencode(query)}" if query else f"{base_url}{call.path}"
    if len(url) > _LONGEST_URL:
        raise ArgumentError(
            f"the arguments of {call.operation.id} must fit into a URL of {_LONGEST_URL:,} characters; "
            f"these make one of {len(url):,}"
        )
    return url


def headers_of(call: Call[Any], settings: Settings, *, has_body: bool) -> RequestHeaders:
    """Make the headers of a call, without credentials; those of the user count before those of the document.

    Args:
        call: The call.
        settings: How it is sent.
        has_body: Whether it has a body.
    """
    headers = RequestHeaders(accept=call.operation.accept)
    if has_body:
        body = call.body
        headers["content-type"] = body.media_type if isinstance(body, Content) else call.operation.content_type
    headers.update(settings.headers)
    for name, value in call.headers:
        headers[name.lower()] = value
    return headers


def content_of(operation: Operation, body: JSON | Content | Omit, report: DriftSink) -> bytes | None:
    """The bytes of a body, of JSON with token scopes as the service spells them; `None` for no body.

    Args:
        operation: What the body is for.
        body: The JSON, or the bytes of another kind of body.
        report: Is told of unknown scopes.

    Raises:
        ArgumentError: A number is not finite, text holds halves of surrogate pairs, or the value is nested too deeply.
        ArgumentTypeError: A value is of a type that JSON does not have.
    """
    if body is OMIT:
        return None
    if isinstance(body, Content):
        return SecretBytes(body.data)
    if operation.scopes:
        from aiodockerhub.auth.scopes import normalize_body

        body = normalize_body(operation, body, report)
    refusal: type[ArgumentError] = ArgumentError
    try:
        text = json.dumps(body, separators=(",", ":"), allow_nan=False)
        if "\\ud" in text:  # perhaps half of a surrogate pair, which no server reads
            json.dumps(body, ensure_ascii=False).encode()
        return SecretBytes(text.encode())
    except TypeError:
        refusal, problem = ArgumentTypeError, "a value of a type that JSON does not have"
    except UnicodeEncodeError:
        problem = "half of a surrogate pair"
    except (ValueError, RecursionError):
        problem = "a number that is not finite, or too long, or is nested too deeply"
    raise refusal(f"the body of {operation.id} must be JSON; it holds {problem}", argument="body")


def decoded(call: Call[T], answer: Response, report: DriftSink) -> T:
    """What a call makes of a success.

    Args:
        call: The call.
        answer: The success.
        report: Is told of differences from the document.

    Raises:
        DecodeError: It was to be JSON and is not, or as a whole of another type than the operation responds with.
    """
    drifts: list[Drift] = []  # told afterwards, so that what `report` raises shows nothing of the answer
    parsed = _decode(call, answer, drifts)
    if isinstance(parsed, WrongTypeError):  # not raised from it, for its frames hold the response
        if answer.status_code != _NO_CONTENT or call.operation.method in SAFE_METHODS:
            seen = _described(parsed.received, answer.body)
            raise DecodeError(call.operation.id, parsed.path, parsed.expected, seen)
        # The write is done, and the server has no more to say of it: not an error, but not as documented either.
        drifts.append(Drift(path="$", expected=parsed.expected, seen=None, kind="null", target=""))
        parsed = call.decoder(answer.status_code)(b"[]" if parsed.expected == "array" else b"{}", None)
    for drift in drifts:
        report(drift)
    return parsed


def _decode(call: Call[T], answer: Response, drifts: list[Drift]) -> T | WrongTypeError:
    try:
        return call.decoder(answer.status_code)(_payload_of(call.operation, answer), drifts.append)
    except NotJSONError:
        raise DecodeError(call.operation.id, "$", "JSON", _not_json(call.operation, answer.body)) from None
    except WrongTypeError as error:
        return error


def _not_json(operation: Operation, body: bytes) -> str:
    """Describe a body that is not JSON; not a word of it after a log-in, where it may be a token."""
    if body and operation.security is Security.NONE:
        return f"{len(body)} bytes of something else"
    return error_bodies.extract(body).message or "an empty body"


def _described(kind: str, body: bytes) -> str:
    """What came instead of the documented type: the type, and of short text what it says."""
    message = error_bodies.extract(body).message
    return f"{kind}: {message}" if kind == "string" and message else kind


def _payload_of(operation: Operation, answer: Response) -> Any:
    match operation.response:
        case "json":
            return b"null" if answer.status_code == _NO_CONTENT else SecretBytes(answer.body)  # may hold a token
        case "bytes":
            return answer.body
        case "text":
            return answer.body.decode("utf-8", "replace")
        case "exists":
            return answer.status_code in _SUCCESSES
        case "none":
            return None

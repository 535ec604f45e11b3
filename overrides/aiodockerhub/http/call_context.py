"""The call context: the state of one call, its events and its errors."""

import functools
import itertools
import os
import secrets
from collections.abc import Iterator
from typing import Any, TypedDict
from urllib.parse import urlsplit

from aiodockerhub_generated._redaction import SealedText
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Call, Operation
from attrs import Factory, define, field

from aiodockerhub.auth.credentials import KnownCredentials, caller_of
from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.errors import DecodeError, DockerHubError, StatusError, TransportError, status_class
from aiodockerhub.helpers.outcome import is_outcome
from aiodockerhub.helpers.statuses import SUCCESSES
from aiodockerhub.helpers.text import without_secrets
from aiodockerhub.http import request_secrets
from aiodockerhub.http.elapsed import Elapsed
from aiodockerhub.http.events import AttemptEvent, CallEndEvent, CallStartEvent, RequestEvent, ResponseEvent
from aiodockerhub.http.exchange import BodySink, Request, Response
from aiodockerhub.http.headers import Headers, RequestHeaders
from aiodockerhub.http.options import Settings
from aiodockerhub.http.redirects import REDIRECTS, Redirect, redirect
from aiodockerhub.http.retries import SAFE_METHODS
from aiodockerhub.http.retry_after import retry_at
from aiodockerhub.http.secret_masking import HeadersToShow, SentSecrets, without_keys
from aiodockerhub.responses import error_bodies, refusal_notes

_NOT_FOUND = 404
_KEPT_BODY = 65_536
_KEPT_OUT = frozenset({"set-cookie", "authorization"})
_numbers = itertools.count(1)


@functools.cache
def _process_id() -> str:
    """Give an id of the process, which begins the call ids of that process.

    So call ids differ between processes that share a log.
    """
    return secrets.token_hex(3)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_process_id.cache_clear)


class _EventFields(TypedDict):
    call_id: str
    operation: str
    method: str
    path: str
    url: str
    attempt: int


@define
class CallContext:
    """One call on its way: what is sent, its settings and its attempts so far.

    Attributes:
        call: The call.
        url: URL of the next attempt; a redirect changes it.
        content: Body of every attempt; `None` for none.
        settings: The options of the client with those of the call.
        elapsed: Adds up the time of each phase.
        sink: Takes the body of a success in place of memory; `None` for most calls.
        authenticate: Whether requests carry credentials; false for a log-in.
        idempotent: Whether the call may be sent twice with the same effect.
        headers: Headers of every attempt, without credentials.
        authorization: Authorization header of the last attempt.
        named: Named credentials of the operation, if it takes some.
        session_secrets: The secrets of the session's log-ins.
        attempts: Number of attempts so far.
        first_sent: Start of the first attempt, in seconds of the monotonic clock.
        attempt_began: Start of the last attempt, likewise.
        may_have_arrived: Whether the server may have received an attempt.
        may_have_arrived_before: Whether the server may have received an attempt before the last one.
        retries: Number of retries so far.
        redirects: Number of redirects followed.
        resent: Whether the call was resent after a 401.
        requests: The requests of all attempts, whose secrets no error may show.
        masked_for: The secrets of the call, with the number of requests that they were collected from.
        outcome: Status of the last response, or why there is none; for the log.
        decoded: The decoded response, if a thread has decoded it.
        number: Number of the call in this process.
        operation: The operation of the call.
    """

    call: Call[Any] = field(repr=False)  # may hold a password
    url: str = field(repr=False)  # may hold a key
    content: bytes | None = field(repr=False)  # may hold a password
    settings: Settings
    elapsed: Elapsed
    sink: BodySink | None
    authenticate: bool
    idempotent: bool
    headers: RequestHeaders
    authorization: str | None = field(default=None, repr=False)
    named: PlacedCredentials | None = field(default=None, repr=False)
    session_secrets: SessionSecrets = field(factory=SessionSecrets, repr=False)
    attempts: int = 0
    first_sent: float = 0.0  # moments of the monotonic clock
    attempt_began: float = 0.0
    may_have_arrived: bool = False
    may_have_arrived_before: bool = False  # by the last attempt but one
    retries: int = 0
    redirects: int = 0
    resent: bool = False
    requests: list[Request] = field(factory=list[Request], repr=False)  # as sent, whose secrets no error shows
    masked_for: tuple[int, SentSecrets] | None = field(default=None, repr=False)
    outcome: object = "not sent"
    decoded: Any = field(default=None, repr=False)
    number: int = field(factory=_numbers.__next__)
    operation: Operation = field(init=False, default=Factory(lambda context: context.call.operation, takes_self=True))

    @property
    def call_id(self) -> str:
        """Id of the call, unique among processes that share a log."""
        return f"{_process_id()}-{self.number:x}"

    @property
    def is_retryable(self) -> bool:
        """Whether the call may be sent twice: idempotent, a read, or a log-in."""
        return self.idempotent or self.operation.method in SAFE_METHODS or not self.authenticate

    def has_time_for(self, seconds: float) -> bool:
        """Tell whether so many seconds are left before the deadline."""
        deadline = self.settings.deadline
        return deadline is None or self.elapsed.total + seconds < deadline

    def _shown_url(self, *, of_error: bool = False) -> str:
        url = without_keys(self.url, self.named)
        if self.redirects or (of_error and "?" in url):  # hooks should cost little, and the caller has made the URL
            url = self.secrets().without_in_url(url, whole=self.redirects > 0)
        return without_secrets(url)

    def secrets(self) -> SentSecrets:
        """Collect the secrets that the call and the session's log-ins have sent."""
        if self.masked_for is None or self.masked_for[0] != len(self.requests):
            self.masked_for = len(self.requests), SentSecrets(self._sent(), self._names_sent())
        return self.masked_for[1]

    def mask(self, value: object, *, is_cut: bool = False) -> object:
        """Mask the secrets of the call in a JSON value; see `Mask`."""
        return self.secrets().without_in(value, is_cut=is_cut)

    def _sent(self) -> Iterator[str]:
        yield from self.session_secrets
        yield from request_secrets.of_named(self.named)
        yield from request_secrets.of_headers(self.headers)
        yield from request_secrets.of_url(self.url)
        yield from request_secrets.of_body(self.content, self.headers.get("content-type", ""))
        for request in self.requests:
            yield from request_secrets.of_headers(request.headers)
            yield from request_secrets.of_url(request.url)

    def _names_sent(self) -> Iterator[str]:
        yield from request_secrets.names_of(self.url, self.content, self.headers.get("content-type", ""))

    def begin_attempt(self, headers: RequestHeaders) -> Request:
        """Count an attempt, and make its request.

        Args:
            headers: All headers, with the credentials.
        """
        self.attempt_began = self.elapsed.enter("attempts")
        if not self.attempts:
            self.first_sent = self.attempt_began  # the line, the log-in and the pace have cost nothing of retry_timeout
        self.attempts += 1
        self.may_have_arrived_before, self.may_have_arrived = self.may_have_arrived, True
        request = Request(
            self.operation.id,
            self.operation.method,
            self.url,
            headers,
            self.content,
            self.settings.timeout,
            self.settings.max_response_size,
            self.sink,
        )
        self.requests.append(request)
        return request

    def succeeded(self, response: Response) -> bool:
        """Tell whether a response has a status that the operation promises.

        These are 2xx, and 404 for an operation that asks whether something exists.
        """
        return response.status_code in SUCCESSES or (
            response.status_code == _NOT_FOUND and self.operation.response == "exists"
        )

    def follow(self, response: Response) -> bool:
        """Make the target of a redirect the URL of the next attempt, if allowed.

        Returns:
            Whether the response is a redirect that may be followed.
        """
        if response.status_code not in REDIRECTS:
            return False
        target = self._redirect(response.headers)
        if target.refusal:
            return False
        self.redirects += 1
        self.url = SealedText(target.url)
        return True

    def _redirect(self, headers: Headers) -> Redirect:
        return redirect(self.operation.method, self.url, headers.get("location"), self.redirects)

    def error(self, response: Response, now: float, credentials: KnownCredentials | None) -> StatusError:
        """Build the `StatusError` of an unsuccessful response.

        Args:
            response: The response.
            now: Seconds since the epoch.
            credentials: The credentials of the session.
        """
        secrets_sent = self.secrets()
        headers = secrets_sent.without_in_headers(response.headers.without(_KEPT_OUT))
        error_body = error_bodies.extract(response.body, secrets_sent.without_in)
        message = error_body.message or "the response gives no reason"
        if response.status_code in REDIRECTS:
            message = secrets_sent.without(without_keys(self._redirect(headers).message, self.named))
        error = status_class(response.status_code)(
            message,
            status_code=response.status_code,
            detail=error_body.detail,
            headers=headers,
            request_id=headers.get("x-request-id") or headers.get("cf-ray"),
            body=secrets_sent.without_in_body(response.body)[:_KEPT_BODY],
            retry_at=retry_at(response.status_code, response.headers, now),
            operation=self.operation.id,
        )
        path = urlsplit(self.url).path
        note = refusal_notes.note(response.status_code, message, self.operation, caller_of(credentials), path)
        if note is not None:
            error.add_note(note)
        return error

    def start_event(self) -> CallStartEvent:
        """Make the event of the beginning of the call."""
        operation = self.operation
        return CallStartEvent(
            call_id=self.call_id, operation=operation.id, method=operation.method, path=operation.path
        )

    def end_event(self, error: BaseException | None) -> CallEndEvent:
        """Make the event of the end of the call.

        Args:
            error: The error of the call; `None` after a success.
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
        """Build the event before an attempt."""
        fields = self._event()
        fields["attempt"] += 1  # which has not begun
        return RequestEvent(headers=headers, **fields)

    def response_event(self, response: Response, elapsed: float) -> ResponseEvent:
        """Build the event of a response."""
        return ResponseEvent(
            status_code=response.status_code,
            headers=response.headers,
            elapsed=elapsed,
            masked_headers=HeadersToShow(response.headers, SentSecrets(self._sent())),
            **self._event(),
        )

    def attempt_event(self, result: Response | TransportError, elapsed: float, wait: float | None) -> AttemptEvent:
        """Build the event after an attempt."""
        error = result if isinstance(result, TransportError) else None
        status = None if isinstance(result, TransportError) else result.status_code
        return AttemptEvent(status_code=status, error=error, elapsed=elapsed, wait=wait, **self._event())

    def _event(self) -> _EventFields:
        return {
            "call_id": self.call_id,
            "operation": self.operation.id,
            "method": self.operation.method,
            "path": self.operation.path,
            "url": self._shown_url(),
            "attempt": self.attempts,
        }

    def name_request_on(self, error: DockerHubError) -> None:
        """Set method, URL and number of attempts on the error of this call.

        Secrets of the request that the error repeats are masked. An error of a hook or of the log-in is about another
        request, and stays as it is.
        """
        if not is_outcome(error, self.call):
            return
        if isinstance(error, DecodeError):
            self.secrets().without_in_error(error)
        if self.attempts:
            error.attempts = self.attempts
            error.request_method, error.request_url = self.operation.method, self._shown_url(of_error=True)

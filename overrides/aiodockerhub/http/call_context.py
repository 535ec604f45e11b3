"""The call context: the state, the attempts and the events of one call."""

import itertools
from collections.abc import Iterator
from typing import Any, TypedDict

from aiodockerhub_generated._masking import SealedText, hidden
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Call, Operation
from attrs import Factory, define, field

from aiodockerhub.auth.login import requires_second_factor
from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.errors import TransportError
from aiodockerhub.helpers.statuses import SUCCESSES
from aiodockerhub.helpers.text import without_secrets
from aiodockerhub.http import request_secrets
from aiodockerhub.http.call_ids import process_id
from aiodockerhub.http.elapsed import Elapsed
from aiodockerhub.http.events import AttemptEvent, CallEndEvent, CallStartEvent, RequestEvent, ResponseEvent
from aiodockerhub.http.exchange import Request, Response
from aiodockerhub.http.headers import Headers, RequestHeaders
from aiodockerhub.http.options import Settings
from aiodockerhub.http.redirects import REDIRECTS, Redirect, decide_redirect
from aiodockerhub.http.response_body import BodySink
from aiodockerhub.http.safe_methods import SAFE_METHODS
from aiodockerhub.http.secret_masking import HeadersToShow, SentSecrets, mask_named_credentials
from aiodockerhub.http.session_spellings import SessionSpellings

_NOT_FOUND = 404
_call_numbers = itertools.count(1)


class _EventFields(TypedDict):
    call_id: str
    operation: str
    method: str
    path: str
    url: str
    attempt: int


@define
class CallContext:
    """The state of one call from its first attempt to its result.

    Attributes:
        call: Call that is sent.
        url: URL of the next attempt. A redirect changes it.
        content: Body of every attempt; `None` if requests have no body.
        settings: Options of the client, combined with the options of the call.
        elapsed: Record of the time that the call has spent in each phase.
        sink: Object that receives the body of a success piece by piece, as in a download. `None` means that the body is
            collected in memory.
        authenticate: Whether requests carry the session's bearer token; false for the requests of a log-in.
        declared_idempotent: Option `idempotent` of the call: the caller declares that sending it twice does no harm.
        headers: Headers of every attempt, without credentials.
        authorization: Authorization header of the last attempt; `None` if there was no attempt or no such header.
        named: Named credentials of the request; `None` if the operation takes none.
        session_spellings: The forms in which a server may repeat the secrets of the session's log-ins.
        attempts: Number of attempts so far.
        first_attempt_at: Start of the first attempt, in seconds of the monotonic clock.
        attempt_started_at: Start of the last attempt, in seconds of the monotonic clock.
        may_have_acted: Whether the server may have acted on any attempt.
        may_have_acted_before: Whether the server may have acted on any attempt before the last attempt.
        retries: Number of retries so far.
        redirects: Number of redirects that were followed.
        resent: Whether the call was resent after a response with status 401.
        requests: Requests of all attempts. Their secrets are masked in errors and events.
        collected_secrets: Cache of `secrets()`: the number of requests when the secrets were collected, and the
            secrets. `None` before the first use.
        outcome: Value for the log: status of the last response, name of the last transport error, "cancelled", or
            "not sent".
        response: Response of the last attempt; `None` if that attempt has none yet.
        decoded: Response or error that `decode_in_thread` has stored for `take_decoded`; `None` otherwise.
        number: Number of the call in this process.
        operation: Operation of the call.
    """

    call: Call[Any] = field(repr=False)  # may hold a password
    url: str = field(repr=False)  # may hold a key
    content: bytes | None = field(repr=False)  # may hold a password
    settings: Settings
    elapsed: Elapsed
    sink: BodySink | None
    authenticate: bool
    declared_idempotent: bool
    headers: RequestHeaders
    authorization: str | None = field(default=None, repr=False)
    named: PlacedCredentials | None = field(default=None, repr=False)
    session_spellings: SessionSpellings = field(factory=lambda: SessionSpellings(SessionSecrets()), repr=False)
    attempts: int = 0
    first_attempt_at: float = 0.0
    attempt_started_at: float = 0.0
    may_have_acted: bool = False
    may_have_acted_before: bool = False
    retries: int = 0
    redirects: int = 0
    resent: bool = False
    requests: list[Request] = field(factory=list[Request], repr=False)
    collected_secrets: tuple[int, SentSecrets] | None = field(default=None, repr=False)
    outcome: object = "not sent"
    response: Response | None = field(default=None, repr=False)
    decoded: Any = field(default=None, repr=False)
    number: int = field(factory=_call_numbers.__next__)
    operation: Operation = field(init=False, default=Factory(lambda context: context.call.operation, takes_self=True))

    @property
    def call_id(self) -> str:
        """Id of the call: random prefix of the process, and number of the call."""
        return f"{process_id()}-{self.number:x}"

    @property
    def is_idempotent(self) -> bool:
        """Whether a resend does no harm: a read, a log-in, or declared idempotent."""
        return self.declared_idempotent or self.operation.method in SAFE_METHODS or not self.authenticate

    def has_time_for(self, seconds: float) -> bool:
        """Return whether the deadline is more than the given time away.

        Args:
            seconds: Time in seconds.

        Returns:
            True if more than `seconds` are left before the deadline, or if the call has no deadline.
        """
        deadline = self.settings.deadline
        return deadline is None or self.elapsed.total + seconds < deadline

    def masked_url(self, *, of_error: bool = False) -> str:
        """Return the URL of the next attempt, with secrets masked.

        Args:
            of_error: Whether an error shows the URL; then the secrets of the call are masked in its query, too. `False`
                by default.
        """
        url = mask_named_credentials(self.url, self.named)
        if self.redirects or (of_error and "?" in url):  # otherwise the caller chose the URL, and masking is slow
            url = self.secrets().mask_url(url, whole=self.redirects > 0)
        return without_secrets(url)

    def secrets(self) -> SentSecrets:
        """Return the secrets of the call and of the session's log-ins."""
        if self.collected_secrets is None or self.collected_secrets[0] != len(self.requests):
            names = request_secrets.names_of(self.url, self.content, self.headers.get("content-type", ""))
            secrets_sent = SentSecrets(self._secrets_sent(), names, self.session_spellings.current())
            self.collected_secrets = len(self.requests), secrets_sent
        return self.collected_secrets[1]

    def mask(self, value: object, *, is_cut: bool = False) -> object:
        """Mask the secrets of the call in a JSON value, as `mask_value` does."""
        return self.secrets().mask_value(value, is_cut=is_cut)

    def _secrets_sent(self) -> Iterator[str]:
        yield from request_secrets.of_named(self.named)
        yield from request_secrets.of_body(self.content, self.headers.get("content-type", ""))
        for url, headers in ((self.url, self.headers), *((each.url, each.headers) for each in self.requests)):
            yield from request_secrets.of_headers(headers)
            yield from request_secrets.of_url(url)

    def begin_attempt(self, headers: RequestHeaders) -> Request:
        """Record the start of an attempt and make its request.

        Args:
            headers: All headers of the request, including credentials.

        Returns:
            The request of this attempt, with the limits for its response.
        """
        self.attempt_started_at = self.elapsed.enter("attempts")
        if not self.attempts:
            # `retry_timeout` starts here: waiting for a place, a log-in or the pace is not part of it.
            self.first_attempt_at = self.attempt_started_at
        self.attempts += 1
        self.response = None
        self.may_have_acted_before, self.may_have_acted = self.may_have_acted, True
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

    def is_success(self, response: Response) -> bool:
        """Return whether a response is a success for the operation.

        A success has a status 2xx, or 404 if the operation checks whether an object exists. In a log-in, an error that
        requires a second factor is also a success, because the log-in reads that response.
        """
        status = response.status_code
        if not self.authenticate and requires_second_factor(self.call, status, hidden(response.body)):
            return True
        return status in SUCCESSES or (status == _NOT_FOUND and self.operation.response == "exists")

    def try_redirect(self, response: Response) -> bool:
        """Set the URL of the next attempt if the response is a redirect to follow.

        Returns:
            Whether the response is a redirect that is followed.
        """
        if response.status_code not in REDIRECTS:
            return False
        target = self.redirect_of(response.headers)
        if target.refusal:
            return False
        self.redirects += 1
        self.url = SealedText(target.url)
        return True

    def redirect_of(self, headers: Headers) -> Redirect:
        """Decide on the redirect of a response.

        Args:
            headers: Headers of the response.
        """
        return decide_redirect(self.operation.method, self.url, headers.get("location"), self.redirects)

    def start_event(self) -> CallStartEvent:
        """Make the event for the start of the call."""
        operation = self.operation
        return CallStartEvent(
            call_id=self.call_id, operation=operation.id, method=operation.method, path=operation.path
        )

    def end_event(self, error: BaseException | None) -> CallEndEvent:
        """Make the event for the end of the call.

        Args:
            error: Exception that ends the call; `None` after a success. An exception that is no subclass of
                `Exception`, such as `CancelledError`, gives the outcome `cancelled`.
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
        """Make the event before an attempt.

        Args:
            headers: Headers of the request without the client's credentials, which the hook may change.
        """
        fields = self._event_fields()
        fields["attempt"] += 1  # `begin_attempt` counts the attempt later
        return RequestEvent(headers=headers, **fields)

    def response_event(self, response: Response, elapsed: float) -> ResponseEvent:
        """Make the event for a response.

        Args:
            response: Response of the last attempt.
            elapsed: Duration of the exchange of the attempt, in seconds.
        """
        return ResponseEvent(
            status_code=response.status_code,
            headers=response.headers,
            elapsed=elapsed,
            masked_headers=HeadersToShow(response.headers, self.secrets()),
            **self._event_fields(),
        )

    def attempt_event(self, result: Response | TransportError, elapsed: float, wait: float | None) -> AttemptEvent:
        """Make the event after an attempt.

        Args:
            result: Response or transport error of the attempt.
            elapsed: Duration of the attempt with its waits, in seconds.
            wait: Time until the next attempt, in seconds; `None` if no attempt follows.
        """
        error = result if isinstance(result, TransportError) else None
        status = None if isinstance(result, TransportError) else result.status_code
        return AttemptEvent(status_code=status, error=error, elapsed=elapsed, wait=wait, **self._event_fields())

    def _event_fields(self) -> _EventFields:
        return {
            "call_id": self.call_id,
            "operation": self.operation.id,
            "method": self.operation.method,
            "path": self.operation.path,
            "url": self.masked_url(),
            "attempt": self.attempts,
        }

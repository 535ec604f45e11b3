"""The session: one straight pipeline from a call to its decoded response.

retry(pace -> on_request -> place -> bearer token -> engine -> on_response -> on_attempt) -> error or decoded response
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Self, TypeVar

from aiodockerhub_generated._calls import Security
from aiodockerhub_generated._redaction import sealed
from aiodockerhub_generated.types import Call, CallOptions, Drift, DriftSink, PagedCall, Pager

from aiodockerhub.auth.named_credentials import for_operation, named_headers
from aiodockerhub.errors import DecodeError, DockerHubError, HubTimeoutError, TransportError, UsageError
from aiodockerhub.helpers.arguments import check_call, check_options, checked_headers
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.http import log
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.decoding_threads import decode_beside, is_large, take_decoded
from aiodockerhub.http.elapsed import Elapsed
from aiodockerhub.http.engines.protocol import Engine, ForeignError
from aiodockerhub.http.engines.transport_errors import closed
from aiodockerhub.http.events import ApiResponse
from aiodockerhub.http.exchange import BodySink, Response, exchange
from aiodockerhub.http.headers import Headers, RequestHeaders, merged
from aiodockerhub.http.hooks import call_hook
from aiodockerhub.http.observation import Observation
from aiodockerhub.http.options import Settings, SettingsChanges, changed, for_call
from aiodockerhub.http.request_parts import content_of, headers_of, url_of
from aiodockerhub.http.response_decoding import Decoded, decoded
from aiodockerhub.http.retries import Failure, wait_before_retry
from aiodockerhub.http.secret_masking import SentSecrets
from aiodockerhub.http.shared_state import Shared

T = TypeVar("T")
EnvelopeT = TypeVar("EnvelopeT")
ItemT = TypeVar("ItemT")

_UNAUTHORIZED = 401
_WAITING = {
    "preparation": "to be sent",
    "line": "for a connection",
    "log-in": "for the log-in",
    "pacing": "for its turn",
    "waits": "for its next attempt",
    "decoding": "for its response to be decoded",
    "hooks": "for a hook",
    "file": "for its file",
}


class Session:
    """The pipeline of a client, with one set of options.

    Args:
        shared: The state shared with other clients with options: engine, places, token, rate limit and drift.
        settings: The options of all calls.
    """

    def __init__(self, shared: Shared, settings: Settings) -> None:
        self.shared = shared
        self.settings = settings

    def with_options(self, changes: SettingsChanges) -> Self:
        """Make a session with other options and the same shared state.

        Args:
            changes: The options that change.
        """
        return type(self)(self.shared, changed(self.settings, changes))

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        """Send a call and decode its response.

        Args:
            call: The call.
            options: Per-call timeout, retries, headers, query and the like.

        Returns:
            The decoded response.

        Raises:
            DockerHubError: See `aiodockerhub.errors`.
        """
        return (await self.request(call, options)).parsed

    def paginate(self, call: PagedCall[EnvelopeT, ItemT], options: CallOptions | None = None) -> Pager[ItemT]:
        """Walk the pages of a call.

        Args:
            call: The call for the first page.
            options: Options of every request of the walk.
        """
        from aiodockerhub.pagination.pager import HubPager

        check_options(options)

        return HubPager(self, call, options)

    async def login(self, call: Call[T]) -> T:
        """Send a step of the log-in without credentials, and decode its response.

        Args:
            call: The call.
        """
        # A one-time code is never sent twice: the response to the first time may have been lost, and it is used up.
        once = isinstance(call.body, dict) and "code" in call.body
        # No deadline: each call that waits for the log-in has its own.
        options = CallOptions(deadline=None, max_retries=0) if once else CallOptions(deadline=None)
        self.shared.auth.secrets.note_sent(call.body)
        parsed = (await self.request(call, options, authenticate=False)).parsed
        self.shared.auth.secrets.note_received(parsed)
        return parsed

    async def request(
        self,
        call: Call[T],
        options: CallOptions | None = None,
        *,
        sink: BodySink | None = None,
        authenticate: bool = True,
    ) -> ApiResponse[T]:
        """Send a call; return its decoded response, status, headers and timing.

        Args:
            call: The call.
            options: Per-call timeout, retries, headers, query and the like.
            sink: Receives the body of a success as it arrives; `body` of the response is then empty.
            authenticate: Whether to send credentials.

        Returns:
            The response.

        Raises:
            DockerHubError: See `aiodockerhub.errors`.
        """
        check_call(call)
        check_options(options)
        shared, operation = self.shared, call.operation
        settings = self.settings if options is None else for_call(self.settings, options)
        drift = shared.drift.sink(operation, strict=settings.strict)
        query, credentials = settings.query, None
        if operation.security is Security.NAMED:
            credentials = for_operation(operation, settings.named_credentials, settings.headers, query)
            query = sealed({**query, **credentials.query})
        url, content = url_of(shared.base_url, call, query), content_of(operation, call.body, drift)
        context = CallContext(
            call,
            url,
            content,
            settings,
            Elapsed(shared.clock),
            sink,
            authenticate,
            options is not None and options.idempotent,
            headers_of(call, settings, has_body=content is not None),
            named=credentials,
            session_secrets=shared.auth.secrets,
        )
        with Observation(context):
            response, result = await self._within_deadline(context, call)
            if result.drifts:
                drifts = result.drifts if settings.strict else shared.drift.new(operation, result.drifts)
                _report(drifts, drift, context.secrets())
        return ApiResponse(
            parsed=result.parsed,
            status_code=response.status_code,
            headers=response.headers,
            body=response.body,
            elapsed=context.elapsed.total,
            attempts=context.attempts,
        )

    async def _within_deadline(self, context: CallContext, call: Call[T]) -> tuple[Response, Decoded[T]]:
        """Send and decode, until the deadline passes or the client is closed."""
        self.shared.open()  # the first use opens the client
        async with Interruption(self.shared.calls, context.settings.deadline) as interruption:
            if context.sink is None:
                response = await self._deliver(context)
                return response, take_decoded(context, call, self._decoder(context, call, response))
            context.elapsed.enter("file")
            await context.sink.prepare()
            response = await self._deliver(context)
            result = take_decoded(context, call, self._decoder(context, call, response))
            context.elapsed.enter("file")
            await context.sink.finish()
            return response, result
        if interruption.reason == "deadline":
            raise as_outcome(self._late(context), call)
        if context.elapsed.phase == "attempts":
            raise as_outcome(closed(self.shared.host, sent=context.may_have_arrived), call)
        raise UsageError(f"this client was closed while the call waited {_WAITING[context.elapsed.phase]}")

    def _decoder(self, context: CallContext, call: Call[T], response: Response) -> Callable[[], Decoded[T]]:
        return partial(decoded, call, response, context.settings.max_response_size, context.mask)

    async def _deliver(self, context: CallContext) -> Response:
        """Make attempts until there is a success to return or an error to raise."""
        clock, settings = self.shared.clock, context.settings
        while True:
            began = clock.monotonic()
            result = await self._attempt(context)
            wait = self._wait(context, result)
            if settings.on_attempt is not None or log.attempts_are_wanted():
                event = context.attempt_event(result, clock.monotonic() - began, wait)
                if log.attempts_are_wanted():
                    headers = Headers() if isinstance(result, TransportError) else result.headers
                    log.attempt(event, context.secrets().without_in_headers(headers))
                context.elapsed.enter("hooks")
                await call_hook(settings.on_attempt, event)
                del event  # the frame of an error would show its URL
            if wait is None:
                break
            if wait > 0:
                if not context.has_time_for(wait):
                    raise as_outcome(self._late(context), context.call) from self._error(context, result)
                context.elapsed.enter("waits")
                await clock.sleep(wait)
        if isinstance(result, TransportError) or not context.succeeded(result):
            raise as_outcome(self._error(context, result), context.call)
        return result

    async def _attempt(self, context: CallContext) -> Response | TransportError:
        """Make one attempt: pace, hooks, place, credentials and exchange.

        An error of a hook or of the log-in ends the call; it is not the result of this attempt.
        """
        shared, settings, elapsed = self.shared, context.settings, context.elapsed
        headers = context.headers
        if settings.pace:
            elapsed.enter("pacing")
            await shared.limiter.pace(settings.retry.max_retry_after)
        if settings.on_request is not None:
            elapsed.enter("hooks")
            # A copy, so that the next attempt starts from the same, and without credentials.
            changeable = merged(headers, {})
            await call_hook(settings.on_request, context.request_event(changeable))
            headers = merged({}, checked_headers(changeable))
        elapsed.enter("line")
        line = shared.places.line(for_login=not context.authenticate or shared.auth.is_inside_log_in)
        await line.acquire()  # no `async with`: its two methods are coroutines more for each attempt
        try:
            if context.authenticate:
                elapsed.enter("log-in")
                context.authorization = await shared.auth.authorization(context.operation)
                if context.authorization is not None:
                    headers = merged(headers, {"authorization": context.authorization})
            if context.named is not None:
                headers = merged(headers, named_headers(context.named, headers))
            if not context.has_time_for(0):
                raise as_outcome(self._late(context), context.call)
            engine = shared.open()  # now, for it may have been closed since
            response = await _exchanged(engine, context, headers)
            if isinstance(response, TransportError):
                context.outcome = type(response).__name__
                context.secrets().without_in_error(response)
                return response
            context.outcome = response.status_code
            shared.limiter.note(response.status_code, response.headers)
            large = context.succeeded(response) and is_large(response.body)
            ended = elapsed.enter("decoding" if large else "hooks")
            if large:
                await decode_beside(context, shared.places, self._decoder(context, context.call, response))
        finally:
            line.release()
        if settings.on_response is not None:
            await call_hook(settings.on_response, context.response_event(response, ended - context.attempt_began))
        return response

    def _wait(self, context: CallContext, result: Response | TransportError) -> float | None:
        """Decide on the next attempt.

        Returns:
            Seconds until the next attempt, `None` for none; 0 to resend after a 401 or to follow a redirect.
        """
        if isinstance(result, TransportError):
            context.may_have_arrived = context.may_have_arrived_before or result.sent
            failure = Failure(error=result)
        else:
            if context.succeeded(result):
                return None
            if self._resends(context, result) or context.follow(result):
                return 0.0
            failure = Failure(status_code=result.status_code, headers=result.headers)
        clock = self.shared.clock
        wait = wait_before_retry(
            context.settings.retry,
            failure,
            is_retryable=context.is_retryable,
            retries=context.retries,
            elapsed=clock.monotonic() - context.first_sent,
            now=clock.time(),
        )
        if wait is not None:
            context.retries += 1
        return wait

    def _resends(self, context: CallContext, response: Response) -> bool:
        """Tell whether to resend after a 401 with a new token."""
        if response.status_code != _UNAUTHORIZED or context.authorization is None or context.resent:
            return False
        context.resent = self.shared.auth.drop_rejected(context.authorization)
        return context.resent

    def _error(self, context: CallContext, result: Response | TransportError) -> DockerHubError:
        if isinstance(result, TransportError):
            return result
        return context.error(result, self.shared.clock.time(), self.shared.auth.last_used)

    def _late(self, context: CallContext) -> HubTimeoutError:
        """Build the error of a deadline that has passed or cannot be kept."""
        deadline, elapsed = context.settings.deadline, context.elapsed
        passed = (
            "passed" if deadline is not None and elapsed.total >= deadline else "leaves no time for another attempt"
        )
        message = f"deadline of {deadline:g} s {passed}: {elapsed.summary(context.attempts)}"
        return HubTimeoutError(message, host=self.shared.host, sent=context.may_have_arrived)


async def _exchanged(engine: Engine, context: CallContext, headers: RequestHeaders) -> Response | TransportError:
    """Make the exchange, and return its transport error instead of raising it.

    Errors of a sink or a transport of the user's are raised.
    """
    try:
        return await exchange(engine, context.begin_attempt(headers))
    except TransportError as error:
        return error
    except DecodeError as error:
        as_outcome(error, context.call)
        raise
    except ForeignError as carrier:
        ended: BaseException = carrier.error
    except Exception:
        raise
    except BaseException as error:  # noqa: BLE001 - a cancellation or the like, raised again
        # `asyncio.timeout` shows the frames of a cancellation, and those below hold all that was sent.
        ended = error.with_traceback(None)
        ended.__cause__ = ended.__context__ = None
    raise ended


def _report(drifts: Iterable[Drift], report: DriftSink, secrets: SentSecrets) -> None:
    """Report the drift of a response, with the secrets of its request masked."""
    for drift in map(secrets.without_in_drift, drifts):
        report(drift)

"""The session: sends the attempts of a call, and decodes its response.

The steps of each attempt are, in order: waiting for a turn (`pace`), hook `on_request`, waiting for a place, bearer
token, named credentials, exchange by the engine, decoding of a large body in a thread if the status means success, hook
`on_response`. After a transport error of the exchange, the last two steps are skipped. Then
`attempts.decide_next_attempt` decides whether another attempt follows, and the hook `on_attempt` is called. After the
last attempt, a response that is not large is decoded, or the error is raised.
"""

import asyncio
from collections.abc import Iterable
from typing import Self, TypeVar

from aiodockerhub_generated._calls import Security
from aiodockerhub_generated._masking import hidden, sealed
from aiodockerhub_generated.types import OMIT, Call, CallOptions, Drift, DriftSink, PagedCall, Pager

from aiodockerhub.auth.accounts import note_account
from aiodockerhub.auth.login import has_code
from aiodockerhub.auth.named_credentials import for_operation, named_headers
from aiodockerhub.errors import DecodeError, DockerHubError, HubTimeoutError, TransportError, UsageError
from aiodockerhub.helpers.arguments import check_call, check_options, checked_headers
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.helpers.tasks import raise_pending_cancellation
from aiodockerhub.http import error_attributes, log
from aiodockerhub.http.attempts import decide_next_attempt, exchange_or_return_error
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.decoding_threads import decode_in_thread, is_large, take_decoded
from aiodockerhub.http.elapsed import WORDS, Elapsed
from aiodockerhub.http.engines.transport_errors import closed_error
from aiodockerhub.http.events import ApiResponse
from aiodockerhub.http.exchange import Response
from aiodockerhub.http.headers import Headers, merge_headers
from aiodockerhub.http.hooks import call_hook
from aiodockerhub.http.lifecycle import ClientState
from aiodockerhub.http.observation import Observation
from aiodockerhub.http.options import Settings, SettingsChanges, apply_call_options, apply_changes
from aiodockerhub.http.paced_line import PacedLine
from aiodockerhub.http.request_parts import build_headers, build_url, encode_body
from aiodockerhub.http.response_body import BodySink
from aiodockerhub.http.response_decoding import Decoded
from aiodockerhub.http.secret_masking import SentSecrets

T = TypeVar("T")
EnvelopeT = TypeVar("EnvelopeT")
ItemT = TypeVar("ItemT")


class Session:
    """Sends the calls of a client, with one set of options.

    Args:
        shared: State that a client shares with its clients with options: engine, places, token, rate limit and drift
            log.
        settings: Options of all calls.
    """

    def __init__(self, shared: ClientState, settings: Settings) -> None:
        self.shared = shared
        self.settings = settings

    def with_options(self, changes: SettingsChanges) -> Self:
        """Return a session with other options and the same shared state.

        Args:
            changes: New values of options, by name.
        """
        return type(self)(self.shared, apply_changes(self.settings, changes))

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        """Send a call and return its decoded response.

        Args:
            call: Call to send.
            options: Options of this call, such as timeout and headers; `None`, the default, for those of the client.

        Returns:
            The decoded response.

        Raises:
            DockerHubError: The call failed; `aiodockerhub.errors` lists the classes.
            Exception: A hook, the provider of the credentials or a transport of the user raised this exception.
        """
        _, _, parsed = await self._perform(call, options)
        return parsed

    def paginate(self, call: PagedCall[EnvelopeT, ItemT], options: CallOptions | None = None) -> Pager[ItemT]:
        """Return a pager for a list, which requests pages when needed.

        Args:
            call: Call for the first page.
            options: Options of the call for each page; `None`, the default, for the options of the client.

        Raises:
            ArgumentTypeError: `options` is not a `CallOptions`.
        """
        from aiodockerhub.pagination.pager import HubPager

        check_options(options)

        return HubPager(self, call, options)

    async def send_log_in_request(self, call: Call[T]) -> T:
        """Send one request of a log-in, and decode its response.

        The request has no bearer token and no deadline. A request with a one-time code is not retried.

        Args:
            call: Call to send.

        Returns:
            The decoded response.

        Raises:
            DockerHubError: The call failed; `aiodockerhub.errors` lists the classes.
            Exception: A hook or a transport of the user raised this exception.
        """
        # A one-time code must not be sent twice: if the response was lost, the server may have accepted the code.
        # No deadline, because several calls may wait for the log-in, and each has its own deadline.
        options = CallOptions(deadline=None, max_retries=0) if has_code(call) else CallOptions(deadline=None)
        self.shared.auth.secrets.note_sent(call.body)
        parsed = hidden((await self._perform(call, options, authenticate=False))[2])
        self.shared.auth.secrets.note_received(parsed)
        return parsed

    async def request(
        self, call: Call[T], options: CallOptions | None = None, *, sink: BodySink | None = None
    ) -> ApiResponse[T]:
        """Send a call and return the response with status, headers and timing.

        Args:
            call: Call to send.
            options: Options of this call, such as timeout and headers; `None`, the default, for those of the client.
            sink: Object that receives the body of a success piece by piece; the `body` of the response is empty then.
                `None`, the default, to collect the body in memory.

        Returns:
            The decoded response, with status, headers and timing.

        Raises:
            DockerHubError: The call failed; `aiodockerhub.errors` lists the classes.
            Exception: A hook, the provider of the credentials, or a sink or transport of the user raised this error.
        """
        context, response, parsed = await self._perform(call, options, sink)
        return ApiResponse(
            parsed=parsed,
            status_code=response.status_code,
            headers=response.headers,
            body=response.body,
            elapsed=context.elapsed.total,
            attempts=context.attempts,
            account=response.account,
        )

    async def _perform(
        self, call: Call[T], options: CallOptions | None, sink: BodySink | None = None, *, authenticate: bool = True
    ) -> tuple[CallContext, Response, T]:
        """Send a call as `request` does, or a log-in without `authenticate`."""
        check_call(call)
        check_options(options)
        shared, operation = self.shared, call.operation
        settings = self.settings if options is None else apply_call_options(self.settings, options)
        query, credentials = settings.query, None
        if operation.security is Security.NAMED:
            credentials = for_operation(operation, settings.named_credentials, settings.headers, query)
            query = sealed({**query, **credentials.query})
        url, content = build_url(shared.base_url, call, query), None
        if call.body is not OMIT:
            content = encode_body(operation, call.body, shared.drift.sink(operation, strict=settings.strict))
        context = CallContext(
            call=call,
            url=url,
            content=content,
            settings=settings,
            elapsed=Elapsed(shared.clock),
            sink=sink,
            authenticate=authenticate,
            declared_idempotent=options is not None and options.idempotent,
            headers=build_headers(call, settings, has_body=content is not None),
            named=credentials,
            session_spellings=shared.session_spellings,
        )
        with Observation(context):
            response, result = await self._send_and_decode(context, call)
            if result.drifts:
                drifts = result.drifts if settings.strict else shared.drift.new(operation, result.drifts)
                try:
                    _report(drifts, shared.drift.sink(operation, strict=settings.strict), context.secrets())
                except DecodeError as error:  # of a strict client
                    as_outcome(error, call)
                    raise
        return context, response, result.parsed

    async def _send_and_decode(self, context: CallContext, call: Call[T]) -> tuple[Response, Decoded[T]]:
        """Run the attempts of a call and decode the response, within the deadline.

        Raises:
            HubTimeoutError: The deadline has passed.
            UsageError: The client was closed before the call or while the call waited.
            HubConnectionError: The client was closed during an exchange.
            DockerHubError: The call failed in another way.
            Exception: A hook, the provider of the credentials, or a sink or transport of the user raised this error.
        """
        self.shared.require_engine(self)  # a client that was not opened explicitly is opened by its first call
        downloaded: tuple[Response, Decoded[T]] | None = None
        async with Interruption(self.shared.calls, context.settings.deadline) as interruption:
            if context.sink is None:
                response = await self._run_attempts(context)
                return response, take_decoded(context, call, response)
            context.elapsed.enter("file")
            await context.sink.prepare()
            response = await self._run_attempts(context)
            result = take_decoded(context, call, response)
            context.elapsed.enter("file")
            downloaded = response, result
            await context.sink.finish()
            return downloaded
        # Reached only if the deadline or `aclose` has interrupted the block above.
        if downloaded is not None and context.sink is not None and context.sink.is_finished:
            return downloaded  # an error would mean that the file is as it was
        if interruption.reason == "deadline":
            raise as_outcome(self._deadline_error(context), call)
        if context.elapsed.phase == "attempts":
            raise as_outcome(closed_error(self.shared.host, sent=context.may_have_acted), call)
        raise UsageError(f"this client was closed while the call waited {WORDS[context.elapsed.phase]}")

    async def _run_attempts(self, context: CallContext) -> Response:
        """Make attempts until one succeeds or no further attempt follows.

        Returns:
            The response of the attempt that succeeded.

        Raises:
            DockerHubError: The last attempt failed, or the deadline would pass in the wait for the next attempt.
            Exception: `_make_attempt` or the hook `on_attempt` raised this exception.
        """
        shared, clock, settings = self.shared, self.shared.clock, context.settings
        while True:
            started_at = clock.monotonic()
            result = await self._make_attempt(context)
            wait = decide_next_attempt(shared, context, result)
            if settings.on_attempt is not None or log.is_attempt_logged():
                event = context.attempt_event(result, clock.monotonic() - started_at, wait)
                if log.is_attempt_logged():
                    headers = Headers() if isinstance(result, TransportError) else result.headers
                    log.attempt(event, context.secrets().mask_headers(headers))
                context.elapsed.enter("hooks")
                await call_hook("on_attempt", settings.on_attempt, event)
                del event  # the frame of an error would show the URL
            if wait is None:
                break
            if wait > 0:
                if not context.has_time_for(wait):
                    raise as_outcome(self._deadline_error(context), context.call) from self._error_of(context, result)
                context.elapsed.enter("waits")
                await clock.sleep(wait)
        if isinstance(result, TransportError) or not context.is_success(result):
            raise as_outcome(self._error_of(context, result), context.call)
        return result

    async def _make_attempt(self, context: CallContext) -> Response | TransportError:
        """Make one attempt.

        The steps are those that the docstring of this module lists, up to `on_response`.

        Returns:
            The response, or the transport error of the exchange.

        Raises:
            HubTimeoutError: The deadline has passed before the exchange.
            UsageError: The client was closed while the attempt waited.
            DecodeError: The body of a 2xx response is too long, has an unsupported encoding, or is much longer
                compressed than decompressed.
            ArgumentError: The hook `on_request` has set an invalid header.
            Exception: A hook, the log-in, or a sink or transport of the user failed. Each of these errors ends the call
                without a retry.
        """
        shared, settings, elapsed = self.shared, context.settings, context.elapsed
        headers, account = context.headers, None
        for_login = not context.authenticate or shared.auth.is_inside_log_in
        places = shared.places.line(for_login=for_login)
        line: asyncio.Semaphore | PacedLine = places
        if settings.pace:
            elapsed.enter("pacing")
            line = PacedLine(places, shared.limiter, settings.retry.max_retry_after, for_login=for_login)
            await line.pace()
        if settings.on_request is not None:
            elapsed.enter("hooks")
            # The hook gets a copy, so that its changes do not apply to the next attempt.
            changeable = merge_headers(headers, {})
            await call_hook("on_request", settings.on_request, context.request_event(changeable))
            headers = merge_headers({}, checked_headers(changeable))
        elapsed.enter("line")
        await line.acquire()  # `async with` would create two more coroutines for each attempt
        try:
            # A log-in that has started continues. Over an idle connection, engines send without waiting.
            await raise_pending_cancellation()
            if context.authenticate:
                elapsed.enter("log-in")
                context.authorization = await shared.auth.authorization(context.operation)
                account = shared.auth.last_account
                if context.authorization is not None:
                    headers = merge_headers(headers, {"authorization": context.authorization})
            if context.named is not None:
                headers = merge_headers(headers, named_headers(context.named, headers))
            if not context.has_time_for(0):
                raise as_outcome(self._deadline_error(context), context.call)
            engine = shared.require_engine(self)  # the client may have been closed while the attempt waited
            response = await exchange_or_return_error(engine, context, headers)
            if isinstance(response, TransportError):
                context.outcome = type(response).__name__
                context.secrets().mask_error(response)
                return response
            response.account = account
            context.response, context.outcome = response, response.status_code
            shared.limiter.note(response.status_code, response.headers)
            needs_thread = is_large(response.body) and context.is_success(response)
            ended_at = elapsed.enter("decoding" if needs_thread else "hooks")
            if needs_thread:
                await decode_in_thread(context, shared.places, response)
        finally:
            line.release()
        if settings.on_response is not None:
            seconds = ended_at - context.attempt_started_at
            await call_hook("on_response", settings.on_response, context.response_event(response, seconds))
        return response

    def _error_of(self, context: CallContext, result: Response | TransportError) -> DockerHubError:
        if isinstance(result, TransportError):
            result.sent = context.may_have_acted  # on an earlier attempt too
            return result
        error = error_attributes.status_error(context, result, self.shared.clock.time(), self.shared.auth.last_used)
        note_account(error, result.account)
        return error

    def _deadline_error(self, context: CallContext) -> HubTimeoutError:
        """Make the error for a deadline that has passed or will pass in a wait."""
        deadline, elapsed = context.settings.deadline, context.elapsed
        passed = (
            "passed" if deadline is not None and elapsed.total >= deadline else "leaves no time for another attempt"
        )
        message = f"deadline of {deadline:g} s {passed}: {elapsed.summary(context.attempts)}"
        return HubTimeoutError(message, host=self.shared.host, sent=context.may_have_acted)


def _report(drifts: Iterable[Drift], report: DriftSink, secrets: SentSecrets) -> None:
    """Report the drift of a response, with the secrets of the call masked."""
    for drift in map(secrets.mask_drift, drifts):
        report(drift)

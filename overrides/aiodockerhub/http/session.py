"""The session: one straight pipeline from a call to its decoded answer.

auth -> admission (limits) -> retry( transport ) -> error or decode
"""

import asyncio
from typing import Self, TypeVar

from aiodockerhub_generated.types import Call, CallOptions, PagedCall, Pager

from aiodockerhub.errors import DockerHubError, TransportError
from aiodockerhub.helpers.arguments import check_call, check_options, checked_headers
from aiodockerhub.http import log
from aiodockerhub.http.call_context import CallContext, content_of, decoded, url_of
from aiodockerhub.http.connections import BodySink, Response
from aiodockerhub.http.events import ApiResponse
from aiodockerhub.http.options import Settings, SettingsChanges, call_hook, changed, for_call, merged
from aiodockerhub.http.retries import Failure, wait_before_retry
from aiodockerhub.http.shared import Shared

T = TypeVar("T")
EnvelopeT = TypeVar("EnvelopeT")
ItemT = TypeVar("ItemT")

_UNAUTHORIZED = 401


class Session:
    """Sends calls over what it shares with its views, by settings of its own.

    Args:
        shared: Connections, token, rate limit and drift.
        settings: How to send.
    """

    def __init__(self, shared: Shared, settings: Settings) -> None:
        self.shared = shared
        self.settings = settings

    def with_options(self, changes: SettingsChanges) -> Self:
        """Make a view: the same shared things, other settings.

        Args:
            changes: What is to differ.
        """
        return type(self)(self.shared, changed(self.settings, changes))

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        """Send a call and decode its answer.

        Args:
            call: What to send.
            options: What is to differ for this call.

        Returns:
            The decoded answer.

        Raises:
            DockerHubError: See `aiodockerhub.errors`.
        """
        return (await self.request(call, options)).parsed

    def paginate(self, call: PagedCall[EnvelopeT, ItemT], options: CallOptions | None = None) -> Pager[ItemT]:
        """Walk the pages of a call.

        Args:
            call: The call for the first page.
            options: What is to differ for every request of the walk.
        """
        from aiodockerhub.pagination.pager import HubPager

        check_options(options)

        return HubPager(self, call, options)

    async def login(self, call: Call[T]) -> T:
        """Send a step of the log-in, which goes without credentials, and decode its answer.

        Args:
            call: What to send.
        """
        return (await self.request(call, authenticate=False)).parsed

    async def request(
        self,
        call: Call[T],
        options: CallOptions | None = None,
        *,
        sink: BodySink | None = None,
        authenticate: bool = True,
    ) -> ApiResponse[T]:
        """Send a call; like `send`, with the circumstances of the answer.

        Args:
            call: What to send.
            options: What is to differ for this call.
            sink: Takes the body of a success as it arrives, in the place of `body` in the response.
            authenticate: Whether to send credentials.

        Returns:
            The answer.

        Raises:
            DockerHubError: See `aiodockerhub.errors`.
        """
        check_call(call)
        check_options(options)
        shared, operation = self.shared, call.operation
        settings = self.settings if options is None else for_call(self.settings, options)
        drift = shared.drift.sink(operation, strict=settings.strict)
        url, content = url_of(shared.base_url, call, settings.query), content_of(operation, call.body, drift)
        context = CallContext(
            operation, url, content, settings, shared.clock.monotonic(), sink, authenticate, dict(call.headers)
        )
        try:
            answer = await self._deliver(context)
            parsed = decoded(call, answer, drift)
        except asyncio.CancelledError:
            context.outcome = "cancelled"
            raise
        except DockerHubError as error:
            context.place(error)
            raise
        finally:
            elapsed = shared.clock.monotonic() - context.started
            log.call(operation, context.outcome, context.attempts, elapsed)
        return ApiResponse(
            parsed=parsed,
            status_code=answer.status_code,
            headers=answer.headers,
            body=answer.body,
            elapsed=elapsed,
            attempts=context.attempts,
        )

    async def _deliver(self, context: CallContext) -> Response:
        """Send until there is an answer to give, or an error to raise."""
        clock, settings = self.shared.clock, context.settings
        while True:
            began = clock.monotonic()
            try:
                result: Response | TransportError = await self._attempt(context)
            except TransportError as error:
                context.outcome, result = type(error).__name__, error
            wait = self._wait(context, result)
            if settings.on_attempt is not None or log.attempts_are_wanted():
                event = context.attempt_event(result, clock.monotonic() - began, wait)
                log.attempt(event, {} if isinstance(result, TransportError) else result.headers)
                await call_hook(settings.on_attempt, event)
            if wait is None:
                break
            if wait > 0:
                await clock.sleep(wait)
        if isinstance(result, TransportError):
            raise result
        if not context.succeeded(result):
            raise context.error(result, clock.time(), self.shared.auth.known)
        return result

    async def _attempt(self, context: CallContext) -> Response:
        """Send once: credentials, pace, hooks, and the exchange itself."""
        shared, settings, operation = self.shared, context.settings, context.operation
        connections = shared.check_usable()  # every time, for it may have been closed since
        own = {"accept": operation.accept}
        if context.content is not None:
            own["content-type"] = operation.content_type
        headers = {**own, **merged(settings.headers, context.headers)}
        context.authorization = await shared.auth.authorization(operation) if context.authenticate else None
        if settings.pace:
            await shared.limiter.pace()
        if not context.attempts:
            context.first_sent = shared.clock.monotonic()  # the log-in and the pace have cost nothing of the budget
        context.attempts += 1
        if settings.on_request is not None:
            await call_hook(settings.on_request, context.request_event(headers))
            headers = merged({}, checked_headers(headers))  # a copy, so that hooks do not see the credentials
        if context.authorization is not None:
            headers["authorization"] = context.authorization
        began = shared.clock.monotonic()
        answer = await connections.send(
            operation.method, context.url, headers, context.content, settings.timeout, context.sink
        )
        context.outcome = answer.status_code
        shared.limiter.note(answer.status_code, answer.headers)
        if settings.on_response is not None:
            elapsed = shared.clock.monotonic() - began
            await call_hook(settings.on_response, context.response_event(answer, elapsed))
        return answer

    def _wait(self, context: CallContext, result: Response | TransportError) -> float | None:
        """Seconds until the next attempt: 0 to replay after a 401 or follow a redirect, `None` if this was the last."""
        if isinstance(result, TransportError):
            failure = Failure(error=result)
        else:
            if context.succeeded(result):
                return None
            if self._replays(context, result) or context.follow(result):
                return 0.0
            failure = Failure(status_code=result.status_code, headers=result.headers)
        clock = self.shared.clock
        wait = wait_before_retry(
            context.settings.retry,
            failure,
            repeatable=context.repeatable,
            retries=context.retries,
            elapsed=clock.monotonic() - context.first_sent,
            now=clock.time(),
        )
        if wait is not None:
            context.retries += 1
        return wait

    def _replays(self, context: CallContext, answer: Response) -> bool:
        """Whether a 401 is worth one more try with a new token."""
        if answer.status_code != _UNAUTHORIZED or context.authorization is None or context.replayed:
            return False
        context.replayed = self.shared.auth.rejected(context.authorization)
        return context.replayed

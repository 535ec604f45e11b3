"""OpenTelemetry spans of calls and attempts: names and attributes.

    async with DockerHub(**tracing()) as hub:
        ...

Names and attributes follow the semantic conventions for HTTP clients (OpenTelemetry, HTTP spans 1.23 and later).
"""

import importlib.util
from typing import Any
from urllib.parse import urlsplit

from aiodockerhub._version import __version__
from aiodockerhub.helpers.arguments import check_flag, check_instance
from aiodockerhub.http.events import AttemptEvent, CallEndEvent, CallStartEvent, RequestEvent
from aiodockerhub.http.hooks import Hooks

if importlib.util.find_spec("opentelemetry") is None:
    raise ImportError("spans need the extra: pip install 'aiodockerhub[otel]'")

from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, TracerProvider
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

__all__ = ["tracing"]

_FIRST_ERROR_STATUS = 400
_TRACE_CONTEXT = TraceContextTextMapPropagator()  # the global propagator would send the program's baggage, too


def tracing(tracer_provider: TracerProvider | None = None, *, propagate_context: bool = False) -> Hooks:
    """Make hooks that record spans.

    The span of a call has the kind INTERNAL, and its name is the id of the operation, such as `repositories.get`. The
    span of an attempt has the kind CLIENT, and its name is the HTTP method and the path template, for example `GET
    /v2/orgs/{org_name}/members`. The span of an attempt includes the wait for one of the places that `concurrency`
    limits. It does not include the wait for the pace (option `pace`), unless the attempt was in line before the rate
    limit was known. URLs are recorded without secrets.

    Args:
        tracer_provider: Provider that records the spans; `None`, the default, for the global provider.
        propagate_context: Whether to send the trace context (headers `traceparent` and `tracestate`) to Docker Hub,
            which ignores it; `False` by default. Baggage is never sent, and the global propagator of OpenTelemetry is
            not used.

    Returns:
        The hooks, to pass as `DockerHub(**hooks)`; `combine_hooks` combines them with other hooks. A view that replaces
        `on_call_end` must also replace `on_call_start`: otherwise the spans of its calls never end.

    Raises:
        ArgumentTypeError: `tracer_provider` is neither a `TracerProvider` nor `None`, or `propagate_context` is not a
            boolean.
    """
    if tracer_provider is not None:
        check_instance("tracer_provider", tracer_provider, TracerProvider, "a TracerProvider of OpenTelemetry, or None")
    check_flag("propagate_context", propagate_context)
    recorder = _Recorder(trace.get_tracer("aiodockerhub", __version__, tracer_provider), propagate_context)
    return {
        "on_call_start": recorder.call_started,
        "on_call_end": recorder.call_ended,
        "on_request": recorder.attempt_started,
        "on_attempt": recorder.attempt_ended,
    }


class _Recorder:
    """The hooks of `tracing`, and the open spans by the ids of their calls."""

    def __init__(self, tracer: trace.Tracer, propagate_context: bool) -> None:  # noqa: FBT001 - one caller
        self._tracer = tracer
        self._propagate = propagate_context
        self._calls: dict[str, tuple[Span, Any]] = {}
        self._attempts: dict[str, Span] = {}

    def call_started(self, event: CallStartEvent) -> None:
        span = self._tracer.start_span(
            event.operation,
            attributes={"aiodockerhub.operation": event.operation, "aiodockerhub.call_id": event.call_id},
        )
        token = otel_context.attach(trace.set_span_in_context(span))
        self._calls[event.call_id] = span, token

    def call_ended(self, event: CallEndEvent) -> None:
        attempt = self._attempts.pop(event.call_id, None)
        if attempt is not None:  # it was cancelled, a hook raised an error, or a view has replaced `on_attempt`
            if event.outcome != "ok":
                _fail(attempt, event.outcome)
            attempt.end()
        if event.call_id not in self._calls:  # a view has replaced `on_call_start`
            return
        span, token = self._calls.pop(event.call_id)
        otel_context.detach(token)
        span.set_attribute("aiodockerhub.attempts", event.attempts)
        if event.outcome != "ok":
            _fail(span, event.outcome if event.error is None else type(event.error).__qualname__)
        span.end()

    def attempt_started(self, event: RequestEvent) -> None:
        url = urlsplit(event.url)
        attributes: dict[str, str | int] = {
            "http.request.method": event.method,
            "server.address": url.hostname or "",
            "server.port": url.port or (443 if url.scheme == "https" else 80),
            "url.full": event.url,
            "url.template": event.path,
        }
        earlier = self._attempts.pop(event.call_id, None)
        if earlier is not None:  # a view has replaced `on_attempt`, so the outcome of the attempt is unknown
            earlier.end()
        if event.attempt > 1:
            attributes["http.request.resend_count"] = event.attempt - 1
        span = self._tracer.start_span(f"{event.method} {event.path}", kind=SpanKind.CLIENT, attributes=attributes)
        self._attempts[event.call_id] = span
        if self._propagate:
            _TRACE_CONTEXT.inject(event.headers, context=trace.set_span_in_context(span))

    def attempt_ended(self, event: AttemptEvent) -> None:
        span = self._attempts.pop(event.call_id, None)
        if span is None:  # a view has replaced `on_request`
            return
        if event.status_code is not None:
            span.set_attribute("http.response.status_code", event.status_code)
            if event.status_code >= _FIRST_ERROR_STATUS:
                _fail(span, str(event.status_code))
        else:
            _fail(span, type(event.error).__qualname__)
        span.end()


def _fail(span: Span, kind: str) -> None:
    span.set_attribute("error.type", kind)
    span.set_status(Status(StatusCode.ERROR))

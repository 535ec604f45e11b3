"""Spans follow the semantic conventions for HTTP clients, and none stays open."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from aiodockerhub import NotFoundError, combine_hooks
from aiodockerhub.otel import tracing
from aiodockerhub.testing import ManualClock
from aiodockerhub.testing.clock import settle
from opentelemetry import baggage, context, trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from tests.overrides.scripted import respond, script

if TYPE_CHECKING:
    from aiodockerhub.http.events import CallStartEvent
    from opentelemetry.sdk.trace import ReadableSpan

TEMPLATE = "/v2/namespaces/{namespace}/repositories/{repository}"


class Traces:
    """A provider, and the spans that have ended."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self.exporter.get_finished_spans())


@pytest.fixture
def traces() -> Traces:
    return Traces()


async def test_a_call_is_a_span_with_one_below_it_for_each_attempt(traces: Traces) -> None:
    async with script(respond(503), respond()).hub(**tracing(traces.provider)) as hub:
        with traces.provider.get_tracer("test").start_as_current_span("outer"):
            await hub.repositories.get("library", "nginx")
    first, second, call, outer = traces.spans
    assert [first.name, second.name, call.name] == [f"GET {TEMPLATE}"] * 2 + ["repositories.get"]
    assert (first.kind, call.kind) == (SpanKind.CLIENT, SpanKind.INTERNAL)
    assert call.parent is not None
    assert call.parent.span_id == outer.context.span_id
    assert {span.parent.span_id for span in (first, second) if span.parent} == {call.context.span_id}
    assert dict(second.attributes or {}) == {
        "http.request.method": "GET",
        "http.request.resend_count": 1,
        "http.response.status_code": 200,
        "server.address": "hub.docker.com",
        "server.port": 443,
        "url.full": "https://hub.docker.com/v2/namespaces/library/repositories/nginx",
        "url.template": TEMPLATE,
    }
    assert (first.attributes or {})["error.type"] == "503"
    assert [span.status.status_code for span in (first, second, call)] == [
        StatusCode.ERROR,
        StatusCode.UNSET,
        StatusCode.UNSET,
    ]


async def test_a_call_that_fails_says_how(traces: Traces) -> None:
    async with script(respond(404, {}), httpx.ReadError("x")).hub(max_retries=0, **tracing(traces.provider)) as hub:
        with pytest.raises(NotFoundError):
            await hub.repositories.get("library", "nginx")
        with pytest.raises(ConnectionError):
            await hub.repositories.get("library", "nginx")
    kinds = [(span.attributes or {}).get("error.type") for span in traces.spans]
    assert kinds == ["404", "NotFoundError", "HubConnectionError", "HubConnectionError"]


async def test_a_cancelled_call_leaves_no_span_open(traces: Traces) -> None:
    async def never(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    service = script()
    service.clock = ManualClock()
    async with service.hub(transport=httpx.MockTransport(never), **tracing(traces.provider)) as hub:
        task = asyncio.create_task(hub.repositories.get("library", "nginx"))
        await settle()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    attempt, call = traces.spans
    assert (attempt.attributes or {})["error.type"] == (call.attributes or {})["error.type"] == "cancelled"


@pytest.mark.parametrize("error", [asyncio.CancelledError(), GeneratorExit()])
async def test_a_hook_that_raises_what_is_no_exception_leaves_no_span_open(
    traces: Traces, error: BaseException
) -> None:
    def fail(_: CallStartEvent) -> None:
        raise error

    before = context.get_current()
    service = script()
    async with service.hub(**combine_hooks(tracing(traces.provider), {"on_call_start": fail})) as hub:
        with pytest.raises(type(error)):
            await hub.repositories.get("library", "nginx")
    assert [span.name for span in traces.spans] == ["repositories.get"]
    assert context.get_current() == before
    assert not service.requests


async def test_secrets_in_queries_are_not_recorded(traces: Traces) -> None:
    async with script().hub(**tracing(traces.provider)) as hub:
        await hub.get("/v2/x", params={"token": "dummy-secret"})
    assert "dummy-secret" not in str([span.to_json() for span in traces.spans])


@pytest.mark.parametrize("propagate", [False, True])
async def test_the_trace_context_is_sent_only_if_asked_for(traces: Traces, propagate: bool) -> None:
    service = script()
    async with service.hub(**tracing(traces.provider, propagate_context=propagate)) as hub:
        await hub.repositories.get("library", "nginx")
    [request] = service.requests
    assert ("traceparent" in request.headers) is propagate


async def test_the_baggage_of_the_program_is_not_sent(traces: Traces) -> None:
    service = script()
    token = context.attach(baggage.set_baggage("customer", "jane.doe@example.com"))
    try:
        async with service.hub(**tracing(traces.provider, propagate_context=True)) as hub:
            await hub.repositories.get("library", "nginx")
    finally:
        context.detach(token)
    [request] = service.requests
    assert "traceparent" in request.headers
    assert "baggage" not in request.headers


async def test_the_span_of_the_caller_is_current_again_after_the_call(traces: Traces) -> None:
    async with script().hub(**tracing(traces.provider)) as hub:
        with traces.provider.get_tracer("test").start_as_current_span("outer") as outer:
            await hub.repositories.get("library", "nginx")
            assert trace.get_current_span() is outer


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "aiodockerhub.otel")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"aiodockerhub\[otel\]"):
        __import__("aiodockerhub.otel")


@pytest.mark.parametrize("name", ["on_call_start", "on_call_end", "on_request", "on_attempt"])
async def test_a_view_with_a_hook_of_its_own_does_not_fail(traces: Traces, name: str) -> None:
    changes: Any = {name: lambda _: None}
    async with script().hub(**tracing(traces.provider)) as hub:
        await hub.with_options(**changes).repositories.get("library", "nginx")
    assert {span.name for span in traces.spans} <= {"repositories.get", f"GET {TEMPLATE}"}


async def test_attempts_have_spans_although_a_view_replaces_the_hook_of_their_ends(traces: Traces) -> None:
    async with script(respond(503), respond()).hub(**tracing(traces.provider)) as hub:
        await hub.with_options(on_attempt=lambda _: None).repositories.get("library", "nginx")
    first, second, call = traces.spans
    assert [span.name for span in (first, second, call)] == [f"GET {TEMPLATE}"] * 2 + ["repositories.get"]
    assert (second.attributes or {})["http.request.resend_count"] == 1
    for span in (first, second, call):
        assert span.status.status_code is StatusCode.UNSET
        assert "error.type" not in (span.attributes or {})


async def test_traces_are_recorded_beside_other_hooks(traces: Traces) -> None:
    outcomes: list[str] = []
    hooks = combine_hooks(tracing(traces.provider), {"on_call_end": lambda event: outcomes.append(event.outcome)})
    async with script().hub(**hooks) as hub:
        await hub.repositories.get("library", "nginx")
    assert outcomes == ["ok"]
    assert [span.name for span in traces.spans] == [f"GET {TEMPLATE}", "repositories.get"]


async def test_two_tracers_leave_the_current_span_as_it_was(traces: Traces) -> None:
    hooks = combine_hooks(tracing(traces.provider), tracing(Traces().provider))
    async with script(respond(), respond()).hub(**hooks) as hub:
        with traces.provider.get_tracer("test").start_as_current_span("outer") as outer:
            for _ in range(2):
                await hub.repositories.get("library", "nginx")
                assert trace.get_current_span() is outer
    calls = [span for span in traces.spans if span.name == "repositories.get"]
    assert {span.parent.span_id for span in calls if span.parent} == {outer.get_span_context().span_id}

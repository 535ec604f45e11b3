"""The deadline ends a call in every phase, over each engine, and says where the time went."""

import asyncio
import re
import threading
from typing import Any

import pytest
from aiodockerhub import (
    Anonymous,
    Call,
    CallOptions,
    DockerHub,
    HubTimeoutError,
    Password,
    calls,
)
from aiodockerhub.http import attempts
from aiodockerhub.testing import ManualClock
from attrs import evolve

from tests.overrides.deadlines import DEADLINE, pass_deadline
from tests.overrides.engines import each_engine
from tests.overrides.loopback import OK, client, dripping, eventually, listening, loopback

RESET = b"X-RateLimit-Reset: 30\r\n"


DRIPPING = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X"),
    "1xx": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "chunks of nothing": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n",
        b"14\r\n" + bytes.fromhex("1f8b08000000000000ff03000000000000000000") + b"\r\n",
    ),
    "a body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
}


@pytest.mark.heavy
@each_engine
@pytest.mark.parametrize("kind", DRIPPING)
async def test_the_deadline_ends_responses_that_drip(kind: str, transport: str) -> None:
    dripped, clock = asyncio.Event(), ManualClock()
    async with asyncio.timeout(60), dripping(*DRIPPING[kind], dripped=dripped) as url:
        options: Any = {"base_url": url, "transport": transport, "timeout": None, "concurrency": 1, "clock": clock}
        async with DockerHub(Anonymous(), deadline=DEADLINE, **options) as hub:
            for _ in range(2):
                dripped.clear()
                error = await pass_deadline(hub, clock, hub.get("/v2/x"), dripped.is_set)
                assert str(error).startswith("deadline of 20 s passed: 20.0 s in 1 attempt ")
                assert error.sent


@each_engine
async def test_the_deadline_counts_the_line_and_says_so(transport: str) -> None:
    async with (
        asyncio.timeout(60),
        loopback(held=True) as server,
        client(server, transport, concurrency=1, timeout=None) as hub,
    ):
        first = asyncio.create_task(hub.get("/v2/first"))
        await eventually(lambda: len(server.requests) == 1)
        with pytest.raises(HubTimeoutError, match=r"^deadline of 0.1 s passed: \d\.\d s in line$") as caught:
            await hub.get("/v2/second", options=CallOptions(deadline=0.1))
        assert not caught.value.sent
        server.gate.set()
        await first
        assert len(server.requests) == 1


@each_engine
async def test_the_deadline_counts_attempts_and_the_waits_between_them(transport: str) -> None:
    unwell = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
    async with loopback(lambda _: unwell) as server:
        options: Any = {"max_retries": 9, "clock": ManualClock(automatic=True)}
        async with client(server, transport, **options) as hub:
            with pytest.raises(
                HubTimeoutError, match=r"deadline of 5 s leaves no time for another attempt: "
            ) as caught:
                await hub.with_options(deadline=5).get("/v2/x")
            assert "s between attempts" in str(caught.value)
            assert f"in {len(server.requests)} attempts" in str(caught.value)
            assert caught.value.__cause__ is not None
            assert "503" in str(caught.value.__cause__)


@each_engine
@pytest.mark.parametrize(
    ("options", "path", "said"),
    [
        ({"credentials": Password("jane", "dummy")}, "/v2/x", r"passed: 20\.0 s for the log-in$"),
        ({"hook": "on_request"}, "/v2/x", r"passed: 20\.0 s in hooks$"),
        ({"hook": "on_response"}, "/v2/fast", r"passed: 20\.0 s in hooks, 0\.0 s in 1 attempt \("),
        ({"hook": "on_attempt"}, "/v2/fast", r"passed: 20\.0 s in hooks, 0\.0 s in 1 attempt \("),
        ({}, "/v2/x", r"passed: 20\.0 s in 1 attempt \("),
        ({"pace": True}, "/v2/limited", r"passed: 20\.0 s to keep the pace$"),
        ({"max_retries": 5}, "/v2/unwell", r"leaves no time for another attempt: 0\.0 s in 1 attempt \("),
    ],
)
async def test_the_deadline_holds_in_every_phase_and_says_which(
    options: Any, path: str, said: str, transport: str
) -> None:
    clock, waits = ManualClock(), asyncio.Event()

    async def wait(_: object) -> None:
        waits.set()
        await asyncio.Event().wait()

    replies = {
        "/v2/fast": OK,
        "/v2/limited": OK.replace(
            b"\r\n\r\n", b"\r\nX-RateLimit-Limit: 1\r\nX-RateLimit-Remaining: 0\r\n%b\r\n" % RESET, 1
        ),
        "/v2/unwell": b"HTTP/1.1 503 x\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n",
    }

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            reply = replies.get(head.split()[1])
            if reply is None:
                await wait(head)
            else:
                writer.write(reply)

    async with asyncio.timeout(60), listening(serve) as url:
        settings = {"credentials": Anonymous(), "base_url": url, "transport": transport, "timeout": None, **options}
        if hook := settings.pop("hook", None):
            settings[hook] = wait
        async with DockerHub(**settings, clock=clock) as hub:
            if "pace" in options:
                await hub.get(path)
            call = hub.get(path, options=CallOptions(deadline=DEADLINE))
            error = await pass_deadline(hub, clock, call, lambda: waits.is_set() or clock.sleeping > 0)
        assert re.match(rf"deadline of 20 s {said}", str(error))


async def test_a_log_in_outlives_the_deadlines_of_the_calls_that_wait_for_it() -> None:
    token = b'{"access_token": "a.b.c"}'
    response = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(token), token)
    clock, credentials = ManualClock(), Password("jane", "swordfish-example")
    async with (
        asyncio.timeout(60),
        loopback(lambda head: response if "/v2/auth/token" in head else OK, held=True) as server,
        DockerHub(credentials, base_url=server.url, trust_env=False, deadline=DEADLINE, clock=clock) as hub,
    ):
        for _ in range(2):
            error = await pass_deadline(hub, clock, hub.get("/v2/user/"), lambda: bool(server.requests))
            assert str(error).startswith("deadline of 20 s passed: 20.0 s for the log-in")
        server.gate.set()
        await hub.get("/v2/user/", options=CallOptions(deadline=None))
    assert [head.split()[1] for head in server.requests] == ["/v2/auth/token", "/v2/user/"]


@each_engine
async def test_a_log_in_that_drips_is_given_up_and_the_next_call_logs_in_again(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_well = asyncio.Event()
    token = b'{"access_token": "a.b.c"}'

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode():
            if "/v2/auth/token" not in head:
                writer.write(OK)
                continue
            if is_well.is_set():
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(token), token))
                continue
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.002)

    options: Any = {"transport": transport, "trust_env": False, "max_retries": 0}
    monkeypatch.setattr(attempts, "_LOG_IN_TIMEOUTS", 0.001)
    async with (
        asyncio.timeout(60),
        listening(serve) as url,
        DockerHub(Password("jane", "swordfish-example"), base_url=url, **options) as hub,
    ):
        for failure in await asyncio.gather(*(hub.get("/v2/x") for _ in range(2)), return_exceptions=True):
            assert isinstance(failure, HubTimeoutError)
            assert "did not finish its response to a log-in within 0.03 s" in str(failure)
            assert (failure.sent, failure.request_method) == (True, "POST")
        monkeypatch.undo()
        is_well.set()
        assert (await hub.get("/v2/x")).status_code == 200


async def test_a_deadline_does_not_swallow_a_cancellation_or_a_timeout_of_the_callers() -> None:
    async with asyncio.timeout(60), loopback(held=True) as server, client(server, "httpx", deadline=5) as hub:
        with pytest.raises(TimeoutError) as caught:
            async with asyncio.timeout(0.01):
                await hub.get("/v2/x")
        assert not isinstance(caught.value, HubTimeoutError)
        task = asyncio.create_task(hub.get("/v2/y"))
        await eventually(lambda: any("/v2/y" in request for request in server.requests))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_large_response_is_decoded_beside_the_loop_and_within_the_deadline() -> None:
    threads = list[int]()
    held = threading.Event()

    def decode(payload: bytes, _: object) -> int:
        threads.append(threading.get_ident())
        held.wait(60)
        return len(payload)

    small, large = b'"x"', b'"%b"' % (b"x" * 600_000)
    operation = evolve(calls.repositories.delete("acme", "app").operation, method="GET", response="json")
    call: Call[Any] = Call(operation=operation, path="/v2/large", decode=decode)
    response = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"
    clock = ManualClock()
    async with (
        loopback(lambda head: response % ((size := small if "small" in head else large) and len(size), size)) as server,
        client(server, "httpx", trust_env=False, clock=clock) as hub,
    ):
        try:
            limited = hub.request(call, options=CallOptions(deadline=DEADLINE))
            error = await pass_deadline(hub, clock, limited, lambda: bool(threads))
            assert str(error).startswith("deadline of 20 s passed: 20.0 s to decode the response")
        finally:
            held.set()
        assert (await hub.request(call)).parsed == len(large)
        assert (await hub.request(call, options=CallOptions(query={"size": "small"}))).parsed == len(small)
    assert threads[0] != threading.get_ident()
    assert threads[-1] == threading.get_ident()

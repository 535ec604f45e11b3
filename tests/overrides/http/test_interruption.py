"""Calls that are cancelled, late or cut off by closing are over at once, over each engine."""

import asyncio
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from aiodockerhub import (
    Anonymous,
    AttemptEvent,
    BearerToken,
    Call,
    CallOptions,
    DockerHub,
    HubConnectionError,
    HubTimeoutError,
    Password,
    UsageError,
    calls,
)
from aiodockerhub.testing import ManualClock
from attrs import evolve

from tests.overrides.engines import each_engine
from tests.overrides.loopback import OK, Loopback, dripping, listening, loopback
from tests.secret_guard import traceback_of

DELETE = calls.repositories.delete("acme", "app")
NEVER = b""


def client(server: Loopback, transport: str, **options: Any) -> DockerHub:
    return DockerHub(BearerToken("a.b.c"), base_url=server.url, transport=transport, **options)  # type: ignore[arg-type]


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the condition is about the other end of a socket
            await asyncio.sleep(0)


# Cancelled


@each_engine
async def test_a_cancelled_call_gives_its_place_back_as_it_ends(transport: str) -> None:
    async with (
        asyncio.timeout(10),
        loopback(lambda head: NEVER if "/never" in head else OK) as server,
        client(server, transport, concurrency=3, timeout=None) as hub,
    ):
        stuck = [asyncio.create_task(hub.get("/v2/never")) for _ in range(3)]
        await eventually(lambda: len(server.requests) == 3)
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)
        assert hub._session.shared.places.line(for_login=False)._value == 3
        assert (await hub.get("/v2/good")).status_code == 200
        await eventually(lambda: len(server.writers) == 1)


SECRET = "swordfish-example"


@each_engine
@pytest.mark.parametrize("stage", ["waiting", "body", "writing"])
async def test_the_frames_of_a_cancelled_call_show_nothing_of_it(transport: str, stage: str) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n" + f'{{"token": "{SECRET}'.encode()
    engine: Any = transport
    deaf, over = asyncio.Event(), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if stage == "body":
            writer.write(start)
            await writer.drain()
        deaf.set()
        await over.wait()

    async with (
        asyncio.timeout(20),
        listening(serve) as url,
        DockerHub(
            BearerToken(SECRET), base_url=url, transport=engine, trust_env=False, headers={"X-Api-Key": SECRET}
        ) as hub,
    ):
        body: Any = {"password": SECRET, "more": "x" * (8_000_000 if stage == "writing" else 0)}
        options = CallOptions(query={"token": SECRET}, headers={"X-Token": SECRET})
        task = asyncio.create_task(hub.post("/v2/x", json=body, options=options))
        await deaf.wait()
        for _ in range(50):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        over.set()
    assert SECRET not in traceback_of(caught.value)


@each_engine
async def test_a_cancelled_write_is_not_sent_afterwards(transport: str) -> None:
    """Cancelled after each number of turns; what was not sent when the call had ended is never sent."""
    async with asyncio.timeout(20), loopback() as server:
        for turns in range(25):
            async with client(server, transport) as hub:
                task = asyncio.create_task(hub.request(DELETE))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                inside = len(server.writers)
                await hub.get("/v2/marker")
            assert "DELETE" not in server.requests[-1], inside
            server.requests.clear()


@pytest.mark.heavy
@each_engine
async def test_after_storms_of_cancelled_calls_all_calls_succeed_and_nothing_is_left(transport: str) -> None:
    async with asyncio.timeout(30), loopback() as server:
        before = asyncio.all_tasks()
        async with client(server, transport, concurrency=10, max_retries=0) as hub:
            chance = random.Random(1)
            for _ in range(15):
                tasks = [asyncio.create_task(hub.get("/v2/x")) for _ in range(40)]
                for task in chance.sample(tasks, len(tasks)):
                    for _ in range(chance.randrange(4)):
                        await asyncio.sleep(0)
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            responses = await asyncio.gather(*(hub.get("/v2/x") for _ in range(50)))
            assert [response.body for response in responses] == [b"{}"] * 50
            assert hub._session.shared.calls == set()
        await eventually(lambda: not server.writers)
        assert asyncio.all_tasks() == before


@each_engine
async def test_calls_wait_in_line_and_those_cancelled_there_leave_no_hole(transport: str) -> None:
    async with asyncio.timeout(10), loopback(held=True) as server, client(server, transport, concurrency=2) as hub:
        tasks = [asyncio.create_task(hub.get(f"/v2/{number}")) for number in range(8)]
        await eventually(lambda: len(server.requests) == 2)
        for number in (2, 5):
            tasks[number].cancel()
        server.gate.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(result, asyncio.CancelledError) for result in results].count(True) == 2
        order = [request.split()[1] for request in server.requests]
        assert sorted(order[:2]) == ["/v2/0", "/v2/1"]
        assert set(order) == {f"/v2/{number}" for number in (0, 1, 3, 4, 6, 7)}
        assert server.connections == 2


# Deadlines


RESET = b"X-RateLimit-Reset: 30\r\n"


async def slow_hook(_: object) -> None:
    await asyncio.Event().wait()


DRIPPING = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X"),
    "1xx": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "chunks of nothing": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n",
        b"14\r\n" + bytes.fromhex("1f8b08000000000000ff03000000000000000000") + b"\r\n",
    ),
    "a body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
}


@each_engine
@pytest.mark.parametrize("kind", DRIPPING)
async def test_the_deadline_ends_responses_that_drip(kind: str, transport: str) -> None:
    async with asyncio.timeout(10), dripping(*DRIPPING[kind]) as url:
        options: Any = {"base_url": url, "transport": transport, "timeout": None, "deadline": 0.1, "concurrency": 1}
        async with DockerHub(Anonymous(), **options) as hub:
            for _ in range(2):
                with pytest.raises(
                    HubTimeoutError, match=r"^deadline of 0.1 s passed: .*\d\.\d s in 1 attempt "
                ) as caught:
                    await hub.get("/v2/x")
                assert caught.value.sent


@each_engine
async def test_the_deadline_counts_the_line_and_says_so(transport: str) -> None:
    async with (
        asyncio.timeout(10),
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
        ({"credentials": Password("jane", "dummy")}, "/v2/x", r"0\.\d s for the log-in$"),
        ({"on_request": slow_hook}, "/v2/x", r"0\.\d s in hooks$"),
        ({"on_response": slow_hook}, "/v2/fast", r"0\.\d s in hooks, 0\.\d s in 1 attempt \("),
        ({"on_attempt": slow_hook}, "/v2/fast", r"0\.\d s in hooks, 0\.\d s in 1 attempt \("),
        ({}, "/v2/x", r"0\.\d s in 1 attempt \("),
        ({"pace": True}, "/v2/limited", r"0\.\d s to keep the pace, 0\.0 s in 0 attempts|0\.\d s to keep the pace$"),
        ({"max_retries": 5}, "/v2/unwell", r"leaves no time for another attempt: .*in 1 attempt \("),
    ],
)
async def test_the_deadline_holds_in_every_phase_and_says_which(
    options: Any, path: str, said: str, transport: str
) -> None:
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
                await asyncio.Event().wait()
            else:
                writer.write(reply)

    async with asyncio.timeout(10), listening(serve) as url:
        settings = {"credentials": Anonymous(), "base_url": url, "transport": transport, "timeout": None, **options}
        async with DockerHub(**settings) as hub:
            if "pace" in options:
                await hub.get(path)
            with pytest.raises(HubTimeoutError, match=r"^deadline of 0.1 s .*" + said):
                await hub.get(path, options=CallOptions(deadline=0.1))


async def test_a_log_in_outlives_the_deadlines_of_the_calls_that_wait_for_it() -> None:
    token = b'{"access_token": "a.b.c"}'
    response = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(token), token)
    async with (
        asyncio.timeout(10),
        loopback(lambda head: response if "/v2/auth/token" in head else OK, held=True) as server,
        DockerHub(Password("jane", SECRET), base_url=server.url, trust_env=False, deadline=0.1) as hub,
    ):
        for _ in range(2):
            with pytest.raises(HubTimeoutError, match=r"^deadline of 0.1 s passed: .* for the log-in"):
                await hub.get("/v2/user/")
        server.gate.set()
        await hub.get("/v2/user/", options=CallOptions(deadline=None))
    assert [head.split()[1] for head in server.requests] == ["/v2/auth/token", "/v2/user/"]


async def test_a_deadline_does_not_swallow_a_cancellation_or_a_timeout_of_the_callers() -> None:
    async with asyncio.timeout(10), loopback(held=True) as server, client(server, "httpx", deadline=5) as hub:
        with pytest.raises(TimeoutError) as caught:
            async with asyncio.timeout(0.01):
                await hub.get("/v2/x")
        assert not isinstance(caught.value, HubTimeoutError)
        task = asyncio.create_task(hub.get("/v2/y"))
        await eventually(lambda: any("/v2/y" in request for request in server.requests))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


# Closed


@each_engine
async def test_closing_ends_calls_that_wait_for_their_next_attempt(transport: str) -> None:
    later = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 50\r\nContent-Length: 0\r\n\r\n"
    async with asyncio.timeout(10), loopback(lambda _: later) as server:
        attempts = list[AttemptEvent]()
        async with client(server, transport, on_attempt=attempts.append) as hub:
            tasks = [asyncio.create_task(hub.get("/v2/x")) for _ in range(50)]
            await eventually(lambda: len(attempts) == 50)
        errors = await asyncio.gather(*tasks, return_exceptions=True)
    assert {str(error).partition(" (")[0] for error in errors if isinstance(error, UsageError)} == {
        "this client was closed while the call waited for its next attempt"
    }
    assert len(errors) == 50


@each_engine
async def test_closing_ends_exchanges_and_the_line(transport: str) -> None:
    async with asyncio.timeout(10), loopback(held=True) as server:
        async with client(server, transport, concurrency=1, timeout=None) as hub:
            tasks = [asyncio.create_task(hub.request(DELETE)) for _ in range(3)]
            await eventually(lambda: len(server.requests) == 1)
        first, *waiting = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(first, HubConnectionError)
    assert first.sent
    assert "this client was closed during the exchange with 127" in str(first)
    assert [str(error) for error in waiting] == ["this client was closed while the call waited for a connection"] * 2
    assert len(server.requests) == 1


@each_engine
async def test_closing_leaves_no_connection_behind_whatever_the_calls_were_at(transport: str) -> None:
    async with asyncio.timeout(20), loopback() as server:
        for turns in range(16):
            hub = await client(server, transport, concurrency=3).__aenter__()
            tasks = [asyncio.create_task(hub.get("/v2/x")) for _ in range(4)]
            for _ in range(turns):
                await asyncio.sleep(0)
            await hub.aclose()
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                assert not isinstance(outcome, BaseException) or isinstance(outcome, HubConnectionError | UsageError)
        await eventually(lambda: server.writers == set())


async def test_closing_from_another_event_loop_is_refused() -> None:
    async with loopback() as server, client(server, "httpx") as hub:
        with pytest.raises(UsageError, match="belongs to another event loop"):
            await asyncio.to_thread(asyncio.run, hub.aclose())
        assert (await hub.get("/v2/x")).status_code == 200


async def test_a_hook_may_close_the_client_that_calls_it() -> None:
    async def close(_: object) -> None:
        await hub.aclose()

    async with asyncio.timeout(10), loopback() as server, client(server, "httpx", on_request=close) as hub:
        with pytest.raises(UsageError, match="this client is closed"):
            await hub.get("/v2/x")
        assert server.requests == []


# Large responses


async def test_a_large_response_is_decoded_beside_the_loop_and_within_the_deadline() -> None:
    threads = list[int]()
    held = threading.Event()

    def decode(payload: bytes, _: object) -> int:
        threads.append(threading.get_ident())
        held.wait(20)
        return len(payload)

    small, large = b'"x"', b'"%b"' % (b"x" * 600_000)
    operation = evolve(DELETE.operation, method="GET", response="json")
    call: Call[Any] = Call(operation=operation, path="/v2/large", decode=decode)
    response = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"
    async with (
        loopback(lambda head: response % ((size := small if "small" in head else large) and len(size), size)) as server,
        client(server, "httpx", trust_env=False) as hub,
    ):
        try:
            with pytest.raises(HubTimeoutError, match=r"^deadline of 0.2 s passed: .* to decode the response"):
                await hub.request(call, options=CallOptions(deadline=0.2))
        finally:
            held.set()
        assert (await hub.request(call)).parsed == len(large)
        assert (await hub.request(call, options=CallOptions(query={"size": "small"}))).parsed == len(small)
    assert threads[0] != threading.get_ident()
    assert threads[-1] == threading.get_ident()

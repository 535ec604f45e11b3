"""Calls that are cancelled, late or cut off by closing are over at once, over each engine."""

import asyncio
import contextlib
import random
from typing import Any

import anyio
import pytest
from aiodockerhub import (
    AccessToken,
    AttemptEvent,
    BearerToken,
    CallOptions,
    DockerHub,
    HubConnectionError,
    UsageError,
    calls,
)
from aiodockerhub.helpers.interruption import Interruption

from tests.overrides.engines import each_engine
from tests.overrides.loopback import OK, client, eventually, listening, loopback
from tests.secret_guard import traceback_of

DELETE = calls.repositories.delete("acme", "app")
NEVER = b""


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


def cancel_this_task(_: object = None) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


@each_engine
@pytest.mark.parametrize("by", ["caller", "on_request"])
async def test_a_task_that_has_cancelled_itself_sends_nothing_over_an_idle_connection(by: str, transport: str) -> None:
    async with loopback() as server, client(server, transport) as hub:
        await hub.get("/v2/warm")
        hooks: Any = {} if by == "caller" else {by: cancel_this_task}

        async def delete() -> None:
            if by == "caller":
                cancel_this_task()
            await hub.with_options(**hooks).delete("/v2/x")

        task = asyncio.create_task(delete())
        await asyncio.wait([task])
        assert task.cancelled()
        await hub.get("/v2/last")
        assert [request.split()[0] for request in server.requests] == ["GET", "GET"]
        assert server.connections == 1


async def test_a_task_that_has_cancelled_itself_starts_no_log_in() -> None:
    async with loopback() as server, DockerHub(AccessToken("jane", "dummy-4711"), base_url=server.url) as hub:

        async def delete() -> None:
            cancel_this_task()
            await hub.delete("/v2/x")

        task = asyncio.create_task(delete())
        await asyncio.wait([task])
        assert task.cancelled()
        assert hub._session.shared.auth._log_in_task is None
    assert server.requests == []


@each_engine
async def test_a_task_that_was_cancelled_before_sends_its_last_calls(transport: str) -> None:
    async with loopback() as server, client(server, transport) as hub:

        async def clean_up() -> None:
            try:
                cancel_this_task()
                await asyncio.sleep(0)
            finally:
                await hub.delete("/v2/x")

        task = asyncio.create_task(clean_up())
        await asyncio.wait([task])
        assert task.cancelled()
        assert [request.split()[0] for request in server.requests] == ["DELETE"]


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


@pytest.mark.unmeasured
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


# Closed


@pytest.mark.unmeasured
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
        "this client was closed while the call waited between attempts"
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
    assert [str(error) for error in waiting] == ["this client was closed while the call waited in line"] * 2
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


async def test_a_scope_of_anyio_that_ends_with_the_deadline_knows_its_own_cancellation() -> None:
    with anyio.CancelScope() as scope:
        async with Interruption(set(), None) as interruption:
            asyncio.get_running_loop().call_soon(interruption.end, "deadline")
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError as first:
                ended = first
            scope.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(60)  # what a transport does to clean up
            raise ended
    assert scope.cancelled_caught
    await asyncio.sleep(0)

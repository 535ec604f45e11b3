"""Calls that begin before the first response keep the pace too."""

import asyncio
from typing import Any

import pytest
from aiodockerhub import (
    Anonymous,
    BearerToken,
    CallOptions,
    DockerHub,
    HubConnectionError,
    HubTimeoutError,
    Password,
    RateLimitError,
)
from aiodockerhub.testing import FakeHub, ManualClock
from aiodockerhub.testing.clock import settle

from tests.overrides.engines import each_engine
from tests.overrides.loopback import OK, client, eventually, loopback

LIMITED = OK.replace(
    b"\r\n\r\n", b"\r\nX-RateLimit-Limit: 10\r\nX-RateLimit-Remaining: %d\r\nX-RateLimit-Reset: 30\r\n\r\n"
)
DROPPED = None


@each_engine
async def test_one_call_goes_first_and_the_others_keep_the_pace_that_its_response_states(transport: str) -> None:
    clock = ManualClock()
    left = iter(range(9, -1, -1))
    async with (
        loopback(lambda _: LIMITED % next(left), held=True) as server,
        client(server, transport, pace=True, clock=clock) as hub,
    ):
        calls = [asyncio.create_task(hub.get("/v2/x")) for _ in range(10)]
        await eventually(lambda: len(server.requests) == 1)
        await settle()
        assert len(server.requests) == 1
        server.gate.set()
        sent = list[int]()
        while not all(call.done() for call in calls):
            await eventually(lambda: clock.sleeping > 0 or all(call.done() for call in calls))
            sent.append(len(server.requests))
            await clock.advance(1)
        assert sent[0] <= 2
        assert sent[15] <= 7
        assert len(server.requests) == 10
        await asyncio.gather(*calls)


async def test_no_call_of_many_that_begin_together_is_refused() -> None:
    fake = FakeHub(clock=ManualClock(automatic=True))
    fake.repository("acme/app")
    fake.rate_limit(20, window=60)
    options: Any = {"transport": fake.transport, "clock": fake.clock, "max_retries": 0, "concurrency": 5}
    async with DockerHub(Anonymous(), pace=True, **options) as hub:
        await asyncio.gather(*(hub.repositories.get("acme", "app") for _ in range(60)))
    async with DockerHub(Anonymous(), **options) as hub:
        outcomes = await asyncio.gather(
            *(hub.repositories.get("acme", "app") for _ in range(60)), return_exceptions=True
        )
    assert any(isinstance(outcome, RateLimitError) for outcome in outcomes), "without `pace` nothing is held back"


@each_engine
@pytest.mark.parametrize("response", [OK, DROPPED, OK.replace(b"200 OK", b"503 x")], ids=["silent", "dropped", "503"])
async def test_a_server_that_states_no_limit_holds_nothing_back_after_three_calls(
    transport: str, response: bytes | None
) -> None:
    async with (
        loopback(lambda _: response, held=True) as server,
        client(server, transport, pace=True, max_retries=0, clock=ManualClock()) as hub,
    ):
        calls = [asyncio.create_task(hub.get("/v2/x")) for _ in range(9)]
        await eventually(lambda: len(server.requests) == 1)
        gate, server.gate = server.gate, asyncio.Event()
        for number in (2, 3):
            gate.set()
            await eventually(lambda wanted=number: len(server.requests) == wanted)  # type: ignore[misc]
            await settle()
            assert len(server.requests) == number
            gate, server.gate = server.gate, asyncio.Event()
        gate.set()
        await eventually(lambda: len(server.requests) == 9)
        server.gate.set()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert len({type(outcome) for outcome in outcomes}) == 1


@each_engine
async def test_a_first_call_that_is_cancelled_or_takes_long_holds_no_other_back(transport: str) -> None:
    clock = ManualClock()
    async with (
        loopback(lambda _: OK, held=True) as server,
        client(server, transport, pace=True, clock=clock) as hub,
    ):
        calls = [asyncio.create_task(hub.get("/v2/x")) for _ in range(3)]
        await eventually(lambda: len(server.requests) == 1)
        calls[0].cancel()
        await eventually(lambda: len(server.requests) == 2)
        await settle()
        assert len(server.requests) == 2
        await clock.advance(5)  # the second call goes first now, and has no response yet
        await eventually(lambda: len(server.requests) == 3)
        server.gate.set()
        await asyncio.gather(*calls[1:])
        assert clock.sleeping == 0


async def test_a_deadline_ends_the_wait_for_the_first_call() -> None:
    clock = ManualClock()
    async with loopback(held=True) as server, client(server, "httpx", pace=True, clock=clock) as hub:
        first = asyncio.create_task(hub.get("/v2/x"))
        await eventually(lambda: len(server.requests) == 1)
        with pytest.raises(HubTimeoutError):
            await hub.get("/v2/x", options=CallOptions(deadline=0.01))
        server.gate.set()
        await first
        await hub.get("/v2/x")


async def test_a_log_in_does_not_wait_for_the_call_that_waits_for_it() -> None:
    clock = ManualClock(automatic=True)
    fake = FakeHub(clock=clock)
    fake.user("jane", password="swordfish-example")
    fake.rate_limit(60, window=60)
    async with DockerHub(
        Password("jane", "swordfish-example"), transport=fake.transport, clock=fake.clock, pace=True, concurrency=1
    ) as hub:
        await asyncio.gather(*(hub.users.me() for _ in range(3)))
    assert sum(clock.slept) <= 3, "the first call was not waited for in vain"


async def test_a_hook_of_the_first_call_may_send_a_call() -> None:
    clock = ManualClock()
    seen = list[str]()

    async def hook(event: Any) -> None:
        if event.path == "/v2/x":
            seen.append((await hub.get("/v2/inner")).body.decode())

    async with (
        loopback() as server,
        DockerHub(
            BearerToken("a.b.c"), base_url=server.url, clock=clock, pace=True, on_request=hook, on_response=hook
        ) as hub,
    ):
        await hub.get("/v2/x")
    assert seen == ["{}", "{}"]


async def test_a_failed_call_frees_its_place() -> None:
    async with loopback(lambda _: None) as server:
        url = server.url
    async with DockerHub(Anonymous(), base_url=url, pace=True, max_retries=0, concurrency=1) as hub:
        for _ in range(5):
            with pytest.raises(HubConnectionError):
                await hub.get("/v2/x")

"""Places in line: tokens are taken after them, and log-ins have one of their own."""

import asyncio
import json
import time
from typing import Any

import pytest
from aiodockerhub import AccessToken, DockerHub

from tests.overrides.engines import each_engine
from tests.overrides.login_service import make_jwt
from tests.overrides.loopback import loopback
from tests.overrides.scripted import JANE

REPOSITORY = b'{"name": "nginx", "namespace": "library"}'


def reply(status: str, body: bytes) -> bytes:
    return b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
        status.encode(),
        len(body),
        body,
    )


@pytest.mark.heavy
@each_engine
async def test_tokens_that_expire_while_calls_wait_in_line_fail_no_call(transport: str) -> None:
    """A token lives for 60 requests of 600, by tasks that all begin at once, with 5 connections."""
    state: dict[str, Any] = {"number": 0, "left": 0, "refused": 0}

    def serve(head: str) -> bytes:
        if "/v2/auth/token" in head:
            state["number"] += 1
            state["left"] = 60
            token = make_jwt(jti=str(state["number"]))
            state["token"] = token
            return reply("200 OK", json.dumps({"access_token": token}).encode())
        if f"Bearer {state['token']}" in head and state["left"] > 0:
            state["left"] -= 1
            return reply("200 OK", REPOSITORY)
        state["refused"] += 1
        hub._session.shared.auth._dropped_at = -100.0  # as if tokens were not that short-lived
        return reply("401 Unauthorized", b"{}")

    async with asyncio.timeout(30), loopback(serve) as server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(JANE, base_url=server.url, transport=transport, concurrency=5) as hub:  # type: ignore[arg-type]
            tasks = [asyncio.create_task(hub.repositories.get("library", "nginx")) for _ in range(600)]
            results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [result for result in results if isinstance(result, BaseException)] == []
    assert state["refused"] <= 5 * 10


@pytest.mark.slow
@each_engine
async def test_tokens_of_two_seconds_fail_none_of_600_calls_over_5_connections(transport: str) -> None:
    good: dict[str, float] = {}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                if "/v2/auth/token" in head:
                    await reader.readexactly(int(head.lower().partition("content-length: ")[2].split()[0]))
                    token = make_jwt(iat=time.time(), exp=time.time() + 2, jti=str(len(good)))
                    good[token] = time.time() + 2
                    writer.write(reply("200 OK", json.dumps({"access_token": token}).encode()))
                else:
                    token = head.partition("Bearer ")[2].partition("\r\n")[0]
                    is_good = good.get(token, 0) > time.time()
                    await asyncio.sleep(0.04)
                    writer.write(reply("200 OK", REPOSITORY) if is_good else reply("401 Unauthorized", b"{}"))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with asyncio.timeout(60), server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(JANE, base_url=url, transport=transport, concurrency=5) as hub:  # type: ignore[arg-type]
            tasks = [asyncio.create_task(hub.repositories.get("library", "nginx")) for _ in range(600)]
            results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [result for result in results if isinstance(result, BaseException)] == []
    assert len(good) >= 3


@each_engine
async def test_a_log_in_does_not_wait_behind_calls_that_wait_for_it(transport: str) -> None:
    def serve(head: str) -> bytes:
        body = json.dumps({"access_token": make_jwt()}).encode() if "/v2/auth/token" in head else REPOSITORY
        return reply("200 OK", body)

    async with asyncio.timeout(10), loopback(serve) as server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(JANE, base_url=server.url, transport=transport, concurrency=1) as hub:  # type: ignore[arg-type]
            repositories = await asyncio.gather(*(hub.repositories.get("library", "nginx") for _ in range(5)))
    assert [repository.name for repository in repositories] == ["nginx"] * 5
    assert server.requests[0].startswith("POST /v2/auth/token")


async def test_a_hook_may_call_the_client_even_if_it_has_one_connection_only() -> None:
    async def call_again(event: Any) -> None:
        if event.url.endswith("/outer"):
            inner.append((await hub.get("/v2/inner")).status_code)

    inner = list[int]()
    async with asyncio.timeout(10), loopback() as server:
        options: Any = {"on_request": call_again, "on_response": call_again, "concurrency": 1}
        async with DockerHub(base_url=server.url, **options) as hub:
            assert (await hub.get("/v2/outer")).status_code == 200
    assert inner == [200, 200]


async def test_what_gives_credentials_gets_an_error_and_not_a_deadlock_when_it_calls_the_client_itself() -> None:
    class Careless:
        async def current(self) -> AccessToken:
            await hub.repositories.get("library", "nginx")
            return JANE

    async with asyncio.timeout(10), loopback() as server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(Careless(), base_url=server.url, concurrency=1) as hub:
            with pytest.raises(Exception, match="the log-in would wait for itself"):
                await hub.repositories.get("library", "nginx")

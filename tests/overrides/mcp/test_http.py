"""Streamable HTTP on loopback."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import httpx2
import pytest
import uvicorn
from aiodockerhub import Anonymous, ArgumentError, DockerHub
from aiodockerhub.mcp.http import Guard, serve_http
from aiodockerhub.testing import FakeHub
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from starlette.responses import PlainTextResponse

from tests.overrides.mcp.kit import text_of

TOKEN = "open-sesame-dummy"


HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@pytest.fixture
async def endpoint(fake: FakeHub) -> AsyncIterator[str]:
    """Serve on loopback, and yield the URL."""
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        serving = asyncio.create_task(serve_http(hub, token=TOKEN, port=0, ready=listening.set_result))
        yield await listening
        serving.cancel()
        await asyncio.wait([serving])


async def test_over_http_a_client_with_the_token_is_served(endpoint: str) -> None:
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
        Client(streamable_http_client(endpoint, http_client=http)) as client,
    ):
        result = await client.call_tool("repositories_get", {"namespace": "acme", "repository": "app"})
    assert '"name":"app"' in text_of(result)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": f"Basic {TOKEN}"}, 401),
        ({"authorization": f"Bearer {TOKEN}", "host": "hub.example.com"}, 421),
        ({"authorization": f"Bearer {TOKEN}", "host": "127.0.0.1"}, 421),
        ({"authorization": f"Bearer {TOKEN}", "origin": "https://evil.example.com"}, 403),
        ({"authorization": f"Bearer {TOKEN}", "origin": "null"}, 403),
        ({"authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
async def test_over_http_only_the_token_the_own_name_and_the_own_origin_get_in(
    endpoint: str, headers: dict[str, str], status: int
) -> None:
    accept = {"accept": "application/json, text/event-stream"}
    async with httpx.AsyncClient(trust_env=False) as client:
        response = await client.post(endpoint, json=HELLO, headers={**accept, **headers})
    assert response.status_code == status


async def test_own_origin_gets_in(endpoint: str) -> None:
    origin = endpoint.removesuffix("/mcp")
    headers = {"accept": "application/json, text/event-stream", "authorization": f"Bearer {TOKEN}", "origin": origin}
    async with httpx.AsyncClient(trust_env=False) as client:
        response = await client.post(endpoint, json=HELLO, headers=headers)
    assert response.status_code == 200


def test_server_without_a_token_is_refused() -> None:
    async def nothing(*_: object) -> None: ...

    with pytest.raises(ArgumentError, match="token: expected a secret, got nothing") as refusal:
        Guard(nothing, "", 80)
    assert refusal.value.argument == "token"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:80"}, 200),
        ({"origin": "http://evil.example.com"}, 403),
        ({"host": "evil.example.com"}, 421),
        ({"authorization": "Bearer "}, 401),
    ],
)
async def test_guard_turns_away_by_itself(headers: dict[str, str], status: int) -> None:
    guard = Guard(PlainTextResponse("in"), TOKEN, 80)
    own = {"authorization": f"Bearer {TOKEN}", "host": "127.0.0.1:80"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guard)) as client:
        response = await client.get("http://127.0.0.1:80/mcp", headers={**own, **headers})
    assert response.status_code == status


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> list[uvicorn.Server]:
    """Return the list of the servers of uvicorn that a test starts."""
    servers: list[uvicorn.Server] = []
    make = uvicorn.Server.__init__

    def remember(self: uvicorn.Server, config: uvicorn.Config) -> None:
        make(self, config)
        servers.append(self)

    monkeypatch.setattr("uvicorn.Server.__init__", remember)
    return servers


async def test_a_call_under_way_gets_its_result_although_the_server_is_told_to_end(
    fake: FakeHub, servers: list[uvicorn.Server]
) -> None:
    reached, proceed = asyncio.Event(), asyncio.Event()

    async def hold(request: httpx.Request) -> httpx.Response:
        reached.set()
        await proceed.wait()
        return await fake.transport.handle_async_request(request)

    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    tool = {"name": "repositories_get", "arguments": {"namespace": "acme", "repository": "app"}}
    headers = {"accept": "application/json, text/event-stream", "authorization": f"Bearer {TOKEN}"}
    async with (
        DockerHub(Anonymous(), transport=httpx.MockTransport(hold)) as hub,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        serving = asyncio.create_task(serve_http(hub, token=TOKEN, port=0, ready=listening.set_result))
        url = await listening
        headers["mcp-session-id"] = (await client.post(url, json=HELLO, headers=headers)).headers["mcp-session-id"]
        await client.post(url, json={"jsonrpc": "2.0", "method": "notifications/initialized"}, headers=headers)
        call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": tool}
        calling = asyncio.create_task(client.post(url, json=call, headers=headers))
        await reached.wait()
        servers[0].should_exit = True  # as SIGTERM does
        proceed.set()
        response = await calling
        await asyncio.wait_for(serving, 30)
    assert response.headers["content-type"] == "application/json"  # an event stream would end within half a second
    assert '"name":"app"' in response.json()["result"]["content"][0]["text"]


async def test_a_client_that_stalls_within_its_body_does_not_outlive_the_end(
    fake: FakeHub, servers: list[uvicorn.Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aiodockerhub.mcp.http._GRACE_SECONDS", 0)
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        serving = asyncio.create_task(serve_http(hub, token=TOKEN, port=0, ready=listening.set_result))
        url = httpx.URL(await listening)
        reader, writer = await asyncio.open_connection(url.host, url.port)
        headers = (
            f"host: {url.netloc.decode()}",
            f"authorization: Bearer {TOKEN}",
            "accept: application/json, text/event-stream",
            "content-type: application/json",
            "content-length: 100",
            "expect: 100-continue",
        )
        writer.write("\r\n".join(["POST /mcp HTTP/1.1", *headers, "", ""]).encode())
        assert b" 100 " in await reader.readline()  # the server waits for the body
        servers[0].should_exit = True  # as SIGTERM does
        await asyncio.wait_for(serving, 30)
        writer.close()

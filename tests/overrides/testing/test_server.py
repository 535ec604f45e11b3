"""Serving a fake Hub on a socket."""

import asyncio
import signal

import httpx
import pytest
from aiodockerhub.testing import FakeHub


async def test_serving_ends_cleanly_and_frees_the_port() -> None:
    fake = FakeHub()
    async with fake.serve() as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        assert (await client.get("/v2/namespaces/none/repositories")).status_code == 200
    port = int(url.rpartition(":")[2])
    async with fake.serve(port) as again:
        assert again == url
    with pytest.raises(httpx.ConnectError):
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.get(url)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_serving_leaves_signals_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    async with FakeHub().serve():
        assert signal.getsignal(signal.SIGINT) is before


async def test_an_error_in_the_body_of_serve_comes_through() -> None:
    with pytest.raises(KeyError):
        async with FakeHub().serve():
            raise KeyError


async def test_a_client_that_leaves_within_its_body_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    fake = FakeHub()
    async with fake.serve() as url:
        _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(b"POST /v2/auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{}")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        async with httpx.AsyncClient(trust_env=False, base_url=url) as client:
            await client.get("/v2/nothing")  # its turn comes after that of the other
    assert fake.requests[-1].path == "/v2/nothing"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []

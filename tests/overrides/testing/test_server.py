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

"""Lookups of names in threads that hold nothing back."""

import asyncio
import socket
import threading
from typing import Any

import pytest
from aiodockerhub import Anonymous, DockerHub, HubTimeoutError
from aiodockerhub.http.engines.name_lookups import Lookups, getaddrinfo

from tests.overrides.engines import each_engine


async def test_addresses_and_names_are_those_of_the_system() -> None:
    found = await getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
    assert [*found] == socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
    flags = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    assert await Lookups().getnameinfo(("127.0.0.1", 80), flags) == ("127.0.0.1", "80")


@each_engine
async def test_a_name_server_that_does_not_respond_holds_no_end_of_the_loop(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()

    def hang(*_: Any, **__: Any) -> Any:
        over.wait(90)
        raise socket.gaierror(socket.EAI_AGAIN, "no response")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    engine: Any = transport
    try:
        async with DockerHub(
            Anonymous(), base_url="https://hub.example", transport=engine, timeout=0.05, max_retries=0, trust_env=False
        ) as hub:
            with pytest.raises(HubTimeoutError, match="timed out connecting to"):
                await hub.get("/v2/x")
        async with asyncio.timeout(60):
            await asyncio.get_running_loop().shutdown_default_executor()
        assert not over.is_set()
    finally:
        over.set()

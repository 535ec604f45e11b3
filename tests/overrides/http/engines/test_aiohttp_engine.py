"""What the engine on aiohttp does beyond what all engines do."""

import asyncio
import gc
import os
import subprocess
import sys
import warnings
from itertools import count

import pytest
from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.errors import HubConnectionError
from aiodockerhub.http.engines import aiohttp_engine

from tests.overrides.http.engines.kit import fetch, opened
from tests.overrides.loopback import OK, eventually, listening, loopback


async def test_a_response_that_comes_before_the_end_of_an_upload_is_read_and_ends_the_connection() -> None:
    connections = count(1)
    seen = list[int]()

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(next(connections))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
        await asyncio.Event().wait()

    async with asyncio.timeout(10), listening(refuse) as url, opened(url, "aiohttp") as engine:
        for _ in range(2):
            response = await fetch(engine, url + "/", "PUT", content=b"x" * 20_000_000)
            assert response.status_code == 413
    assert seen == [1, 2]


async def test_a_flood_of_interim_responses_is_an_error() -> None:
    flood = b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1_000 + OK
    async with loopback(lambda _: flood) as server, opened(server.url, "aiohttp") as engine:
        with pytest.raises(HubConnectionError, match="the response is malformed"):
            await fetch(engine, server.url + "/")


async def test_a_connection_that_cannot_be_checked_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object) -> bool:
        raise AttributeError

    monkeypatch.setattr(aiohttp_engine, "is_usable", slip)
    async with loopback() as server, opened(server.url, "aiohttp") as engine:
        with pytest.raises(HubConnectionError, match="AttributeError"):
            await fetch(engine, server.url + "/")
        await eventually(lambda: server.connections == 1 and not server.writers)


async def test_a_client_that_nobody_closed_is_warned_of_once() -> None:
    async with loopback() as server:
        client = DockerHub(Anonymous(), base_url=server.url, transport="aiohttp")
        await client.get("/v2/x")
        gc.collect()  # what other tests have left may warn, too
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del client
            gc.collect()
            await asyncio.sleep(0)
        assert ["unclosed client" in str(warning.message) for warning in caught] == [True]


async def test_a_client_that_another_thread_collects_is_closed_in_its_own() -> None:
    class Program:
        client: DockerHub
        itself: "Program"

    asyncio.get_running_loop().set_debug(True)  # reports what is called in a thread other than the loop's
    async with loopback() as server:
        program = Program()
        program.itself, program.client = program, DockerHub(Anonymous(), base_url=server.url, transport="aiohttp")
        await program.client.get("/v2/x")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            del program
            await asyncio.to_thread(gc.collect)
        async with asyncio.timeout(60):
            while server.writers:  # noqa: ASYNC110 - they tell nobody
                await asyncio.sleep(0)


FORKING = """
import asyncio, gc, os, sys
from aiodockerhub import Anonymous, CallOptions, DockerHub

async def serve(reader, writer):
    while await reader.readuntil(b"\\r\\n\\r\\n"):
        writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}")

async def call():
    await hub.post("/v2/x", options=CallOptions(timeout=5))

async def begin():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

loop = asyncio.new_event_loop()
server, url = loop.run_until_complete(begin())
hub = DockerHub(Anonymous(), base_url=url, transport="aiohttp")
loop.run_until_complete(call())
child = os.fork()
if child == 0:
    hub = DockerHub(Anonymous(), base_url=url, transport="aiohttp")
    gc.collect()
    os._exit(0)
os.waitpid(child, 0)
loop.run_until_complete(call())
print("both")
loop.run_until_complete(hub.aclose())
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks")
def test_a_fork_that_replaces_its_client_leaves_the_connections_of_its_parent_alone() -> None:
    done = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "both\n"), done.stderr

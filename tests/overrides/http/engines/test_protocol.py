"""What every engine promises where a server breaks the rules of HTTP, over real sockets."""

import asyncio
import socket
import struct

import pytest
from aiodockerhub import HubConnectionError

from tests.overrides.engines import each_engine
from tests.overrides.http.engines.kit import fetch, opened
from tests.overrides.loopback import OK, listening

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@each_engine
@pytest.mark.parametrize(
    "later", [OK.replace(b"{}", b"[]"), b"HTTP/1.1 408 Request Timeout\r\n\r\n", b"\r\n", b"x", HEAD + b"X: "]
)
async def test_what_comes_while_a_connection_is_idle_is_not_taken_for_a_response(later: bytes, transport: str) -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(OK)
            if connections == 1:
                idle.set()
                await more.wait()
                writer.write(later)
                sent.set()

    idle, more, sent = asyncio.Event(), asyncio.Event(), asyncio.Event()
    async with asyncio.timeout(10), listening(serve) as url, opened(url, transport) as engine:
        await fetch(engine, url + "/")
        await idle.wait()
        more.set()
        await sent.wait()
        for _ in range(10):  # turns of the loop, in which the client reads it
            await asyncio.sleep(0)
        response = await fetch(engine, url + "/")
        assert (response.status_code, response.body) == (200, b"{}")


@each_engine
@pytest.mark.parametrize("begun", [OK, b"H", HEAD, HEAD + b"X: ", HEAD + b"Content-Length: 2\r\n", b"HTTP/1.1 204 "])
async def test_what_comes_with_a_response_is_not_taken_for_the_next(begun: bytes, transport: str) -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        is_first = connections == 1
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(OK + begun if is_first else OK)
            is_first = False

    async with asyncio.timeout(10), listening(serve) as url, opened(url, transport) as engine:
        for _ in range(2):
            response = await fetch(engine, url + "/")
            assert (response.status_code, response.body) == (200, b"{}")
    assert connections == 2


@pytest.mark.parametrize(
    ("response", "connections"),
    [
        (OK, 1),
        (CHUNKED + b"2\r\n{}\r\n0\r\nX-Checksum: 1\r\n\r\n", 1),
        (OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), 2),
        (HEAD + b"\r\n{}", 2),
    ],
)
async def test_aiohttp_uses_a_connection_again_if_the_server_keeps_it(response: bytes, connections: int) -> None:
    opened_connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened_connections
        opened_connections += 1
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(response)
            if connections > 1:
                return

    async with asyncio.timeout(10), listening(serve) as url, opened(url, "aiohttp") as engine:
        for _ in range(2):
            assert (await fetch(engine, url + "/")).body == b"{}"
    assert opened_connections == connections


@each_engine
@pytest.mark.parametrize(
    "later",
    [b"zz\r\n", b"-1\r\n", b"0x5\r\n", b"f" * 30 + b"\r\n", b"2\r\n{}x", b"2\r\n{}\r\n0\r\nX 3\r\n\r\n"],
)
async def test_chunks_that_are_malformed_end_the_exchange_at_once(later: bytes, transport: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in (CHUNKED, b"1\r\n[\r\n", *(later[i : i + 1] for i in range(len(later)))):
            writer.write(piece)
            await writer.drain()
            for _ in range(3):  # turns of the loop, so that pieces come one by one
                await asyncio.sleep(0)
        await asyncio.Event().wait()

    async with asyncio.timeout(10), listening(serve) as url, opened(url, transport) as engine:
        with pytest.raises(HubConnectionError, match="could not finish the exchange"):
            await fetch(engine, url + "/", timeout=None)


@each_engine
@pytest.mark.parametrize("head", [HEAD + b"\r\n", HEAD + b"Content-Length: 9\r\n\r\n", CHUNKED + b"9\r\n"])
async def test_a_reset_is_not_the_end_of_a_body(head: bytes, transport: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head + b"{}")
        await writer.drain()
        for _ in range(10):  # turns of the loop, in which the client reads it: a reset would throw it away
            await asyncio.sleep(0)
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with asyncio.timeout(10), listening(serve) as url, opened(url, transport) as engine:
        with pytest.raises(HubConnectionError, match="could not finish the exchange"):
            await fetch(engine, url + "/")

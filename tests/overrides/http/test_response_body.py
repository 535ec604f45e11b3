import asyncio
import functools
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import (
    Anonymous,
    BearerToken,
    DecodeError,
    DockerHub,
    HubConnectionError,
    StatusError,
    calls,
)
from aiodockerhub.http.exchange import Request, exchange
from aiodockerhub.http.headers import Headers

from tests.overrides.engines import each_engine
from tests.overrides.loopback import Loopback, listening, loopback

TEXT = b"Name,Email\n" + b"".join(b"jane%d,jane%d@example.com\n" % (number, number) for number in range(20_000))
MEBIBYTE = 1_048_576


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@functools.cache
def bomb() -> bytes:
    return gzip.compress(bytes(64 * MEBIBYTE), compresslevel=1)


def response(body: bytes, *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else ["Connection: close"])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def hub(server: Loopback, transport: str, **options: Any) -> DockerHub:
    return DockerHub(Anonymous(), base_url=server.url, transport=transport, max_retries=0, **options)  # type: ignore[arg-type]


def hang_up(server: Loopback) -> None:
    for writer in tuple(server.writers):
        writer.close()


@asynccontextmanager
async def served(body: bytes, *headers: str, length: bool = True, status: str = "200 OK") -> AsyncIterator[Loopback]:
    """Serve one response; one without a length ends with the connection."""

    def respond(_: str) -> bytes:
        if not length:
            asyncio.get_running_loop().call_later(0.01, hang_up, server)
        return response(body, *headers, length=length, status=status)

    async with loopback(respond) as server:
        yield server


# Compression


@pytest.mark.unmeasured
@each_engine
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("identity", TEXT),
    ],
)
async def test_one_layer_of_compression_is_read(encoding: str, body: bytes, transport: str) -> None:
    async with served(body, f"Content-Encoding: {encoding}") as server, hub(server, transport) as client:
        assert (await client.get("/v2/x")).body == TEXT


@pytest.mark.unmeasured
@each_engine
@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip,deflate"])
async def test_other_compression_is_refused(encoding: str, transport: str) -> None:
    body = gzip.compress(gzip.compress(TEXT))
    async with served(body, f"Content-Encoding: {encoding}") as server, hub(server, transport) as client:
        with pytest.raises(DecodeError, match="expected at most one layer of gzip or deflate") as caught:
            await client.get("/v2/x")
        assert encoding in str(caught.value)
        assert len(server.requests) == 1


@pytest.mark.unmeasured
@each_engine
@pytest.mark.parametrize("length", [True, False])
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_compressed_body_that_ends_early_is_an_error(
    encoding: str, length: bool, transport: str, tmp_path: Path
) -> None:
    whole = gzip.compress(TEXT) if encoding == "gzip" else zlib.compress(TEXT)
    half = whole[: len(whole) // 2]
    async with (
        served(half, f"Content-Encoding: {encoding}", length=length) as server,
        hub(server, transport) as client,
    ):
        with pytest.raises(HubConnectionError, match="the compressed body ended early") as caught:
            await client.get("/v2/x")
        assert caught.value.sent
        with pytest.raises(HubConnectionError, match="the compressed body ended early"):
            await client.download("/v2/x", tmp_path / "x")
    assert names(tmp_path) == []


@each_engine
async def test_a_compressed_body_without_end_that_comes_to_nothing_is_cut_off(transport: str) -> None:
    nothing = gzip.compress(b"") * 5_000

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
        while True:
            writer.write(nothing)
            await writer.drain()

    async with (
        listening(endless) as url,
        DockerHub(Anonymous(), base_url=url, transport=transport, max_response_size=1000) as client,  # type: ignore[arg-type]
    ):
        with pytest.raises(DecodeError, match="bytes that decompress to 0"):
            await client.get("/v2/x")


@each_engine
async def test_nothing_is_whole_where_its_framing_says_so(transport: str) -> None:
    async with served(b"", "Content-Encoding: gzip") as server, hub(server, transport) as client:
        assert (await client.get("/v2/x")).body == b""
    async with served(b"", "Content-Encoding: gzip", length=False) as server, hub(server, transport) as client:
        with pytest.raises(HubConnectionError, match="the compressed body ended early"):
            await client.get("/v2/x")


@each_engine
async def test_head_has_no_body_whatever_its_headers_say(transport: str) -> None:
    reply = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 500\r\n\r\n"
    async with loopback(lambda _: reply) as server, hub(server, transport) as client:
        for _ in range(2):
            assert await client.repositories.exists("library", "nginx")
        assert server.connections == 1


@each_engine
async def test_a_body_that_ends_before_its_length_is_an_error(transport: str) -> None:
    def cut(_: str) -> bytes:
        asyncio.get_running_loop().call_later(0.01, hang_up, server)
        return response(TEXT)[:-1]

    async with loopback(cut) as server, hub(server, transport) as client:
        with pytest.raises(HubConnectionError, match="could not finish the exchange with 127"):
            await client.get("/v2/x")


@each_engine
@pytest.mark.parametrize(
    "rest",
    [
        b'Content-Length: 100\r\n\r\n{"message": "no',
        b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"mes\r\n',
    ],
)
async def test_an_error_whose_body_breaks_off_keeps_its_status(transport: str, rest: bytes) -> None:
    def cut(_: str) -> bytes:
        asyncio.get_running_loop().call_later(0.01, hang_up, server)
        return f"HTTP/1.1 {status} No\r\nContent-Type: application/json\r\n".encode() + rest

    for status in (404, 409, 429, 500):
        async with loopback(cut) as server, hub(server, transport) as client:
            with pytest.raises(StatusError) as caught:
                await client.post("/v2/x", json={})
            assert caught.value.status_code == status


@each_engine
async def test_a_malformed_compressed_body_is_an_error(transport: str) -> None:
    for body, said in ((b"nonsense", "is malformed"), (zlib.compress(b"{}") + b"more", "more after the end")):
        encoding = "gzip" if body == b"nonsense" else "deflate"
        async with served(body, f"Content-Encoding: {encoding}") as server, hub(server, transport) as client:
            with pytest.raises(HubConnectionError, match=said):
                await client.get("/v2/x")


# Limits


@each_engine
async def test_switching_protocols_is_no_success(transport: str) -> None:
    reply = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    async with asyncio.timeout(10), loopback(lambda _: reply) as server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(BearerToken("a.b.c"), base_url=server.url, transport=transport) as client:  # type: ignore[arg-type]
            with pytest.raises((StatusError, HubConnectionError)):
                await client.request(calls.repositories.delete("acme", "app"))
            assert len(server.requests) == 1


@each_engine
@pytest.mark.parametrize(
    "says", ["Content-Range: bytes 0-999/1000000", "Content-Type: multipart/byteranges; boundary=x"]
)
async def test_a_part_of_a_body_is_not_taken_for_the_whole(says: str, transport: str, tmp_path: Path) -> None:
    part = response(TEXT[:1000], says, status="206 Partial Content")
    async with loopback(lambda _: part) as server, hub(server, transport) as client:
        with pytest.raises(HubConnectionError, match="only a part of the body was sent"):
            await client.get("/v2/x")
        with pytest.raises(HubConnectionError, match="only a part of the body was sent"):
            await client.download("/v2/x", tmp_path / "members.csv")
        assert names(tmp_path) == []


@pytest.mark.heavy
@each_engine
async def test_a_body_in_chunks_of_a_byte_takes_no_more_memory_than_another(transport: str) -> None:
    size = 200_000 if transport == "aiohttp" else 50_000  # aiohttp reads 2 MB ahead, and is the fastest
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    last = b"2\r\n{}\r\n0\r\n\r\n"
    replies = iter([chunked + last, chunked + b"1\r\n \r\n" * size + last])
    async with loopback(lambda _: next(replies)) as server, hub(server, transport) as client:
        await client.get("/v2/x")  # what is loaded once
        tracemalloc.start()
        try:
            parsed = (await client.get("/v2/x")).parsed
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert parsed == {}
    assert peak < 25 * size


class Ready:
    """An engine with a response of 10,000 chunks, none of which has to be waited for."""

    host = "hub.example"
    logs_headers = False
    headers = Headers()

    def __init__(self, status_code: int = 200) -> None:
        self.status_code = status_code
        self._left = 10_000

    async def send(self, *_: object) -> "Ready":
        return self

    def __aiter__(self) -> "Ready":
        return self

    async def __anext__(self) -> bytes:
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return b"x"

    async def aclose(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("status", [-5, 0, 99, 1_000, 99_999])
async def test_a_status_that_is_none_breaks_the_exchange(status: int) -> None:
    request = Request("x", "POST", "https://hub.example/", {}, None, None, None, None)
    with pytest.raises(HubConnectionError, match=f"{status} is not an HTTP status"):
        await exchange(Ready(status), request)


async def test_others_get_their_turn_while_chunks_are_read_that_are_there_at_once() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(count())
    request = Request("x", "GET", "https://hub.example/", {}, None, None, None, None)
    response = await exchange(Ready(), request)
    other.cancel()
    assert len(response.body) == 10_000
    assert turns >= 30

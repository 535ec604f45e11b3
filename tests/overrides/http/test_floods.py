"""What a server sends beside a body is limited, over each engine."""

import asyncio
from typing import Any

import pytest
from aiodockerhub import Anonymous, DecodeError, DockerHub, HubConnectionError, TransportError

from tests.overrides.engines import each_engine
from tests.overrides.loopback import dripping, loopback

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
FLOODS = {
    "1xx": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "long 1xx": (b"", b"HTTP/1.1 103 Early Hints\r\nlink: " + b"x" * 60_000 + b"\r\n\r\n"),
    "extensions": (CHUNKED + b"\r\n", b"1;" + b"x" * 9_000 + b"\r\n \r\n"),
    "gzip of nothing": (
        CHUNKED + b"Content-Encoding: gzip\r\n\r\n",
        b"14\r\n" + bytes.fromhex("1f8b08000000000000ff03000000000000000000") + b"\r\n",
    ),
    "deflate of nothing": (CHUNKED + b"Content-Encoding: deflate\r\n\r\n", b"5\r\n\0\0\0\xff\xff\r\n"),
}


@pytest.mark.heavy
@each_engine
@pytest.mark.parametrize("kind", FLOODS)
async def test_a_flood_that_is_no_body_ends_without_a_deadline(kind: str, transport: str) -> None:
    first, drop = FLOODS[kind]
    flood = drop * (500_000 // len(drop))
    async with asyncio.timeout(30), dripping(first, flood) as url:
        options: Any = {"base_url": url, "transport": transport, "max_retries": 0, "concurrency": 1}
        async with DockerHub(Anonymous(), **options) as hub:
            with pytest.raises((HubConnectionError, DecodeError), match=r"far more|malformed|decompress to 0"):
                await hub.get("/v2/x")


@pytest.mark.slow
@each_engine
async def test_a_body_in_chunks_of_a_byte_is_no_flood(transport: str) -> None:
    body = b'"' + b"x" * 90_000 + b'"'
    response = CHUNKED + b"\r\n" + b"".join(b"1;xxxxx\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
    async with (
        loopback(lambda _: response) as server,
        DockerHub(Anonymous(), base_url=server.url, transport=transport) as hub,  # type: ignore[arg-type]
    ):
        assert (await hub.get("/v2/x")).parsed == "x" * 90_000


@each_engine
async def test_what_a_connection_has_received_before_counts_no_more(transport: str) -> None:
    response = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: " + b"x" * 50_000 + b"\r\n\r\n{}"
    async with (
        loopback(lambda _: response) as server,
        DockerHub(Anonymous(), base_url=server.url, transport=transport) as hub,  # type: ignore[arg-type]
    ):
        for _ in range(25):
            await hub.get("/v2/x")
        assert server.connections == 1


@pytest.mark.unmeasured
@each_engine
async def test_interim_responses_do_not_prolong_the_timeout_of_a_request_that_nobody_reads(transport: str) -> None:
    async with asyncio.timeout(10), dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n") as url:
        options: Any = {"base_url": url, "transport": transport, "max_retries": 0, "timeout": 0.2}
        async with DockerHub(Anonymous(), **options) as hub:
            with pytest.raises(TransportError, match=r"timed out|malformed"):  # aiohttp takes a hundred of them at most
                await hub.post("/v2/x", json={"text": "x" * 20_000_000})

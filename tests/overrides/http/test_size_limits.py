"""Bodies have a limit of their size, and of errors only the start is read."""

import asyncio
import gzip
import tracemalloc
from pathlib import Path

import pytest
from aiodockerhub import (
    Anonymous,
    BadRequestError,
    CallOptions,
    DecodeError,
    DockerHub,
    StatusError,
)

from tests.overrides.engines import each_engine
from tests.overrides.http.test_response_body import MEBIBYTE, TEXT, bomb, hub, served


@each_engine
async def test_a_body_beyond_the_limit_is_refused_as_soon_as_it_is_passed(transport: str) -> None:
    async with served(bomb(), "Content-Encoding: gzip") as server, hub(server, transport) as client:
        tracemalloc.start()
        with pytest.raises(DecodeError, match=r"a body of at most 1,048,576 bytes \(max_response_size\)"):
            await client.get("/v2/x", options=CallOptions(max_response_size=MEBIBYTE))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 8 * MEBIBYTE
        assert len(server.requests) == 1


@each_engine
async def test_an_endless_body_ends_at_the_limit(transport: str) -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                writer.write(b"10000\r\n" + bytes(65_536) + b"\r\n")
                await writer.drain()
        except ConnectionError:
            ended.set()
        finally:
            writer.close()

    ended = asyncio.Event()
    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with asyncio.timeout(10), server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(Anonymous(), base_url=url, transport=transport, max_response_size=MEBIBYTE) as client:  # type: ignore[arg-type]
            before = asyncio.all_tasks()
            with pytest.raises(DecodeError, match="max_response_size"):
                await client.get("/v2/x")
            assert not {task for task in asyncio.all_tasks() - before if "endless" not in repr(task)}
            await ended.wait()


@each_engine
async def test_the_limit_counts_for_client_view_and_call_and_exactly(transport: str) -> None:
    async with served(b"[1,2]") as server, hub(server, transport, max_response_size=4) as client:
        with pytest.raises(DecodeError, match="at most 4 bytes"):
            await client.get("/v2/x")
        assert (await client.with_options(max_response_size=5).get("/v2/x")).parsed == [1, 2]
        assert (await client.get("/v2/x", options=CallOptions(max_response_size=None))).parsed == [1, 2]
        with pytest.raises(DecodeError, match="at most 3 bytes"):
            await client.with_options(max_response_size=5).get("/v2/x", options=CallOptions(max_response_size=3))


@each_engine
async def test_downloads_have_no_limit_but_one_of_their_own(transport: str, tmp_path: Path) -> None:
    async with served(TEXT) as server, hub(server, transport, max_response_size=10) as client:
        await client.download("/v2/x", tmp_path / "x")
        assert (tmp_path / "x").read_bytes() == TEXT
        with pytest.raises(DecodeError, match="at most 20 bytes"):
            await client.download("/v2/x", tmp_path / "y", options=CallOptions(max_response_size=20))
        assert not (tmp_path / "y").exists()


@each_engine
async def test_of_an_error_only_the_start_is_read_and_its_status_counts(transport: str) -> None:
    async with (
        served(bomb(), "Content-Encoding: gzip", status="400 Bad Request") as server,
        hub(server, transport) as client,
    ):
        tracemalloc.start()
        with pytest.raises(BadRequestError) as caught:
            await client.get("/v2/x")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 8 * MEBIBYTE
        assert len(caught.value.body) == 65_536


@each_engine
async def test_an_error_keeps_its_status_when_its_body_cannot_be_read(transport: str) -> None:
    reply = gzip.compress(b'{"message": "no"}')[:-4]
    async with (
        served(reply, "Content-Encoding: gzip", status="409 Conflict") as server,
        hub(server, transport) as client,
    ):
        with pytest.raises(StatusError, match="409 Conflict: no"):
            await client.get("/v2/x")

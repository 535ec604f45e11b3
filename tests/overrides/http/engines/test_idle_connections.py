"""Connections on which no request can begin: because of what has arrived, or because the server speaks first."""

import asyncio
import os
import socket
import ssl
import struct
from typing import Any

import pytest
from aiodockerhub.errors import HubConnectionError
from aiodockerhub.http.engines import aiohttp_connections
from aiodockerhub.http.engines.aiohttp_connections import Protocol, is_usable
from aiodockerhub.http.engines.httpcore_stream import Stream
from aiodockerhub.http.engines.idle_connections import are_of_no_request

from tests.overrides.engines import each_engine
from tests.overrides.http.engines.kit import eventually, fetch, opened, run_on
from tests.overrides.http.engines.test_httpcore_states import (
    DATA,
    HEADERS,
    PING,
    PREFACE_BYTES,
    RST_STREAM,
    SETTINGS,
    WINDOW_UPDATE,
    body,
    frame,
    go_away,
    head,
    respond_in_frames,
)
from tests.overrides.loopback import listening, loopback

_PING = frame(PING, 0, 0, bytes(8))
_SETTINGS = frame(SETTINGS, 0, 0)
_ORIGIN = frame(12, 0, 0, b"\0\x11https://localhost")  # RFC 8336
_LIMITS = frame(SETTINGS, 0, 0, struct.pack(">HI", 3, 100))
_GREASE, _PUSH_PROMISE, _CONTINUATION = 0x2B, 5, 9
_WINDOW = frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 100))


@pytest.fixture
def tardy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bytes of the server arrive before the preface of HTTP/2, and others between it and the request."""

    async def start_tls(stream: Stream, *args: Any, **options: Any) -> Stream:
        await originals[0](stream, *args, **options)
        await eventually(lambda: bool(stream._chunks))
        return stream

    async def write(stream: Stream, data: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        received = stream._buffered
        await originals[1](stream, data, timeout)
        if data.startswith(b"PRI"):
            await eventually(lambda: stream._buffered > received)

    originals = Stream.start_tls, Stream.write
    monkeypatch.setattr(Stream, "start_tls", start_tls)
    monkeypatch.setattr(Stream, "write", write)


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        (b"", True),
        (_PING + _SETTINGS + _WINDOW, True),
        (_PING + go_away(1), False),
        (frame(HEADERS, 4, 3, b"\x88"), False),
        (frame(RST_STREAM, 0, 3, bytes(4)), False),
        (frame(DATA, 0, 1, b"{"), False),
        (frame(_PUSH_PROMISE, 4, 1, struct.pack(">I", 2) + b"\x88"), False),
        (frame(_CONTINUATION, 4, 3, b"\x88"), False),
        (frame(RST_STREAM, 0, 1, bytes(4)), True),
        (frame(RST_STREAM, 0, 0, bytes(4)), False),
        (frame(RST_STREAM, 0, 3, bytes(4))[:8], False),
        (head(3)[:4], False),
        (_PING + go_away(1)[:4], False),
        (_ORIGIN + frame(_GREASE, 255, 3, b"xx") + _PING, True),
        (_ORIGIN + head(3), False),
        (_PING[:-1], True),
        (_PING + _SETTINGS[:5], True),
        (_PING + _SETTINGS[:3], False),
    ],
)
def test_only_frames_that_can_belong_to_the_next_request_make_a_connection_unusable(
    frames: bytes, *, expected: bool
) -> None:
    assert are_of_no_request(frames, last_stream=1) is expected


@pytest.mark.usefixtures("tardy")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
@pytest.mark.parametrize("transport", ["httpx", "httpx2"])
@pytest.mark.parametrize(
    ("first", "rest"),
    [(_SETTINGS + _ORIGIN, _WINDOW), (_SETTINGS + frame(_GREASE, 0, 0, b"xx"), _WINDOW), (_LIMITS[:9], _LIMITS[9:])],
    ids=["ORIGIN", "undefined type", "two records"],
)
async def test_what_a_server_of_http2_may_send_first_is_no_obstacle(
    first: bytes, rest: bytes, transport: str, *, version: ssl.TLSVersion, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    trusted.maximum_version = version

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        writer.write(first)
        await respond_in_frames(reader, writer, lambda stream: [head(stream), body(stream)], settings=rest)

    connections = list[asyncio.StreamWriter]()
    async with (
        asyncio.timeout(60),
        listening(serve, tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        for _ in range(2):
            assert (await fetch(engine, url + "/", "POST", content=b"{}")).body == b"{}"
        assert len(connections) == 1


@pytest.mark.usefixtures("tardy")
@pytest.mark.parametrize("transport", ["httpx", "httpx2"])
@pytest.mark.parametrize("is_invited", [False, True], ids=["behind TLS", "behind the preface"])
async def test_a_response_of_http2_that_comes_before_its_request_is_refused(
    is_invited: bool, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_SETTINGS)
        if is_invited:
            await reader.readexactly(PREFACE_BYTES)
        writer.write(head(1) + body(1))
        await reader.read()

    async with (
        asyncio.timeout(60),
        listening(serve, tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        with pytest.raises(HubConnectionError, match="sent bytes before the request") as caught:
            await fetch(engine, url + "/", "POST", content=b"{}")
    assert not caught.value.sent


@pytest.mark.parametrize("transport", ["httpx", "httpx2"])
@pytest.mark.parametrize("frames", [go_away(1), head(3) + body(3)], ids=["shuts down", "responds too early"])
async def test_an_idle_connection_of_http2_whose_server_will_not_serve_the_next_request_is_not_used(
    frames: bytes, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    writers = list[asyncio.StreamWriter]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await respond_in_frames(reader, writer, lambda stream: [head(stream), body(stream)])

    async with (
        asyncio.timeout(60),
        listening(serve, tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        await fetch(engine, url + "/")
        writers[0].write(frames)
        await eventually(lambda: engine._idle[-1].network.is_stale)  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        assert (await fetch(engine, url + "/", "DELETE")).status_code == 200
    assert len(writers) == 2


@each_engine
@pytest.mark.parametrize("closes", [False, True])
async def test_a_server_that_speaks_before_the_request_gets_one_connection(closes: bool, transport: str) -> None:
    connections = list[asyncio.StreamWriter]()

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        writer.write(b"220 mail\r\n\r\n")
        if not closes:
            await reader.read()

    async with asyncio.timeout(60), listening(greet) as url, opened(url, transport) as engine:
        with pytest.raises(HubConnectionError):
            await fetch(engine, url + "/")
    assert len(connections) == 1


@each_engine
@pytest.mark.parametrize("turns", range(5))
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_nobody_notices_an_idle_connection_that_has_ended(
    loop: str, turns: int, transport: str, trusted: ssl.SSLContext
) -> None:
    async def run() -> None:
        async with asyncio.timeout(60), loopback(tls=trusted) as server, opened(server.url, transport) as engine:
            await fetch(engine, server.url + "/")
            [writer] = server.writers
            with socket.socket(fileno=os.dup(writer.get_extra_info("socket").fileno())) as ended:
                ended.shutdown(socket.SHUT_RDWR)
            for _ in range(turns):  # the event loop tells an end in several turns
                await asyncio.sleep(0)
            assert (await fetch(engine, server.url + "/", "POST", content=b"{}")).body == b"{}"
        assert (server.connections, len(server.requests)) == (2, 2)

    run_on(loop, run())


class Transport(asyncio.Transport):
    """An open transport, with TLS or without."""

    def __init__(self, *, has_tls: bool) -> None:
        super().__init__({"ssl_object": object() if has_tls else None})

    def is_closing(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("has_tls", "is_used", "received", "expected"),
    [(True, False, 0, True), (True, True, 0, False), (False, False, 0, False), (True, False, 1, False)],
    ids=["tickets of TLS", "later bytes", "early bytes", "encrypted early bytes"],
)
async def test_unread_bytes_of_a_new_connection_may_be_tickets_of_tls(
    has_tls: bool, is_used: bool, received: int, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aiohttp_connections, "has_unread_bytes", lambda _: True)
    protocol = Protocol(asyncio.get_running_loop())
    protocol.connection_made(Transport(has_tls=has_tls))
    protocol.is_used, protocol.received = is_used, received
    assert is_usable(protocol, Transport(has_tls=has_tls)) is expected

"""Bytes that can be no response, because they arrive before TLS or on an idle connection."""

import asyncio
import contextlib
import ssl

import httpcore
import pytest
from aiodockerhub.errors import HubConnectionError
from aiodockerhub.http.engines.httpcore_stream import Stream
from aiodockerhub.http.exchange import Response

from tests.overrides.engines import each_engine
from tests.overrides.http.engines.kit import fetch, opened, run_on
from tests.overrides.loopback import OK, listening, loopback

FORGED = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
_TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"
_READ_AT_ONCE = 65_536  # bytes, by httpcore


async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, url: str) -> None:
    """Pass on all bytes between a client and a server of this machine."""
    server_reader, server_writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))

    async def pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError), contextlib.closing(target):
            while data := await source.read(_READ_AT_ONCE):
                target.write(data)

    await asyncio.gather(pass_on(reader, server_writer), pass_on(server_reader, writer))


@each_engine
@pytest.mark.parametrize("filler", [0, _READ_AT_ONCE - len(_TUNNEL), _READ_AT_ONCE], ids=["at once", "next", "later"])
async def test_what_a_proxy_sends_behind_its_tunnel_is_no_response_of_the_server(
    filler: int, transport: str, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_TUNNEL + b"x" * filler + FORGED)
        await relay(reader, writer, server.url)

    async with loopback(tls=trusted) as server, listening(proxy) as url:
        monkeypatch.setenv("https_proxy", url)
        async with opened(server.url, transport) as engine:
            [outcome] = await asyncio.gather(fetch(engine, server.url + "/"), return_exceptions=True)
    if isinstance(outcome, HubConnectionError):
        assert not outcome.sent
    else:
        assert isinstance(outcome, Response)
        assert outcome.body == b"{}"


@each_engine
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_what_comes_in_the_clear_before_tls_is_no_response_of_the_server(
    loop: str, transport: str, trusted: ssl.SSLContext
) -> None:
    async def inject(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(FORGED)
        await relay(reader, writer, servers[0])

    async def run() -> None:
        async with asyncio.timeout(60), loopback(tls=trusted) as server, listening(inject) as injector:
            servers.append(server.url)
            url = injector.replace("http://", "https://")
            async with opened(url, transport) as engine:
                with pytest.raises(HubConnectionError, match="connect") as caught:
                    await fetch(engine, url + "/")
        assert not caught.value.sent

    servers = list[str]()
    run_on(loop, run())


async def test_tls_is_not_started_behind_bytes_that_were_not_read() -> None:
    stream = Stream(httpcore, asyncio.get_running_loop())
    stream.data_received(FORGED)
    with pytest.raises(httpcore.ConnectError, match="before the TLS handshake"):
        await stream.start_tls(ssl.create_default_context())
    assert stream.is_stale


@pytest.mark.parametrize("transport", ["httpx", "httpx2"])
@pytest.mark.parametrize("is_closed", [False, True])
async def test_what_arrives_after_the_check_of_an_idle_connection_is_no_response_to_the_next_request(
    is_closed: bool, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write_late(stream: Stream, data: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        stream.data_received(FORGED)
        if is_closed:
            stream.eof_received()
        monkeypatch.setattr(Stream, "write", write)
        await write(stream, data, timeout)

    write = Stream.write

    async with loopback(lambda _: OK) as server, opened(server.url, transport) as engine:
        await fetch(engine, server.url + "/")
        monkeypatch.setattr(Stream, "write", write_late)
        assert (await fetch(engine, server.url + "/", "POST", content=b"{}")).body == b"{}"
    assert (server.connections, len(server.requests)) == (2, 2)

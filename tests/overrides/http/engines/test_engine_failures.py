"""What every engine does alike when an exchange fails or is cancelled, over real sockets."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import trustme
from aiodockerhub.errors import HubConnectionError, HubTimeoutError
from aiodockerhub.http.engines import tls_and_proxies
from aiodockerhub_generated._masking import SecretBytes

from tests.overrides.engines import each_engine
from tests.overrides.http.engines.kit import SECRET, eventually, fetch, opened
from tests.overrides.loopback import OK, listening, loopback


@each_engine
async def test_a_refused_connection_names_the_reason_of_the_operating_system(transport: str) -> None:
    async with loopback() as server:
        url = server.url
    async with opened(url, transport) as engine:
        with pytest.raises(HubConnectionError, match=r"could not connect to 127.0.0.1:\d+: .*[Cc]onnect") as caught:
            await fetch(engine, url + "/")
    assert not caught.value.sent
    assert type(caught.value.__cause__) is ConnectionRefusedError


@each_engine
async def test_timeouts_hold_for_each_read(transport: str) -> None:
    async with loopback() as server, opened(server.url, transport) as engine:
        await fetch(engine, server.url + "/", timeout=60)  # makes the connection, which may take longer
        server.gate.clear()
        with pytest.raises(HubTimeoutError, match="timed out waiting for 127") as caught:
            await fetch(engine, server.url + "/", timeout=0.2)
        assert caught.value.sent


@each_engine
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("cause", ["timeout", "closed engine"])
async def test_a_body_without_length_is_not_complete_because_this_client_ends_it(
    cause: str, scheme: str, transport: str, trusted: ssl.SSLContext
) -> None:
    async def stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nbegin")
        await reader.read()

    tls, timeout = trusted if scheme == "https" else None, 0.2 if cause == "timeout" else 60
    async with listening(stall, tls=tls) as url, opened(url, transport) as engine:
        await fetch(engine, url + "/", timeout=60)  # makes the connection, which may take longer
        response = await engine.send("GET", url + "/", {}, None, timeout)
        assert await anext(response) == b"begin"
        rest = asyncio.ensure_future(anext(response))
        await asyncio.sleep(0)
        if cause == "closed engine":
            await engine.aclose()
        with pytest.raises(HubTimeoutError if cause == "timeout" else HubConnectionError):
            await rest
        await response.aclose()


@each_engine
async def test_a_connection_that_is_not_made_in_time_was_not_used(transport: str) -> None:
    async with silent_tls() as (url, _), opened(url, transport) as engine:
        with pytest.raises(HubTimeoutError, match="timed out connecting to 127") as caught:
            await fetch(engine, url + "/", timeout=0.05)
        assert not caught.value.sent


@each_engine
async def test_an_upload_that_the_server_does_not_take_times_out(transport: str) -> None:
    async def read_headers_only(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.Event().wait()

    async with listening(read_headers_only) as url, opened(url, transport) as engine:
        await fetch(engine, url + "/", timeout=60)  # makes the connection, which may take longer
        with pytest.raises(HubTimeoutError, match="timed out waiting for 127") as caught:
            await fetch(engine, url + "/", "PUT", content=SecretBytes(b"x" * 20_000_000), timeout=0.2)
        assert caught.value.sent


@each_engine
async def test_closing_an_engine_does_not_wait_for_a_server_that_takes_no_bytes(transport: str) -> None:
    begun = asyncio.Event()

    async def read_headers_only(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        begun.set()
        await asyncio.Event().wait()

    async with listening(read_headers_only) as url, opened(url, transport) as engine:
        upload = asyncio.create_task(
            fetch(engine, url + "/", "PUT", content=SecretBytes(b"x" * 20_000_000), timeout=60)
        )
        await begun.wait()
        async with asyncio.timeout(10):
            await engine.aclose()
        with pytest.raises(HubConnectionError):
            await upload


MALFORMED = {
    "no status line": b"nonsense\r\n\r\n",
    "half a header": b"HTTP/1.1 200 OK\r\nSet-Cookie: session=dummy-cookie\r\nX-Half",
    "bad header": b"HTTP/1.1 200 OK\r\nSet-Cookie: session=dummy-cookie\r\n: no name\r\n\r\n",
    "bad chunk size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\ndummy-cookie",
    "cut chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\ndummy-cookie",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\ndummy-cookie",
    "short body": b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\ndummy-cookie",
    "too long header": b"HTTP/1.1 200 OK\r\nX: " + b"dummy-cookie" * 30_000 + b"\r\n\r\n",
}


@each_engine
@pytest.mark.parametrize("kind", MALFORMED)
async def test_what_is_not_http_is_a_connection_error_that_holds_nothing_of_it(kind: str, transport: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(MALFORMED[kind])
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, opened(url, transport) as engine:
        with pytest.raises(HubConnectionError, match="could not finish the exchange with 127") as caught:
            await fetch(engine, url + "/", content=SecretBytes(b'{"password": "dummy-password"}'))
    assert everything_that_shows(caught.value).isdisjoint(["dummy-cookie", SECRET, "dummy-password"])


def everything_that_shows(error: BaseException) -> set[str]:
    """Return the secrets in messages and reprs of an error and its causes, and in their frames outside of tests."""
    texts = list[str]()
    chain: BaseException | None = error
    while chain is not None:
        texts += [str(chain), repr(chain), repr(chain.__dict__)]
        frame = chain.__traceback__
        while frame is not None:
            name = frame.tb_frame.f_code.co_filename
            if "/tests/" not in name:
                texts += map(repr, frame.tb_frame.f_locals.values())
            frame = frame.tb_next
        chain = chain.__cause__ or chain.__context__
    return {secret for secret in ("dummy-cookie", SECRET, "dummy-password") if any(secret in text for text in texts)}


@asynccontextmanager
async def silent_tls() -> AsyncIterator[tuple[str, list[asyncio.StreamWriter]]]:
    """Serve connections without ever sending a byte, so that no TLS handshake ends."""
    writers = list[asyncio.StreamWriter]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while await reader.read(65_536):
                pass
        except ConnectionError:
            pass
        finally:
            writers.remove(writer)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", writers


@each_engine
async def test_a_cancelled_handshake_leaves_no_connection(transport: str) -> None:
    async with asyncio.timeout(10), silent_tls() as (url, writers), opened(url, transport) as engine:
        task = asyncio.create_task(fetch(engine, url + "/", "DELETE", timeout=None))
        await eventually(lambda: bool(writers))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await eventually(lambda: not writers)


@each_engine
async def test_a_write_cancelled_before_the_handshake_is_over_is_never_sent(
    transport: str, trusted: ssl.SSLContext
) -> None:
    seen, connected, ready = list[bytes](), asyncio.Event(), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await ready.wait()
        try:
            await writer.start_tls(trusted)
            seen.append(await reader.read(1000))
        except (OSError, ssl.SSLError):
            pass
        finally:
            writer.close()
            connected.clear()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with asyncio.timeout(10), server, opened(url, transport) as engine:
        task = asyncio.create_task(fetch(engine, url + "/", "DELETE"))
        await connected.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        ready.set()
        await eventually(lambda: not connected.is_set())
    assert b"".join(seen) == b""


@each_engine
async def test_distrust_is_not_retryable_and_trust_is_found_in_the_environment(
    transport: str, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(tls=trusted) as server:
        for _ in range(2):
            async with opened(server.url, transport) as engine:
                assert (await fetch(engine, server.url + "/")).body == b"{}"
        assert tls_and_proxies.make_ssl_context.cache_info().misses == 1
        monkeypatch.delenv("SSL_CERT_FILE")
        async with opened(server.url, transport) as engine:
            with pytest.raises(HubConnectionError, match="certificate verify failed") as caught:
                await fetch(engine, server.url + "/")
        assert not caught.value.retryable
        assert not caught.value.sent


@each_engine
async def test_a_new_client_trusts_what_the_file_of_certificates_has_now(
    transport: str, trusted: ssl.SSLContext
) -> None:
    async with loopback(tls=trusted) as server:
        async with opened(server.url, transport) as engine:
            assert (await fetch(engine, server.url + "/")).body == b"{}"
        trustme.CA().cert_pem.write_to_path(os.environ["SSL_CERT_FILE"])
        async with opened(server.url, transport) as engine:
            with pytest.raises(HubConnectionError, match="certificate verify failed"):
                await fetch(engine, server.url + "/")


@each_engine
async def test_a_cancelled_request_is_over_at_whatever_it_was(transport: str) -> None:
    async with asyncio.timeout(20), loopback() as server, opened(server.url, transport) as engine:
        for turns in range(40):
            task = asyncio.create_task(fetch(engine, server.url + "/", "DELETE"))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await eventually(lambda: len(server.writers) <= 1)  # an idle one, if the response was in already
        assert (await fetch(engine, server.url + "/")).body == b"{}"

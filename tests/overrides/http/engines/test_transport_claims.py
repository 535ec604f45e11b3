"""Transports of the user's that say that nothing was sent, and whether they are believed."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import aiohttp
import httpcore
import httpcore2
import httpx
import httpx2
import httpx_aiohttp
import pytest
from aiodockerhub import Anonymous, DockerHub, DockerHubError, HubConnectionError, TransportError, TwoFactor
from aiodockerhub.testing import ManualClock

from tests.overrides.loopback import listening

each_library = pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])


def hub(library: Any, handler: Any) -> DockerHub:
    return DockerHub(Anonymous(), transport=library.MockTransport(handler), max_retries=0)


def chained(*links: Exception) -> Exception:
    """Chain exceptions as their libraries do, and return the first of them."""
    for error, cause in pairwise(links):
        error.__cause__ = cause
    return links[0]


def connector_error() -> Exception:
    key: Any = SimpleNamespace(host="hub.docker.com", port=443, is_ssl=True, ssl=True)
    return aiohttp.ClientConnectorError(key, OSError(111, "Connection refused"))


CAUSES: list[tuple[Exception, bool]] = [  # whether the request may have been sent
    (httpcore.ConnectError("refused"), False),
    (httpcore2.ConnectTimeout("late"), False),
    (chained(httpx.ConnectError("retried"), httpcore.ConnectError("refused")), False),
    (chained(httpcore.ConnectError("tls"), RuntimeError("of a backend")), False),
    (connector_error(), False),
    (ConnectionRefusedError(111, "Connection refused"), False),
    (OSError(101, "Network is unreachable"), False),
    (OSError("Multiple exceptions: ..."), False),
    (socket.gaierror(-2, "Name or service not known"), False),
    (ssl.SSLCertVerificationError(1, "self-signed certificate"), False),
    (httpcore.ReadError("cut"), True),
    (httpcore2.RemoteProtocolError("cut"), True),
    (chained(httpx.ConnectError("retried"), httpx.ReadError("cut")), True),
    (aiohttp.ServerDisconnectedError(), True),
    (aiohttp.ClientOSError(104, "Connection reset by peer"), True),
    (aiohttp.ClientOSError(113, "No route to host"), True),
    (aiohttp.ClientConnectionResetError("Cannot write to closing transport"), True),
    (ConnectionResetError(104, "Connection reset by peer"), True),
    (BrokenPipeError(32, "Broken pipe"), True),
    (OSError(5, "Input/output error"), True),
    (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), True),
    (TimeoutError(), True),
    (RuntimeError("of a library that this package does not know"), True),
]


@pytest.mark.parametrize(("cause", "sent"), CAUSES, ids=[repr(cause)[:60] for cause, _ in CAUSES])
@pytest.mark.parametrize("is_explicit", [True, False], ids=["cause", "context"])
@pytest.mark.parametrize("name", ["ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "LocalProtocolError"])
@each_library
async def test_a_transport_that_says_that_nothing_was_sent_is_believed_only_if_the_cause_says_so_too(
    library: Any, name: str, is_explicit: bool, cause: Exception, sent: bool
) -> None:
    def fail(_: Any) -> Any:
        error = getattr(library, name)("no route")
        error.__cause__, error.__context__ = (cause, None) if is_explicit else (None, cause)
        raise error

    async with hub(library, fail) as client:
        with pytest.raises(TransportError) as caught:
            await client.post("/v2/x", json={})
    assert caught.value.sent == sent
    assert any("may have been made" in note for note in caught.value.notes) == sent


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 201 Cr"], ids=["nothing", "half a status"])
async def test_a_transport_on_aiohttp_that_loses_a_response_sends_no_change_and_no_code_twice(reply: bytes) -> None:
    bodies = list[bytes]()
    wants_code = json.dumps({"detail": "a second factor is needed", "login_2fa_token": "a.b.c"}).encode()
    refusal = b"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_first_step = True
        while is_first_step:
            head = await reader.readuntil(b"\r\n\r\n")
            bodies.append(await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split()[0])))
            is_first_step = b"/v2/users/login " in head
            writer.write(refusal % (len(wants_code), wants_code) if is_first_step else reply)
        writer.close()

    async def code() -> str:
        return "123456"

    clock = ManualClock(automatic=True)
    async with listening(serve) as url, httpx_aiohttp.AiohttpTransport() as mine:
        async with DockerHub(Anonymous(), base_url=url, transport=mine, clock=clock) as client:
            with pytest.raises(
                HubConnectionError, match=r"could not finish the exchange with .*: ServerDisconnectedError \(POST"
            ) as caught:
                await client.post("/v2/x", json=["a change"])
        assert (caught.value.sent, len(bodies)) == (True, 1)
        async with DockerHub(TwoFactor("jane", "pw", code=code), base_url=url, transport=mine, clock=clock) as client:
            for _ in range(2):
                with pytest.raises(DockerHubError):
                    await client.users.me()
    assert sum(b"123456" in body for body in bodies) == 1


@each_library
@pytest.mark.parametrize("name", ["ConnectTimeout", "ConnectError", "LocalProtocolError"])
async def test_a_body_that_breaks_means_that_the_request_was_sent_whatever_the_transport_says(
    library: Any, name: str
) -> None:
    class Breaking(library.AsyncByteStream):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{"
            raise getattr(library, name)("cut")

    async with hub(library, lambda _: library.Response(201, stream=Breaking())) as client:
        with pytest.raises(TransportError) as caught:
            await client.post("/v2/x", json={})
    assert caught.value.sent

"""Mistakes below an exchange: in this package, and in a mock that takes the place of httpcore."""

import ssl
from collections.abc import AsyncIterator
from typing import Any

import h11
import httpx
import pytest
import respx
from aiodockerhub.errors import HubConnectionError, TransportError
from aiodockerhub.http.engines import happy_eyeballs
from aiodockerhub.http.engines.httpcore_network import Network
from aiodockerhub.http.engines.httpcore_stream import Stream
from aiodockerhub_generated._masking import SecretBytes

from tests.overrides.http.engines.kit import fetch, opened
from tests.overrides.http.engines.test_engine_failures import everything_that_shows
from tests.overrides.loopback import OK, eventually, loopback

_BODY = SecretBytes(b'{"password": "dummy-password"}')
each_library = pytest.mark.parametrize("transport", ["httpx", "httpx2"])


def slip(*_: Any, **__: Any) -> Any:
    raise AttributeError("dummy-cookie")


@each_library
@pytest.mark.parametrize(
    ("kind", "operation", "sent"),
    [
        (happy_eyeballs, "connect", False),
        (Stream, "start_tls", False),
        (Stream, "write", False),
        (Stream, "read", True),
    ],
)
async def test_a_mistake_below_an_exchange_is_a_connection_error_that_shows_nothing(
    kind: object,
    operation: str,
    sent: bool,
    transport: str,
    *,
    trusted: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kind, operation, slip)
    async with loopback(tls=trusted) as server, opened(server.url, transport) as engine:
        with pytest.raises(HubConnectionError, match=r": AttributeError$") as caught:
            await fetch(engine, server.url + "/", "POST", content=_BODY)
        await eventually(lambda: not server.writers)
    assert caught.value.sent is sent
    assert everything_that_shows(caught.value) == set()


@each_library
@pytest.mark.parametrize("connected", [False, True], ids=["new connection", "idle connection"])
async def test_a_mistake_before_the_first_bytes_is_a_connection_error_that_shows_nothing(
    connected: bool, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback() as server, opened(server.url, transport) as engine:
        if connected:
            await fetch(engine, server.url + "/")
        monkeypatch.setattr(h11.Connection, "send", slip)
        with pytest.raises(HubConnectionError, match=r": AttributeError$") as caught:
            await fetch(engine, server.url + "/", "POST", content=_BODY)
    assert caught.value.sent is False
    assert everything_that_shows(caught.value) == set()


@each_library
async def test_a_mistake_in_reading_a_body_is_a_connection_error_that_shows_nothing(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, body = OK[:-2], OK[-2:]
    async with loopback(lambda _: head) as server, opened(server.url, transport) as engine:
        response = await engine.send("GET", server.url + "/", {"cookie": "dummy-cookie"}, None, 10)
        monkeypatch.setattr(Stream, "read", slip)
        [writer] = server.writers
        writer.write(body)
        with pytest.raises(HubConnectionError, match=r": AttributeError$") as caught:
            await anext(response)
        await response.aclose()
    assert everything_that_shows(caught.value) == set()


@each_library
@pytest.mark.parametrize(
    ("kind", "name", "replacement"),
    [
        (Stream, "get_extra_info", lambda _, info: slip() if info == "is_readable" else None),
        (Network, "is_written_out", property(slip)),
    ],
    ids=["before the next request", "after the last response"],
)
async def test_another_connection_takes_the_place_of_one_that_cannot_be_checked(
    kind: type, name: str, replacement: object, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, name, replacement)
    async with loopback() as server, opened(server.url, transport) as engine:
        for number in (1, 2):
            assert (await fetch(engine, server.url + "/")).body == b"{}"
            assert server.connections == number
        await eventually(lambda: len(server.writers) <= 1)


class BrokenBody(httpx.AsyncByteStream):
    """A body of a mock that makes a mistake."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{"
        slip()


@pytest.mark.parametrize("connected", [False, True], ids=["new connection", "idle connection"])
@pytest.mark.parametrize(
    ("failure", "sent"),
    [
        (httpx.ReadTimeout, True),
        (httpx.ReadError, True),
        (httpx.RemoteProtocolError, True),
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
    ],
)
async def test_the_class_of_the_error_of_a_mock_tells_whether_the_request_was_sent(
    failure: type[httpx.TransportError], sent: bool, connected: bool
) -> None:
    async with loopback() as server, opened(server.url, "httpx") as engine:
        if connected:
            await fetch(engine, server.url + "/")
        with respx.mock(base_url=server.url) as mock:
            route = mock.post("/").mock(side_effect=failure)
            with pytest.raises(TransportError) as caught:
                await fetch(engine, server.url + "/", "POST", content=_BODY)
    assert caught.value.sent is sent
    assert route.call_count == 1 or not sent


@pytest.mark.parametrize("connected", [False, True], ids=["new connection", "idle connection"])
async def test_mistakes_in_a_mock_are_raised_unchanged(connected: bool) -> None:
    async with loopback() as server, opened(server.url, "httpx") as engine:
        if connected:
            await fetch(engine, server.url + "/")
        with respx.mock(base_url=server.url) as mock:
            for route in (mock.get("/").mock(side_effect=slip), mock.get("/").respond(stream=BrokenBody())):
                with pytest.raises(AttributeError, match="dummy-cookie"):
                    await fetch(engine, server.url + "/")
                assert route.called

"""Transports and clients of the user's, of httpx and of httpx2."""

import asyncio
import gzip
import json
import pickle
import socket
import ssl
import traceback
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import httpx
import httpx2
import httpx_aiohttp
import pytest
from aiodockerhub import Anonymous, BearerToken, DockerHub, HubConnectionError, HubTimeoutError, UsageError
from aiodockerhub.testing import ManualClock

from tests.overrides.loopback import OK, loopback
from tests.secret_guard import traceback_of

HUB = "https://hub.docker.com"
each_library = pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])


def hub(library: Any, handler: Any, **options: Any) -> DockerHub:
    options.setdefault("max_retries", 0)
    return DockerHub(Anonymous(), transport=library.MockTransport(handler), **options)


@each_library
async def test_a_transport_of_the_users_is_used_and_never_closed(library: Any) -> None:
    class Counting(library.AsyncBaseTransport):  # type: ignore[misc]
        closed = 0

        async def handle_async_request(self, request: Any) -> Any:
            return library.Response(200, json=[request.method, str(request.url), request.headers["user-agent"][:12]])

        async def aclose(self) -> None:
            self.closed += 1

    mine = Counting()
    async with DockerHub(Anonymous(), transport=mine) as client:
        response = await client.get("/v2/x", params={"a": "b c"})
    assert response.parsed == ["GET", f"{HUB}/v2/x?a=b+c", "aiodockerhub"]
    assert mine.closed == 0


@each_library
async def test_a_client_of_the_users_keeps_its_settings_and_is_never_closed(library: Any) -> None:
    def reply(request: Any) -> Any:
        return library.Response(200, json=[request.headers.get(name) for name in ("x-mine", "authorization")])

    async with library.AsyncClient(
        transport=library.MockTransport(reply), headers={"X-Mine": "1"}, auth=("u", "p"), follow_redirects=True
    ) as mine:
        async with DockerHub(Anonymous(), http_client=mine) as client:
            assert (await client.get("/v2/x")).parsed == ["1", None]
        assert not mine.is_closed


@each_library
@pytest.mark.parametrize("is_read", [False, True])
async def test_compressed_bodies_are_read_whether_or_not_a_hook_of_the_client_has_read_them(
    is_read: bool, library: Any
) -> None:
    async def read(response: Any) -> None:
        if is_read:
            await response.aread()

    body = gzip.compress(b"[1]")
    reply = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    async with loopback(lambda _: reply) as server, library.AsyncClient(event_hooks={"response": [read]}) as mine:
        async with DockerHub(Anonymous(), base_url=server.url, http_client=mine) as client:
            for _ in range(2):
                assert (await client.get("/v2/x")).parsed == [1]
        assert server.connections == 1


@pytest.mark.parametrize(
    ("name", "kind", "sent", "said"),
    [
        ("ConnectError", HubConnectionError, False, "could not connect to hub.docker.com: no route"),
        ("ConnectTimeout", HubTimeoutError, False, "timed out connecting to hub.docker.com"),
        ("PoolTimeout", HubTimeoutError, False, "timed out connecting to hub.docker.com"),
        ("ReadTimeout", HubTimeoutError, True, "timed out waiting for hub.docker.com"),
        ("WriteTimeout", HubTimeoutError, True, "timed out waiting for hub.docker.com"),
        ("ReadError", HubConnectionError, True, "could not finish the exchange with hub.docker.com: no route"),
        (
            "RemoteProtocolError",
            HubConnectionError,
            True,
            "could not finish the exchange with hub.docker.com: no route",
        ),
        ("ProxyError", HubConnectionError, False, "could not connect to hub.docker.com: no route"),
        ("DecodingError", HubConnectionError, True, "could not finish the exchange with hub.docker.com: no route"),
        ("LocalProtocolError", HubConnectionError, False, "could not connect to hub.docker.com: no route"),
        ("InvalidURL", HubConnectionError, False, "could not connect to hub.docker.com: no route"),
    ],
)
@each_library
async def test_what_the_library_raises_becomes_an_error_that_says_host_cause_and_whether_it_was_sent(
    library: Any, name: str, kind: type[Exception], sent: bool, said: str
) -> None:
    def fail(_: Any) -> Any:
        raise getattr(library, name)("no route: dummy-cookie")

    async with hub(library, fail) as client:
        with pytest.raises(kind) as caught:
            await client.get("/v2/x")
    assert str(caught.value).startswith(f"{said} (GET")
    assert getattr(caught.value, "sent") == sent  # noqa: B009 - of both kinds
    assert caught.value.__cause__ is caught.value.__context__ is None


async def test_an_error_of_the_operating_system_is_named() -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise OSError(5, "Input/output error")

    async with hub(httpx, fail) as client:
        with pytest.raises(HubConnectionError, match=r"\[Errno 5\] Input/output error"):
            await client.get("/v2/x")


@pytest.mark.parametrize("kind", [OSError, ssl.SSLError, socket.gaierror])
@pytest.mark.parametrize("is_wrapped", [False, True])
async def test_an_error_of_the_operating_system_shows_no_secret_that_a_transport_writes_into_it(
    kind: type[OSError], is_wrapped: bool
) -> None:
    secret = "dummy-secret-4711"  # noqa: S105 - what is looked for

    def fail(request: httpx.Request) -> httpx.Response:
        error = kind(5, f"io {request.headers['authorization']}: {request.content!r}")
        if is_wrapped:
            raise httpx.WriteError("w") from error
        raise error

    credentials = BearerToken("dummy.bearer.token")
    async with DockerHub(credentials, transport=httpx.MockTransport(fail), max_retries=0) as client:
        with pytest.raises(HubConnectionError, match=r"Errno 5|\(5|io \*\*\*") as caught:
            await client.post("/v2/x", json={"password": secret})
    shown = traceback_of(caught.value) + repr(caught.value.__cause__) + pickle.dumps(caught.value).decode("latin-1")
    for text in (secret, "dummy.bearer.token"):
        assert text not in shown
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == 5


async def test_mistakes_in_programs_are_not_disguised_as_connection_errors() -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError

    async with hub(httpx, fail) as client:
        with pytest.raises(ZeroDivisionError):
            await client.get("/v2/x")


@each_library
async def test_a_cancelled_call_is_cancelled_in_the_transport_and_gives_its_place_back(library: Any) -> None:
    outcomes, entered = list[str](), asyncio.Event()

    async def handler(request: Any) -> Any:
        if request.url.path.endswith("/never"):
            entered.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                outcomes.append("cancelled")
                raise
        return library.Response(200, json={})

    async with asyncio.timeout(10), hub(library, handler, concurrency=1, timeout=None) as client:
        task = asyncio.create_task(client.get("/v2/never"))
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert outcomes == ["cancelled"]
        assert (await client.get("/v2/x")).status_code == 200


@each_library
async def test_closing_ends_calls_on_what_the_user_brought(library: Any) -> None:
    async with asyncio.timeout(10), loopback(lambda _: b"", held=False) as server, library.AsyncClient() as mine:
        async with DockerHub(Anonymous(), base_url=server.url, http_client=mine, timeout=None) as client:
            task = asyncio.create_task(client.get("/v2/x"))
            while not server.requests:  # noqa: ASYNC110 - the other end of a socket
                await asyncio.sleep(0)
        with pytest.raises(HubConnectionError, match="was closed during the exchange"):
            await task


@each_library
async def test_a_body_that_breaks_half_way_is_an_error(library: Any) -> None:
    class Breaking(library.AsyncByteStream):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{"
            raise library.ReadError("cut")

    async with hub(library, lambda _: library.Response(200, stream=Breaking())) as client:
        with pytest.raises(HubConnectionError, match=r"could not finish the exchange with hub.docker.com: cut"):
            await client.get("/v2/x")


async def test_a_body_shorter_than_its_length_is_an_error() -> None:
    class Short(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield json.dumps({}).encode()

    reply = httpx.Response(200, headers={"content-length": "3"}, stream=Short())
    async with hub(httpx, lambda _: reply) as client:
        with pytest.raises(HubConnectionError, match="the body ended after 2 of 3 bytes"):
            await client.get("/v2/x")


@pytest.mark.heavy
async def test_after_storms_on_httpx2_all_calls_succeed() -> None:
    async with loopback(lambda _: OK) as server, httpx2.AsyncClient() as mine:  # noqa: SIM117 - too long
        async with DockerHub(Anonymous(), base_url=server.url, http_client=mine, concurrency=10) as client:
            for turns in range(30):
                tasks = [asyncio.create_task(client.get("/v2/x")) for _ in range(20)]
                for _ in range(turns):
                    await asyncio.sleep(0)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            assert (await client.get("/v2/x")).status_code == 200


@pytest.mark.parametrize("kind", [aiohttp.ClientError, aiohttp.ClientPayloadError, RuntimeError, UnicodeError])
@each_library
async def test_what_a_transport_stands_on_raises_nothing_that_leaves_the_package(
    kind: type[Exception], library: Any
) -> None:
    calls = 0

    class Breaking(library.AsyncByteStream):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{"
            raise kind("dummy-cookie")

    def fail(_: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 1:
            return library.Response(200, stream=Breaking())
        raise kind("dummy-cookie")

    async with hub(library, fail, max_retries=1, clock=ManualClock(automatic=True)) as client:
        with pytest.raises(HubConnectionError) as caught:
            await client.get("/v2/x")
    assert str(caught.value).startswith(f"could not finish the exchange with hub.docker.com: {kind.__name__} (GET")
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert calls == 2


async def test_a_transport_on_aiohttp_shows_no_credentials_where_a_response_is_malformed() -> None:
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: x\r\nSet-Cookie: dummy-cookie\r\n\r\n"
    async with loopback(lambda _: reply) as server, httpx_aiohttp.AiohttpTransport() as mine:  # noqa: SIM117 - too long
        async with DockerHub(BearerToken("dummy-bearer"), base_url=server.url, transport=mine, max_retries=0) as client:
            with pytest.raises(HubConnectionError, match="ClientResponseError") as caught:
                await client.get("/v2/x")
    assert "dummy-" not in traceback_of(caught.value)


@each_library
async def test_a_client_of_the_users_that_is_closed_is_named(library: Any) -> None:
    mine = library.AsyncClient(transport=library.MockTransport(lambda _: library.Response(200, json={})))
    async with DockerHub(Anonymous(), http_client=mine) as client:
        await client.get("/v2/x")
        await mine.aclose()
        with pytest.raises(UsageError, match="the http_client of this client is closed"):
            await client.get("/v2/x")


@each_library
async def test_a_timeout_of_the_standard_library_is_one_of_ours(library: Any) -> None:
    async def wait(_: Any) -> Any:
        async with asyncio.timeout(0):
            await asyncio.Event().wait()

    async with hub(library, wait) as client:
        with pytest.raises(HubTimeoutError, match=r"timed out waiting for hub\.docker\.com") as caught:
            await client.get("/v2/x")
    assert caught.value.sent


@each_library
async def test_a_token_in_the_words_of_a_transport_is_masked(library: Any) -> None:
    def fail(request: Any) -> Any:
        raise library.ReadError(f"{request.headers['authorization']} was sent in vain")

    async with DockerHub(
        BearerToken("dummy.bearer.token"), transport=library.MockTransport(fail), max_retries=0
    ) as client:
        with pytest.raises(HubConnectionError, match="was sent in vain") as caught:
            await client.get("/v2/x")
    assert "dummy.bearer.token" not in str(caught.value)


@each_library
@pytest.mark.parametrize("kind", ["transport", "http_client"])
@pytest.mark.parametrize("mistake", [TypeError, UsageError])
async def test_no_frame_of_ours_shows_the_url_if_the_users_transport_makes_a_mistake(
    library: Any, kind: str, mistake: type[Exception]
) -> None:
    async def fail(_: Any) -> Any:
        raise mistake("not implemented")

    transport = library.MockTransport(fail)
    async with library.AsyncClient(transport=transport) as mine:
        option = {"transport": transport} if kind == "transport" else {"http_client": mine}
        async with DockerHub(Anonymous(), **option) as client:
            with pytest.raises(mistake, match="not implemented") as caught:
                await client.get("/v2/x", params={"token": "dummy-secret"})
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    ours = {frame.f_code.co_qualname: frame for frame in frames if "aiodockerhub." in frame.f_globals["__name__"]}
    assert "UserEngine._send" in ours
    assert [name for name, frame in ours.items() if "dummy-secret" in repr(frame.f_locals)] == []

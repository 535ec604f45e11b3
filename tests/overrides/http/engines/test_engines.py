"""What every engine does the same, over real sockets."""

import asyncio
import contextlib
import ssl
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.errors import ArgumentError, HubConnectionError, HubTimeoutError
from aiodockerhub.http.engines import environment
from aiodockerhub.http.engines.choice import make_engine
from aiodockerhub.http.engines.protocol import Engine
from aiodockerhub.http.exchange import Request, Response, exchange
from aiodockerhub.http.headers import RequestHeaders
from aiodockerhub_generated._redaction import SecretBytes, SecretText

from tests.overrides.engines import each_engine
from tests.overrides.loopback import OK, listening, loopback
from tests.secret_guard import traceback_of

HUB = "https://hub.docker.com"
SECRET = "dummy-bearer-4711"


@asynccontextmanager
async def opened(url: str, transport: Any, **options: Any) -> AsyncIterator[Engine]:
    options = {"http_client": None, "http2": False, "trust_env": True, **options}
    engine = make_engine(url, transport=transport, **options)
    try:
        yield engine
    finally:
        await engine.aclose()


async def fetch(engine: Engine, url: str, method: str = "GET", **changes: Any) -> Response:
    headers = RequestHeaders(changes.get("headers", {"authorization": SecretText(f"Bearer {SECRET}")}))
    content, timeout = changes.get("content"), changes.get("timeout", 10.0)
    return await exchange(engine, Request("test", method, url, headers, content, timeout, None, None))


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the condition is about the other end of a socket
            await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


# Requests and responses


@each_engine
async def test_a_request_is_sent_as_it_is_given(transport: str) -> None:
    async with loopback() as server, opened(server.url, transport) as engine:
        headers = {"x-mine": "1", "user-agent": "ours"}
        response = await fetch(engine, f"{server.url}/v2/a%2Fb?q=%7E+x", "POST", headers=headers, content=b"{}")
        assert (response.status_code, response.body) == (200, b"{}")
        assert response.headers["Content-Type"] == "application/json"
        line, *received = server.requests[0].lower().split("\r\n")
        host = server.url.removeprefix("http://")
        assert line == "post /v2/a%2fb?q=%7e+x http/1.1"
        assert set(filter(None, received)) == {"x-mine: 1", "user-agent: ours", "content-length: 2", f"host: {host}"}


@each_engine
@pytest.mark.parametrize(("method", "content"), [("GET", None), ("POST", None), ("PUT", b"{}"), ("DELETE", None)])
async def test_nothing_is_added_to_the_headers_of_a_call(method: str, content: bytes | None, transport: str) -> None:
    headers = {"accept": "*/*", "accept-encoding": "gzip", "user-agent": "ours"}
    async with loopback() as server, opened(server.url, transport) as engine:
        await fetch(engine, server.url + "/", method, headers=headers, content=content)
        names = {line.partition(":")[0].lower() for line in server.requests[0].splitlines()[1:] if line}
        assert names - {"content-length"} == {"host", *headers}


@each_engine
@pytest.mark.parametrize(("method", "length"), [("GET", False), ("POST", True), ("PUT", True)])
async def test_a_request_without_a_body_says_so_where_one_is_usual(method: str, length: bool, transport: str) -> None:
    async with loopback() as server, opened(server.url, transport) as engine:
        await fetch(engine, server.url + "/", method)
        assert ("content-length: 0" in server.requests[0].lower()) == length


@each_engine
async def test_connections_are_used_again_and_cookies_are_not_sent_back(transport: str) -> None:
    cookie = OK.replace(b"\r\n\r\n", b"\r\nSet-Cookie: session=dummy; Path=/\r\nSet-Cookie: other=1\r\n\r\n")
    async with loopback(lambda _: cookie) as server, opened(server.url, transport) as engine:
        for _ in range(5):
            response = await fetch(engine, server.url + "/")
        assert response.headers.get_list("set-cookie") == ["session=dummy; Path=/", "other=1"]
        assert server.connections == 1
        assert "cookie" not in "".join(server.requests).lower()


@each_engine
async def test_as_many_connections_are_open_as_there_were_requests_at_a_time(transport: str) -> None:
    async with asyncio.timeout(10), loopback(held=True) as server, opened(server.url, transport) as engine:
        calls = [asyncio.create_task(fetch(engine, server.url + "/")) for _ in range(5)]
        await eventually(lambda: len(server.requests) == 5)
        server.gate.set()
        await asyncio.gather(*calls)
        for _ in range(7):
            await fetch(engine, server.url + "/")
        assert server.connections == 5


@each_engine
async def test_a_connection_that_the_server_has_closed_is_not_used_again(transport: str) -> None:
    async with asyncio.timeout(10), loopback() as server, opened(server.url, transport) as engine:
        for count in range(1, 6):
            await fetch(engine, server.url + "/", "DELETE")
            for writer in tuple(server.writers):
                writer.close()
            await eventually(lambda: not server.writers)
            assert server.connections == count


@each_engine
@pytest.mark.parametrize("size", [9_000, 60_000])
async def test_long_headers_are_read(size: int, transport: str) -> None:
    reply = OK.replace(b"\r\n\r\n", b"\r\nX-Long: %b\r\n\r\n" % (b"x" * size))
    async with loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        assert len((await fetch(engine, server.url + "/")).headers["x-long"]) == size


@each_engine
async def test_many_headers_are_read(transport: str) -> None:
    reply = OK.replace(b"\r\n\r\n", b"\r\n" + b"\r\n".join(b"X-%d: 1" % number for number in range(300)) + b"\r\n\r\n")
    async with loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        assert len((await fetch(engine, server.url + "/")).headers) == 302


EVIL = b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n"theirs"'


@each_engine
@pytest.mark.parametrize(
    "first",
    [
        OK + EVIL,
        OK + EVIL[:30],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + EVIL,
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" + EVIL,
        b"HTTP/1.1 204 No Content\r\n\r\n" + EVIL,
        b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 304 Not Modified\r\n\r\n" + EVIL,
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_what_a_server_sends_beyond_its_response_is_not_taken_for_the_next_one(
    method: str, first: bytes, transport: str
) -> None:
    served = iter([first])
    async with loopback(lambda _: next(served, OK)) as server, opened(server.url, transport) as engine:
        with contextlib.suppress(HubConnectionError):  # aiohttp refuses a body where none may be
            await fetch(engine, server.url + "/", method)
        response = await fetch(engine, server.url + "/")
    assert (response.status_code, response.body) == (200, b"{}")
    is_dropped = transport == "aiohttp" and first.endswith(EVIL[:30])  # it reads each response with a new parser
    assert server.connections == 2 or is_dropped


@each_engine
async def test_switching_protocols_is_no_success_and_ends_the_connection(transport: str) -> None:
    reply = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    async with asyncio.timeout(10), loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        with contextlib.suppress(HubConnectionError):  # of httpcore, which refuses it by itself
            assert (await fetch(engine, server.url + "/")).status_code == 101
        await eventually(lambda: not server.writers)


@each_engine
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("reused", [False, True])
@pytest.mark.parametrize("cut", [b"", b"HTTP/1.1 200 OK\r\nContent-Le"])
async def test_no_request_is_sent_twice(cut: bytes, reused: bool, method: str, transport: str) -> None:
    async def act_and_drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode():
            seen.append(head.split()[0])
            if head.startswith("HEAD"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                continue
            writer.write(cut)
            writer.close()
            return

    seen = list[str]()
    server = await asyncio.start_server(act_and_drop, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, opened(url, transport) as engine:
        if reused:
            await fetch(engine, url + "/", "HEAD")
        with pytest.raises(HubConnectionError) as caught:
            await fetch(engine, url + "/", method, content=b"{}" if method == "PUT" else None)
    assert caught.value.sent
    assert seen == ["HEAD"] * reused + [method]


@each_engine
async def test_interim_responses_are_passed_over(transport: str) -> None:
    reply = b"HTTP/1.1 100 Continue\r\n\r\n" + b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 3 + OK
    async with loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        for _ in range(2):
            assert (await fetch(engine, server.url + "/")).body == b"{}"
        assert server.connections == 1


# Errors


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
    async with loopback(held=True) as server, opened(server.url, transport) as engine:
        with pytest.raises(HubTimeoutError, match="timed out waiting for 127") as caught:
            await fetch(engine, server.url + "/", timeout=0.2)
        assert caught.value.sent


@each_engine
async def test_a_connection_that_is_not_made_in_time_was_not_used(transport: str) -> None:
    async with silent_tls() as (url, _), opened(url, transport) as engine:
        with pytest.raises(HubTimeoutError, match="timed out connecting to 127") as caught:
            await fetch(engine, url + "/", timeout=0.05)
        assert not caught.value.sent


@each_engine
async def test_an_upload_that_the_server_does_not_take_times_out(transport: str) -> None:
    async def read_headers_only(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.Event().wait()

    async with listening(read_headers_only) as url, opened(url, transport) as engine:
        with pytest.raises(HubTimeoutError, match="timed out waiting for 127") as caught:
            await fetch(engine, url + "/", "PUT", content=SecretBytes(b"x" * 20_000_000), timeout=0.2)
        assert caught.value.sent


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
    """Give which secrets show: in messages and reprs of the error and all that led to it, and in frames of ours."""
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


# Cancellation


@asynccontextmanager
async def silent_tls() -> AsyncIterator[tuple[str, list[asyncio.StreamWriter]]]:
    """A server that accepts connections and never responds to the first words of TLS."""
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
        assert environment.ssl_context.cache_info().misses == 1
        environment.ssl_context.cache_clear()
        monkeypatch.delenv("SSL_CERT_FILE")
        async with opened(server.url, transport) as engine:
            with pytest.raises(HubConnectionError, match="certificate verify failed") as caught:
                await fetch(engine, server.url + "/")
        assert not caught.value.retryable
        assert not caught.value.sent


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


# The environment, extras


@each_engine
@pytest.mark.parametrize(
    ("variables", "proxied"),
    [
        ({"https_proxy": "{proxy}"}, True),
        ({"ALL_PROXY": "{proxy}"}, True),
        ({"https_proxy": "{bare}"}, True),
        ({"http_proxy": "{proxy}"}, False),
        ({"https_proxy": "{proxy}", "no_proxy": "127.0.0.1"}, False),
        ({"https_proxy": "{proxy}", "NO_PROXY": "*"}, False),
        ({}, False),
    ],
)
async def test_proxies_of_the_environment_count(
    variables: dict[str, str], proxied: bool, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    async with loopback(lambda _: no) as proxy:
        for name, value in variables.items():
            monkeypatch.setenv(name, value.format(proxy=proxy.url, bare=proxy.url.removeprefix("http://")))
        url = "https://127.0.0.1:1"
        for trust_env in (True, False):
            async with opened(url, transport, trust_env=trust_env) as engine:
                with pytest.raises(HubConnectionError) as caught:  # nobody listens there
                    await fetch(engine, url + "/")
            assert ("403" in str(caught.value)) == (proxied and trust_env)
            assert not caught.value.sent
        assert len(proxy.requests) == proxied
        assert all(request.startswith("CONNECT 127.0.0.1:1 ") for request in proxy.requests)


@each_engine
@pytest.mark.parametrize("name", ["http_proxy", "ALL_PROXY"])
async def test_what_goes_to_this_machine_in_the_clear_goes_through_no_proxy(
    name: str, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback() as proxy, loopback() as server:
        monkeypatch.setenv(name, proxy.url)
        async with opened(server.url, transport) as engine:
            await fetch(engine, server.url + "/")
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


@each_engine
async def test_a_proxy_that_cannot_be_used_is_known_at_once(transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://jane:dummy@127.0.0.1:1")
    with pytest.raises(ArgumentError, match=r"got one of the scheme 'gopher': correct it, or pass trust_env=False"):
        async with opened(HUB, transport):
            pass


@each_engine
@pytest.mark.parametrize(
    "variables",
    [
        {"HTTPS_PROXY": "http://["},
        {"HTTPS_PROXY": "http://jane:dummy-4711@proxy:99999"},
        {"HTTPS_PROXY": "http://jane:dummy-4711@"},
        {"HTTPS_PROXY": "://jane:dummy-4711@proxy"},
        {"HTTPS_PROXY": "socks5://jane:dummy-4711@proxy"},
        {"HTTPS_PROXY": "http://jane:dummy-4711@127.0.0.1:1 "},
        {"HTTPS_PROXY": "http://jane:dümmy-4711@proxy"},
        {"HTTPS_PROXY": "http://jane:dummy-4711@pr\u00fcxy"},
        {"HTTPS_PROXY": f"http://jane:dummy-4711@{'a' * 64}.test"},
        {"SSL_CERT_FILE": "/nowhere/at/all"},
        {"SSL_CERT_FILE": __file__},
    ],
)
async def test_an_environment_that_cannot_be_used_is_an_error_of_ours_that_says_what_to_do_and_shows_no_password(
    variables: dict[str, str], transport: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    environment.ssl_context.cache_clear()
    hub = DockerHub(Anonymous(), base_url=HUB, transport=transport)
    with pytest.raises(ArgumentError, match="pass trust_env=False") as caught:
        await hub.open()
    environment.ssl_context.cache_clear()
    assert "mmy-4711" not in traceback_of(caught.value)


@pytest.mark.parametrize(("http2", "said"), [(True, "PRI * HTTP/2.0"), (False, "GET / HTTP/1.1")])
@pytest.mark.parametrize("transport", ["httpx", "httpx2"])
async def test_http2_is_spoken_where_both_want_it(
    transport: str, http2: bool, said: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2", "http/1.1"])
    async with loopback(lambda _: None, tls=trusted) as server, opened(server.url, transport, http2=http2) as engine:
        with pytest.raises(HubConnectionError):  # its first words are all that this server wants to know
            await fetch(engine, server.url + "/")
    assert server.requests[0].startswith(said)


@pytest.mark.parametrize(
    ("module", "options", "extra"),
    [
        ("httpx2", {"transport": "httpx2"}, "httpx2"),
        ("h2", {"transport": "httpx", "http2": True}, "http2"),
        ("aiohttp", {"transport": "aiohttp"}, "aiohttp"),
    ],
)
async def test_a_missing_extra_says_what_to_install(
    module: str, options: Any, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "aiodockerhub.http.engines.aiohttp_engine", raising=False)
    with pytest.raises(ImportError, match=rf"pip install 'aiodockerhub\[{extra}\]'"):
        async with opened(HUB, **options):
            pass

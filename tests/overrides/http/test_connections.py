import asyncio
import gzip
import json
import random
import ssl
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
import trustme
from aiodockerhub.errors import HubConnectionError, HubTimeoutError, UsageError
from aiodockerhub.http import connections as module
from aiodockerhub.http.connections import Connections, Response

from tests.overrides.loopback import OK, loopback

SHIELD = asyncio.shield
HUB = "https://hub.docker.com"


async def fetch(connections: Connections, url: str, **options: Any) -> Response:
    return await connections.send("GET", url, {}, None, options.pop("timeout", 10.0), **options)


async def settle() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the condition is about the other end of a socket
            await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


# Cancellation


async def storm(send: Callable[[], Awaitable[object]], chance: random.Random) -> None:
    """Forty calls on ten connections, all of them cancelled at some moment of their life."""
    tasks = [asyncio.ensure_future(send()) for _ in range(40)]
    for task in chance.sample(tasks, len(tasks)):
        for _ in range(chance.randrange(4)):
            await asyncio.sleep(0)
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def storms_that_break_bare_httpx(url: str) -> int:
    """How many storms it takes; about ten."""
    chance, patience = random.Random(1), httpx.Timeout(10, pool=0.2)
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=10), timeout=patience) as bare:
        for storms in range(1, 300):
            await storm(lambda: bare.get(url), chance)
            try:
                await bare.get(url)
            except httpx.PoolTimeout:
                return storms
    return 0


async def test_after_storms_of_cancelled_calls_all_calls_succeed_where_those_of_bare_httpx_fail() -> None:
    async with loopback() as server:
        storms = 20
        if httpx.__name__ == "httpx":  # httpx2 has mended it
            storms = await storms_that_break_bare_httpx(server.url)
            assert storms, "bare httpx has survived: is our own transport still needed?"

        ours, chance = Connections(server.url, concurrency=10), random.Random(1)
        for _ in range(2 * storms):
            await storm(lambda: fetch(ours, server.url), chance)
        answers = await asyncio.gather(*(fetch(ours, server.url) for _ in range(50)))
        assert [answer.body for answer in answers] == [b"{}"] * 50
        await ours.aclose()


async def test_the_connection_of_a_cancelled_call_comes_back_and_its_late_response_is_not_read_on() -> None:
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nfirst bytes"
    async with asyncio.timeout(10), loopback(lambda head: endless if "/endless" in head else OK) as server:
        connections = Connections(server.url, concurrency=1)
        task = asyncio.create_task(fetch(connections, f"{server.url}/endless", timeout=None))
        await eventually(lambda: bool(server.requests))
        await settle()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for writer in server.writers:
            writer.write(b"more")  # wakes the abandoned exchange, which closes its connection instead of reading on
        assert (await fetch(connections, server.url)).body == b"{}"
        assert server.connections == 2
        await connections.aclose()


async def test_the_body_of_a_late_response_is_not_waited_for() -> None:
    headers_only = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    reply = [headers_only, OK]
    async with asyncio.timeout(10), loopback(lambda _: reply.pop(0), held=True) as server:
        connections = Connections(server.url, concurrency=1)
        task = asyncio.create_task(fetch(connections, server.url, timeout=None))
        await eventually(lambda: bool(server.requests))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        server.gate.set()
        assert (await fetch(connections, server.url)).body == b"{}"
        await connections.aclose()


async def test_a_cancelled_call_gives_its_place_up_only_when_its_answer_is_in() -> None:
    release, sent = asyncio.Event(), list[str]()

    async def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        await release.wait()
        return httpx.Response(200)

    connections = Connections(HUB, transport=httpx.MockTransport(handler), concurrency=1)
    first = asyncio.create_task(fetch(connections, f"{HUB}/first"))
    await settle()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    others = [asyncio.create_task(fetch(connections, f"{HUB}/{number}")) for number in range(3)]
    await settle()
    assert sent == ["/first"]
    release.set()
    assert [answer.status_code for answer in await asyncio.gather(*others)] == [200, 200, 200]
    assert connections._slots._value == 1


async def test_calls_wait_their_turn_in_order_and_those_cancelled_while_waiting_leave_no_hole() -> None:
    async with loopback(held=True) as server:
        connections = Connections(server.url, concurrency=2)
        tasks = [asyncio.create_task(fetch(connections, f"{server.url}/{number}")) for number in range(8)]
        await eventually(lambda: len(server.requests) == 2)
        await settle()
        assert len(server.requests) == 2
        for number in (2, 5):
            tasks[number].cancel()
        server.gate.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(result, asyncio.CancelledError) for result in results].count(True) == 2
        order = [request.split()[1] for request in server.requests]
        assert sorted(order[:2]) == ["/0", "/1"]
        assert set(order) == {f"/{number}" for number in (0, 1, 3, 4, 6, 7)}
        assert server.connections == 2
        await connections.aclose()


async def test_connections_are_used_again_the_last_used_first_and_are_never_more_than_allowed() -> None:
    async with asyncio.timeout(10), loopback(held=True) as server:
        connections = Connections(server.url, concurrency=5)
        calls = [asyncio.create_task(fetch(connections, server.url)) for _ in range(12)]
        await eventually(lambda: len(server.requests) == 5)
        server.gate.set()
        await asyncio.gather(*calls)
        last = connections._idle[-1]
        for _ in range(7):
            await fetch(connections, server.url)
            assert connections._idle[-1] == last
        assert (server.connections, len(server.writers)) == (5, 5)
        await connections.aclose()
        await eventually(lambda: not server.writers)


async def test_a_connection_that_cannot_be_set_up_costs_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async with asyncio.timeout(10), loopback() as server:
        connections = Connections(server.url, concurrency=2)
        connections._idle.clear()
        with monkeypatch.context() as broken:
            broken.setattr(module, "_own_transport", lambda *_args, **_options: 1 / 0)
            for _ in range(5):
                with pytest.raises(ZeroDivisionError):
                    await fetch(connections, server.url)
        assert (await fetch(connections, server.url)).body == b"{}"
        await connections.aclose()


async def test_a_proxy_that_cannot_be_used_is_known_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1:1")
    with pytest.raises(ValueError, match="gopher"):
        Connections("https://hub.docker.com")


async def test_closing_ends_what_cancelled_calls_left_in_flight() -> None:
    async with asyncio.timeout(10), loopback(held=True) as server:
        connections = Connections(server.url)
        task = asyncio.create_task(fetch(connections, server.url, timeout=None))
        await eventually(lambda: len(server.requests) == 1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await connections.aclose()
        assert connections._abandoned == set()


@pytest.mark.parametrize("kind", [None, "aiohttp"])
async def test_closing_leaves_no_connection_behind_whatever_the_calls_were_at(kind: Any) -> None:
    async with asyncio.timeout(20), loopback() as server:
        for moment in range(12):
            connections = Connections(server.url, transport=kind, concurrency=3)
            calls = [asyncio.create_task(fetch(connections, server.url)) for _ in range(4)]
            for _ in range(moment):
                await asyncio.sleep(0)
            await connections.aclose()
            for outcome in await asyncio.gather(*calls, return_exceptions=True):
                assert isinstance(outcome, Response | HubConnectionError | UsageError)
            assert not connections._running
        await eventually(lambda: server.writers == set())


async def test_closing_waits_for_cancelled_calls_on_a_transport_of_the_users() -> None:
    release, seen = asyncio.Event(), list[str]()

    async def handler(request: httpx.Request) -> httpx.Response:
        seen.append("sent")
        await release.wait()
        seen.append("answered")
        return httpx.Response(200)

    connections = Connections(HUB, transport=httpx.MockTransport(handler))
    task = asyncio.create_task(fetch(connections, f"{HUB}/"))
    await settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    closing = asyncio.create_task(connections.aclose())
    await settle()
    assert not closing.done()
    release.set()
    await closing
    assert seen == ["sent", "answered"]


def shield_of_python_314(inner: asyncio.Task[Any]) -> asyncio.Future[Any]:
    def report(done: asyncio.Future[Any]) -> None:
        if not done.cancelled() and (error := done.exception()):
            done.get_loop().call_exception_handler({"message": "exception in shielded future", "exception": error})

    outer = SHIELD(inner)

    def watch(_: object) -> None:
        if not inner.done():
            inner.add_done_callback(report)

    outer.add_done_callback(watch)
    return outer


async def test_an_error_after_the_caller_has_gone_is_nobodys_business(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asyncio, "shield", shield_of_python_314)
    release = asyncio.Event()

    async def handler(request: httpx.Request) -> httpx.Response:
        await release.wait()
        raise httpx.ReadError("too late")

    connections = Connections(HUB, transport=httpx.MockTransport(handler))
    task = asyncio.create_task(fetch(connections, f"{HUB}/"))
    await settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    release.set()
    await connections.aclose()
    assert [record for record in caplog.records if record.name == "asyncio"] == []


async def test_calls_that_wait_while_it_is_closed_are_refused() -> None:
    async with loopback(held=True) as server:
        connections = Connections(server.url, concurrency=1)
        tasks = [asyncio.create_task(fetch(connections, server.url)) for _ in range(3)]
        await eventually(lambda: len(server.requests) == 1)
        await connections.aclose()
        first, *waiting = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(first, HubConnectionError)
        assert [str(error) for error in waiting] == [
            "this client was closed while the call waited for a connection"
        ] * 2
        assert server.connections == 1


# Whose connections


class Counting(httpx.AsyncBaseTransport):
    closed = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, json=[request.headers.get(name) for name in ("user-agent", "x-mine", "authorization")]
        )

    async def aclose(self) -> None:
        self.closed += 1


async def test_a_transport_of_the_users_is_never_closed() -> None:
    mine = Counting()
    connections = Connections(HUB, transport=mine)
    assert (await fetch(connections, f"{HUB}/")).status_code == 200
    await connections.aclose()
    assert mine.closed == 0


async def test_a_client_of_the_users_keeps_its_settings_and_is_never_closed() -> None:
    async with httpx.AsyncClient(
        transport=Counting(), headers={"X-Mine": "1"}, auth=("u", "p"), follow_redirects=True
    ) as mine:
        connections = Connections(HUB, http_client=mine)
        answer = await connections.send("GET", f"{HUB}/", {"user-agent": "ours"}, None, 5)
        assert json.loads(answer.body) == ["ours", "1", None]
        await connections.aclose()
        assert not mine.is_closed


# Errors


@pytest.mark.parametrize(
    ("raised", "kind", "sent", "said"),
    [
        (httpx.ConnectError("no route"), HubConnectionError, False, "could not connect to hub.docker.com: no route"),
        (httpx.ConnectTimeout("x"), HubTimeoutError, False, "timed out connecting to hub.docker.com"),
        (httpx.PoolTimeout("x"), HubTimeoutError, False, "timed out connecting to hub.docker.com"),
        (httpx.ReadTimeout("x"), HubTimeoutError, True, "timed out waiting for hub.docker.com"),
        (httpx.WriteTimeout("x"), HubTimeoutError, True, "timed out waiting for hub.docker.com"),
        (httpx.ReadError(""), HubConnectionError, True, "could not finish the exchange with hub.docker.com: ReadError"),
        (
            httpx.RemoteProtocolError("cut"),
            HubConnectionError,
            True,
            "could not finish the exchange with hub.docker.com: cut",
        ),
        (httpx.ProxyError("407"), HubConnectionError, False, "could not connect to hub.docker.com: 407"),
        (
            httpx.DecodingError("bad gzip"),
            HubConnectionError,
            True,
            "could not finish the exchange with hub.docker.com: bad gzip",
        ),
        (httpx.LocalProtocolError("bad"), HubConnectionError, False, "could not connect to hub.docker.com: bad"),
        (OSError(5, "Input/output error"), HubConnectionError, True, "[Errno 5] Input/output error"),
    ],
)
async def test_what_httpx_raises_becomes_an_error_that_says_host_cause_and_whether_it_was_sent(
    raised: Exception, kind: type[Exception], sent: bool, said: str
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise raised

    connections = Connections(HUB, transport=httpx.MockTransport(handler))
    with pytest.raises(kind) as caught:
        await fetch(connections, f"{HUB}/v2/")
    assert said in str(caught.value)
    assert (getattr(caught.value, "sent"), getattr(caught.value, "host")) == (sent, "hub.docker.com")  # noqa: B009


async def test_a_refused_connection_names_the_reason_of_the_operating_system() -> None:
    async with loopback() as server:
        url = server.url
    with pytest.raises(
        HubConnectionError, match=r"could not connect to 127.0.0.1:\d+: .*(refused|Connect call failed)"
    ) as caught:
        await fetch(Connections(url), url)
    assert not caught.value.sent


async def test_a_connection_that_breaks_before_the_answer_counts_as_sent() -> None:
    async with loopback(lambda _: None) as server:
        connections = Connections(server.url)
        with pytest.raises(HubConnectionError, match="could not finish the exchange with") as caught:
            await fetch(connections, server.url)
        assert caught.value.sent
        await connections.aclose()


async def test_timeouts_hold_for_each_wait() -> None:
    async with loopback(held=True) as server:
        connections = Connections(server.url)
        with pytest.raises(HubTimeoutError, match="timed out waiting for"):
            await fetch(connections, server.url, timeout=0.01)
        await connections.aclose()


async def test_mistakes_in_programs_are_not_disguised_as_connection_errors() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError

    connections = Connections(HUB, transport=httpx.MockTransport(handler))
    with pytest.raises(ZeroDivisionError):
        await fetch(connections, f"{HUB}/v2/")


# TLS, proxies, extras


async def test_tls_uses_one_context_for_the_whole_process_and_distrust_is_permanent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    module._ssl_context.cache_clear()
    async with loopback(tls=context) as server:
        stranger = Connections(server.url)
        with pytest.raises(HubConnectionError, match="certificate verify failed") as caught:
            await fetch(stranger, server.url)
        assert caught.value.permanent
        await stranger.aclose()
        module._ssl_context.cache_clear()
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        clients = [Connections(server.url) for _ in range(3)]
        for connections in clients:
            assert (await fetch(connections, server.url)).body == b"{}"
            await connections.aclose()
        assert module._ssl_context.cache_info().misses == 1
    module._ssl_context.cache_clear()


@pytest.mark.parametrize(
    ("environment", "proxied"),
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
    environment: dict[str, str], proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    async with loopback(lambda _: no) as proxy:
        for name, value in environment.items():
            monkeypatch.setenv(name, value.format(proxy=proxy.url, bare=proxy.url.removeprefix("http://")))
        url = "https://127.0.0.1:1"
        for trust_env in (True, False):
            connections = Connections(url, trust_env=trust_env)
            with pytest.raises(HubConnectionError) as caught:  # nobody listens there
                await fetch(connections, url)
            assert ("403 Forbidden" in str(caught.value)) == (proxied and trust_env)
            assert not caught.value.sent
            await connections.aclose()
        assert len(proxy.requests) == proxied
        assert all(request.startswith("CONNECT 127.0.0.1:1 ") for request in proxy.requests)


@pytest.mark.parametrize("name", ["http_proxy", "ALL_PROXY"])
async def test_what_goes_to_this_machine_in_the_clear_goes_through_no_proxy(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback() as proxy, loopback() as server:
        monkeypatch.setenv(name, proxy.url)
        connections = Connections(server.url)
        await fetch(connections, server.url)
        await connections.aclose()
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


async def test_compressed_answers_are_read() -> None:
    body = gzip.compress(b"[1]")
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    async with loopback(lambda _: answer) as server:
        connections = Connections(server.url)
        assert (await fetch(connections, server.url)).body == b"[1]"
        await connections.aclose()


async def test_the_aiohttp_transport_serves_and_tells_sent_from_unsent() -> None:
    async with loopback(lambda head: None if "/cut" in head else OK) as server:
        connections = Connections(server.url, transport="aiohttp")
        assert (await fetch(connections, server.url)).body == b"{}"
        with pytest.raises((HubConnectionError, HubTimeoutError)) as caught:
            await fetch(connections, f"{server.url}/cut")
        assert caught.value.sent
        assert isinstance(caught.value, HubConnectionError)
        url = server.url
    with pytest.raises((HubConnectionError, HubTimeoutError)) as caught:
        await fetch(connections, url)
    assert not caught.value.sent
    await connections.aclose()


@pytest.mark.parametrize(("http2", "said"), [(True, "PRI * HTTP/2.0"), (False, "GET / HTTP/1.1")])
async def test_http2_is_spoken_where_both_want_it(
    http2: bool, said: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context.set_alpn_protocols(["h2", "http/1.1"])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    module._ssl_context.cache_clear()
    async with loopback(lambda _: None, tls=context) as server:
        connections = Connections(server.url, http2=http2)
        with pytest.raises(HubConnectionError):  # its first words are all that this server wants to know
            await fetch(connections, server.url)
        await connections.aclose()
    module._ssl_context.cache_clear()
    assert server.requests[0].startswith(said)


@pytest.mark.parametrize(
    ("module", "options", "extra"),
    [("httpx_aiohttp", {"transport": "aiohttp"}, "aiohttp"), ("h2", {"http2": True}, "http2")],
)
def test_a_missing_extra_says_what_to_install(
    module: str, options: Any, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=rf"pip install 'aiodockerhub\[{extra}\]'"):
        Connections(HUB, **options)

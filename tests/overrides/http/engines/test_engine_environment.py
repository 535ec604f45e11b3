"""Proxies, certificates and extras, for every engine."""

import asyncio
import base64
import contextlib
import os
import ssl
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp  # noqa: F401 - before a test makes SSL_CERT_FILE unreadable
import pytest
from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.errors import ArgumentError, HubConnectionError, HubTimeoutError, TransportError

from tests.overrides.engines import each_engine
from tests.overrides.http.engines.kit import HUB, fetch, opened
from tests.overrides.loopback import listening, loopback
from tests.secret_guard import traceback_of


@pytest.mark.unmeasured
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
@pytest.mark.parametrize("pair", [":dummy-4711", "jane:dummy%2f4711", "jane:", "jane"])
async def test_name_and_password_of_a_proxy_are_sent_even_if_one_is_empty(
    pair: str, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = b"HTTP/1.1 407 no\r\nContent-Length: 0\r\n\r\n"
    async with loopback(lambda _: refusal) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("://", f"://{pair}@"))
        async with opened(HUB, transport) as engine:
            with pytest.raises(HubConnectionError):
                await fetch(engine, HUB + "/")
    credentials = base64.b64encode(unquote(pair if ":" in pair else f"{pair}:").encode()).decode()
    assert f"proxy-authorization: basic {credentials}".lower() in proxy.requests[0].lower()


@each_engine
async def test_a_proxy_that_cannot_be_used_is_known_at_once(transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://jane:dummy@127.0.0.1:1")
    with pytest.raises(ArgumentError, match=r"got one of the scheme 'gopher': correct it, or in a program pass"):
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
    hub = DockerHub(Anonymous(), base_url=HUB, transport=transport)
    with pytest.raises(ArgumentError, match="pass trust_env=False") as caught:
        await hub.open()
    assert "mmy-4711" not in traceback_of(caught.value)


@pytest.fixture
def fifo(tmp_path: Path) -> Iterator[str]:
    """Yield the path of a FIFO. Reading it would block, and would end after 5 seconds."""
    path = str(tmp_path / "fifo")
    os.mkfifo(path)

    def end() -> None:
        with contextlib.suppress(OSError):  # nobody reads it
            os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))

    timer = threading.Timer(5, end)
    timer.start()
    yield path
    timer.cancel()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs")
@each_engine
@pytest.mark.parametrize("place", ["file", "device", "folder", "second folder"])
async def test_certificates_are_read_from_regular_files_only(
    place: str, transport: str, fifo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    match place:
        case "file":
            monkeypatch.setenv("SSL_CERT_FILE", fifo)
        case "device":
            monkeypatch.setenv("SSL_CERT_FILE", os.devnull)
        case _:
            folder = tmp_path / "folder"
            folder.mkdir()
            (folder / "0a1b2c3d.0").symlink_to(fifo)
            first = f"/nowhere/at/all{os.pathsep}" if place == "second folder" else ""
            monkeypatch.setenv("SSL_CERT_DIR", f"{first}{folder}")
    with pytest.raises(ArgumentError, match=r"cannot be loaded \(not a regular file\): .* pass trust_env=False"):
        async with opened(HUB, transport):
            pass
    async with opened(HUB, transport, trust_env=False):
        pass


@pytest.mark.parametrize("trust_env", [True, False])
async def test_certificates_that_aiohttp_would_read_when_it_is_imported_are_checked_before(
    trust_env: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)
    monkeypatch.delitem(sys.modules, "aiohttp", raising=False)
    monkeypatch.delitem(sys.modules, "aiodockerhub.http.engines.aiohttp_engine", raising=False)
    with pytest.raises(ArgumentError, match=r"\(not a regular file\): correct it$"):
        async with opened(HUB, "aiohttp", trust_env=trust_env):
            pass


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


@each_engine
async def test_what_a_proxy_says_beside_its_status_is_not_shown(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = b"HTTP/1.1 403 dummy-4711 is no password\r\nContent-Length: 0\r\n\r\n"
    async with loopback(lambda _: said) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("://", "://jane:dummy-4711@"))
        async with opened("https://hub.example", transport) as engine:
            with pytest.raises(HubConnectionError, match=r"could not connect to hub.example: the proxy returned 403$"):
                await fetch(engine, "https://hub.example/")
        assert f"Basic {base64.b64encode(b'jane:dummy-4711').decode()}" in proxy.requests[0]


@each_engine
@pytest.mark.parametrize("reply", [b"", b"x" * 100, None], ids=["closes", "garbage", "silent"])
async def test_a_proxy_that_fails_before_there_is_a_tunnel_has_not_passed_the_request_on(
    reply: bytes | None, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        if reply is None:
            await reader.read()
        else:
            writer.write(reply)
        writer.close()

    async with listening(serve) as url:
        monkeypatch.setenv("https_proxy", url)
        async with opened("https://hub.example", transport) as engine:
            with pytest.raises(TransportError, match=r"connect(ing)? to hub\.example") as caught:
                await fetch(engine, "https://hub.example/", "POST", content=b"{}", timeout=0.1 if reply is None else 60)
    assert not caught.value.sent
    assert isinstance(caught.value, HubTimeoutError) == (reply is None)


@each_engine
async def test_a_tunnel_that_a_proxy_opens_byte_by_byte_is_limited_as_a_whole(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for byte in b"HTTP/1.1 200 OK\r\nx-slow: " + b"x" * 100:
            writer.write(bytes([byte]))
            with contextlib.suppress(TimeoutError, OSError):
                await asyncio.wait_for(reader.read(), 0.02)
                break
        writer.close()

    async with listening(serve) as url:
        monkeypatch.setenv("https_proxy", url)
        async with opened("https://hub.example", transport) as engine:
            with pytest.raises(HubTimeoutError, match=r"timed out connecting to hub\.example") as caught:
                await fetch(engine, "https://hub.example/", "POST", content=b"{}", timeout=0.2)
    assert not caught.value.sent

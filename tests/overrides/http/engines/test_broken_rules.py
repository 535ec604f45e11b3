"""How the engines differ if a server breaks the rules of HTTP, as docs/client.md lists it."""

import pytest
from aiodockerhub.errors import HubConnectionError

from tests.overrides.http.engines.kit import fetch, opened
from tests.overrides.loopback import loopback

OK = b"HTTP/1.1 200 OK\r\n"
BODY = b"Content-Length: 2\r\n\r\n{}"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
HTTPX = frozenset({"httpx", "httpx2"})
AIOHTTP = frozenset({"aiohttp"})
ALL = HTTPX | AIOHTTP
NONE = frozenset[str]()


@pytest.mark.parametrize("transport", sorted(ALL))
@pytest.mark.parametrize(
    ("response", "readers"),
    [
        (OK + BODY, ALL),
        (OK + b"Content-Length: 2, 2\r\n\r\n{}", HTTPX),
        (OK + b"Content-Length: 2\r\n" + BODY, HTTPX),
        (OK + CHUNKED + b"Trailer: content-length\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 2\r\n\r\n", HTTPX),
        (OK.replace(b"1.1", b"1.2") + BODY, HTTPX),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100 + OK + BODY, HTTPX),
        (OK + b"".join(b"X-%d: 1\r\n" % number for number in range(1_001)) + BODY, HTTPX),
        (OK + b"X: " + b"a" * 66_000 + b"\r\n" + BODY, HTTPX),
        (OK + BODY + b"x", HTTPX),
        (OK + b"Transfer-Encoding: chunked\t\r\n\r\n2\r\n{}\r\n0\r\n\r\n", HTTPX),
        (OK + b"Transfer-Encoding: chunked\r\n \r\n\r\n2\r\n{}\r\n0\r\n\r\n", HTTPX),
        (b"\r\n" + OK + BODY, AIOHTTP),
        (OK + b" X-Odd: 1\r\n" + BODY, AIOHTTP),
        (OK + BODY.replace(b":", b" :"), NONE),
        (OK + b"Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", NONE),
    ],
    ids=range(15),
)
async def test_only_these_engines_read_the_response(transport: str, response: bytes, readers: frozenset[str]) -> None:
    async with loopback(lambda _: response) as server, opened(server.url, transport) as engine:
        if transport in readers:
            assert (await fetch(engine, server.url + "/")).body == b"{}"
        else:
            with pytest.raises(HubConnectionError):
                await fetch(engine, server.url + "/")

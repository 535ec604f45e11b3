"""Servers that send wrong responses: some written by hand, and random variations of these."""

import asyncio
import gzip
import json
import random
import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from aiodockerhub import Anonymous, ArgumentError, DockerHub, DockerHubError

from tests.soak.rig import HastyClock, LeakCheck, Tally

_LONGEST_MESSAGE = 1500
_GOOD = json.dumps({"namespace": "library", "name": "nginx", "pull_count": 1}).encode()
_BOMB = zlib.compress(b" " * 80_000_000)
_HALF = gzip.compress(_GOOD * 1000)


def response(body: bytes = _GOOD, *, status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    """Make the bytes of a response."""
    lines = {"Content-Type": "application/json", "Content-Length": str(len(body) if length is None else length)}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def seeds() -> Iterator[bytes]:
    """Yield responses, each of which is wrong, or unusual, in one way."""
    yield from (b"", b"\r\n", b"HTTP/1.1", b"HTTP/1.1 200", b"HTTP/9.9 200 OK\r\n\r\n", b"SSH-2.0-x\r\n", b"\0" * 100)
    yield from (b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 5000, b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200_000)
    for status in ("000 x", "101 Switching", "199 x", "204 No Content", "299 x", "304 x", "399 x", "599 x", "999 x"):
        yield response(status=status)
    for length in (0, 1, len(_GOOD) - 1, len(_GOOD) + 1, 10**15):
        yield response(length=length)
    for value in ("-1", "1e3", "0x10", "9" * 400, "abc", "5, 5"):
        yield response(Content_Length=value)
    for encoding in ("gzip", "deflate", "br", "gzip, gzip", "identity", "x" * 1000):
        yield response(Content_Encoding=encoding)
    yield response(_BOMB, Content_Encoding="deflate")
    yield response(_HALF[: len(_HALF) // 2], Content_Encoding="gzip")
    yield response(_HALF + b"trailing", Content_Encoding="gzip")
    for chunks in (
        b"5\r\nhello\r\n",
        b"zz\r\n",
        b"-1\r\n",
        b"ffffffffffffffff\r\n",
        b"0\r\nx: y\r\n\r\n",
        b"1;" + b"e" * 70_000,
    ):
        yield response(chunks, Content_Length="", Transfer_Encoding="chunked")
    for location in (
        "http://[",
        "//",
        "\x01",
        "http://x:99999/",
        "/" * 70_000,
        "http://127.0.0.1:1/",
        "\xff",
        "javascript:x",
    ):
        yield response(b"", status="302 Found", Location=location)
    for value in ("9" * 400, "-1", "Thu, 99 Foo 2026", "\x00", "1e309", "nan"):
        yield response(b"{}", status="429 x", Retry_After=value, X_RateLimit_Reset=value, X_RateLimit_Limit=value)
    for body in (
        *(b"null", b"[]", b"1", b'"x"', b"{", b"[" * 100_000, b'{"name": NaN}', b'{"name": 1e999}'),
        *(b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"name": "\\ud800"}', b'{"a":1,"a":2}'),
        b'{"pull_count": ' + b"9" * 5000 + b"}",
        b'{"x":' * 900 + b"1" + b"}" * 900,
        json.dumps({"name": "x", **{f"k{number}": number for number in range(3000)}}).encode(),
        b'{"name": "' + b"\\u001b[31m\\n" * 1000 + b'"}',
    ):
        yield response(body)
        yield response(body, status="400 Bad Request")
        yield response(body, status="500 x")
    yield response(b"<html>" + b"<title>" * 40_000, status="503 x", Content_Type="text/html")


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Change a response a little, at a random position."""
    data = bytearray(seed[:100_000])
    for _ in range(chance.randint(1, 8)):
        position = chance.randrange(len(data) + 1)
        match chance.randrange(3):
            case 0:
                data[position:position] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
            case 1:
                del data[position : position + chance.randrange(1, 30)]
            case _:
                data[position : position + 1] = bytes([chance.randrange(256)])
    return bytes(data)


@asynccontextmanager
async def _served(responses: list[bytes]) -> AsyncGenerator[str]:
    """Respond to each request with the last response of the list, so that retries get the same response."""

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(responses[-1])
            await writer.drain()
        except (OSError, EOFError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(respond, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


async def run(transport: Any, *, variations: int, seed: int = 1) -> Tally:
    """Call servers that send wrong responses.

    Args:
        transport: Engine of the client.
        variations: Number of random variations, in addition to the responses written by hand.
        seed: Seed of the random numbers.
    """
    tally, chance = Tally(), random.Random(seed)
    written = list(seeds())
    inputs = [*written, *(mutated(chance.choice(written), chance) for _ in range(variations))]
    current = [b""]
    async with (
        LeakCheck(tally, f"hostile servers over {transport or 'httpx'}"),
        _served(current) as url,
        DockerHub(
            Anonymous(), base_url=url, transport=transport, timeout=2, deadline=8, max_retries=1, clock=HastyClock()
        ) as hub,
    ):
        for content in inputs:
            current[0] = content
            tally.inputs += 1
            await _try(hub, tally, content)
    return tally


async def _try(hub: DockerHub, tally: Tally, content: bytes) -> None:
    for call in (hub.repositories.get("library", "nginx"), hub.repositories.list("library").take(3)):
        tally.calls += 1
        try:
            async with asyncio.timeout(20):
                await call
        except ArgumentError as error:
            tally.escaped.append(f"{content[:80]!r}: {error!r}")
        except DockerHubError as error:
            tally.outcomes[type(error).__name__] += 1
            if len(str(error)) > 5000 or any(ord(character) < 32 for character in str(error).replace("\n", "")):
                tally.escaped.append(
                    f"{content[:80]!r}: a message of {len(str(error))} characters: {str(error)[:80]!r}"
                )
        except Exception as error:  # noqa: BLE001 - the very thing that is looked for
            tally.escaped.append(f"{content[:80]!r}: {error!r}")
        else:
            tally.outcomes["ok"] += 1

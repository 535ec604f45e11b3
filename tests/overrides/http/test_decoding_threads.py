"""Large responses are decoded beside the event loop, one at a time, and no longer than their call lasts."""

import asyncio
import gzip
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import Anonymous, Call, DecodeError, DockerHub
from aiodockerhub.http.decoding_threads import is_large
from aiodockerhub.testing import ManualClock
from aiodockerhub_generated.operations import OPERATIONS

from tests.overrides.deadlines import DEADLINE, pass_deadline
from tests.overrides.engines import each_engine
from tests.overrides.loopback import loopback


def compressed(body: bytes) -> bytes:
    content = gzip.compress(body, 1)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


LARGE = compressed(b'{"name":"' + b"x" * 600_000 + b'"}')


def call(decode: Any) -> Call[Any]:
    return Call(operation=OPERATIONS["repositories.get"], path="/v2/x", decode=decode)


class Slow:
    """A decoder that computes until its call ends it, or until a test sets `finish`."""

    def __init__(self) -> None:
        self.begun, self.finish, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.running = self.most = 0

    def __call__(self, payload: bytes, drift: Any) -> int:
        self.running += 1
        self.most = max(self.most, self.running)
        self.begun.set()
        try:
            while not self.finish.is_set():
                drift.check_ended()  # as at each difference
                time.sleep(0.001)
        finally:
            self.running -= 1
            self.ended.set()
        return len(payload)


def test_what_is_large_goes_by_bytes_and_by_values() -> None:
    assert is_large(b"x" * 600_000)
    assert is_large(b"[" + b"0," * 20_000 + b"0]")
    assert not is_large(json.dumps([{"name": "tag"}] * 1_000).encode())
    assert not is_large(b"," * 15_000)  # a dense body of so few bytes is decoded at once


@each_engine
async def test_the_deadline_of_a_call_ends_the_decoding_of_its_response(transport: str) -> None:
    decode, clock = Slow(), ManualClock()
    options: Any = {"transport": transport, "clock": clock, "deadline": DEADLINE}
    async with loopback(lambda _: LARGE) as server, DockerHub(Anonymous(), base_url=server.url, **options) as hub:
        error = await pass_deadline(hub, clock, hub.request(call(decode)), decode.begun.is_set)
        assert "20.0 s to decode the response" in str(error)
        assert await asyncio.to_thread(decode.ended.wait, 60)


async def test_a_place_is_kept_until_a_large_response_is_decoded_and_one_is_decoded_at_a_time() -> None:
    decode = Slow()
    async with loopback(lambda _: LARGE) as server, DockerHub(Anonymous(), base_url=server.url, concurrency=2) as hub:
        tasks = [asyncio.create_task(hub.request(call(decode))) for _ in range(6)]
        async with asyncio.timeout(60):
            while not decode.begun.is_set() or len(server.requests) < 2:  # noqa: ASYNC110 - it is about a thread
                await asyncio.sleep(0.001)
        await asyncio.sleep(0.05)
        assert len(server.requests) == 2
        decode.finish.set()
        results = await asyncio.gather(*tasks)
    assert [result.parsed for result in results] == [600_011] * 6
    assert decode.most == 1


async def test_hooks_are_called_before_the_error_of_a_large_response_is_raised() -> None:
    seen = list[str]()
    async with (
        loopback(lambda _: compressed(b"[" + b" " * 600_000 + b"]")) as server,
        DockerHub(
            Anonymous(),
            base_url=server.url,
            on_response=lambda event: seen.append("response"),
            on_attempt=lambda event: seen.append("attempt"),
        ) as hub,
    ):
        with pytest.raises(DecodeError, match="expected object at") as caught:
            await hub.repositories.get("library", "nginx")
    assert seen == ["response", "attempt"]
    assert caught.value.request_method == "GET"


async def test_without_a_thread_a_large_response_is_decoded_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    async with loopback(lambda _: LARGE) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        assert (await hub.request(call(lambda payload, _: len(payload)))).parsed == 600_011


PROGRAM = """
import asyncio, importlib.abc, sys
from aiodockerhub import Anonymous, BearerToken, DockerHub, DockerHubError
from aiodockerhub import calls, errors

class NoDescriptors(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        raise OSError(24, "Too many open files", name)

RESPONSES = [
    (201, b'{"name": 5, "surprise": {"a": [1]}}', b""),
    (200, b"<html><title>edge</title></html>", b"Content-Type: text/html\\r\\n"),
    (200, b"[]", b""),
    (302, b"", b"Location: https://elsewhere.example/\\r\\n"),
    (401, b'{"message": "who are you"}', b""),
    (403, b'{"message": "cloudflare", "detail": "x"}', b"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\\r\\n"),
    (404, b'{"message": "not found", "errinfo": {"namespace": "acme"}}', b""),
    (429, b"slow down", b"X-RateLimit-Reset: 5\\r\\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\\r\\n"),
    (503, b'{"message": "secret=dckr_pat_0123456789abcdefghijklmnop"}', b""),
]

async def main(transport):
    number = 0
    async def serve(reader, writer):
        await reader.readuntil(b"\\r\\n\\r\\n")
        if not any(isinstance(finder, NoDescriptors) for finder in sys.meta_path):
            sys.meta_path.insert(0, NoDescriptors())
        status, body, headers = RESPONSES[number]
        head = b"HTTP/1.1 %d X\\r\\n%sConnection: close\\r\\n" % (status, headers)
        writer.write(head + b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
        await writer.drain()
        writer.close()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    made = [
        lambda hub: hub.request(calls.repositories.create("acme", name="app")),
        lambda hub: hub.request(calls.repositories.get("acme", "app")),
        lambda hub: hub.post("/v2/things", json={"password": "swordfish-example"}),
    ]
    for make in made:
        for number in range(len(RESPONSES)):
            async with DockerHub(BearerToken("a.b.c"), base_url=url, transport=transport, max_retries=0) as hub:
                send = make(hub)
                try:
                    await send
                except DockerHubError as error:
                    str(error), repr(error)
            sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, NoDescriptors)]
    server.close()

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.slow
@each_engine
def test_nothing_is_imported_once_a_request_was_sent(transport: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    done = subprocess.run([sys.executable, program, transport], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr

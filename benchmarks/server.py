"""A small, fast HTTP server on loopback, in a separate process."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from benchmarks.machine import own_core

REPOSITORY = {
    "user": "library",
    "name": "nginx",
    "namespace": "library",
    "repository_type": "image",
    "status": 1,
    "status_description": "active",
    "description": "Official build of Nginx.",
    "is_private": False,
    "is_automated": False,
    "star_count": 21000,
    "pull_count": 13_000_000_000,
    "last_updated": "2026-01-01T15:44:36.795749Z",
    "last_modified": "2026-01-01T15:44:36.795749Z",
    "date_registered": "2014-06-05T19:14:45.923055Z",
    "collaborator_count": 0,
    "affiliation": None,
    "hub_user": "library",
    "has_starred": False,
    "permissions": {"read": True, "write": False, "admin": False},
    "media_types": ["application/vnd.oci.image.index.v1+json"],
    "content_types": ["image"],
    "categories": [{"name": "Web servers", "slug": "web-servers"}],
    "immutable_tags_settings": {"enabled": False, "rules": [".*"]},
    "storage_size": 123456789,
}
_REPOSITORY = json.dumps(REPOSITORY).encode()
REPOSITORY_PATH = "/v2/namespaces/library/repositories/nginx"


def response_body(target: str) -> bytes:
    """Make the body of a response: a page of tags, or the repository.

    Args:
        target: Path and query of the request. A path that ends with `/tags` asks for tags of a repository whose name is
            a number: the repository has this number of tags.

    Returns:
        The JSON.
    """
    url = urlsplit(target)
    if not url.path.endswith("/tags"):
        return _REPOSITORY
    query = parse_qs(url.query)
    page, size = int(query.get("page", ["1"])[0]), int(query.get("page_size", ["10"])[0])
    total = int(url.path.split("/")[-2])
    start = (page - 1) * size
    tags = [{"id": number, "name": f"v{number}", "images": []} for number in range(start, min(start + size, total))]
    following = f"http://127.0.0.1{url.path}?page={page + 1}" if start + size < total else None
    return json.dumps({"count": total, "next": following, "previous": None, "results": tags}).encode()


class _Connection(asyncio.Protocol):
    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, rest = self._received.partition(b"\r\n\r\n")
            _, has_body, length = head.lower().partition(b"\r\ncontent-length:")
            size = int(length.split(b"\r\n", 1)[0]) if has_body else 0
            if len(rest) < size:
                return
            self._received = rest[size:]
            target = head.split(b" ", 2)[1].decode()
            asyncio.get_running_loop().call_later(self._delay, self._reply, target)

    def _reply(self, target: str) -> None:
        assert self._transport is not None
        body = response_body(target)
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
        if not self._transport.is_closing():
            self._transport.write(head + body)


async def _serve(delay: float) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(delay), "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextlib.contextmanager
def serve(delay: float = 0.0) -> Iterator[str]:
    """Run the server until the block ends.

    Args:
        delay: Seconds before each response; 0 by default.

    Yields:
        The base URL.
    """
    command = [sys.executable, "-m", "benchmarks.server", str(delay)]  # on the core that the contenders leave free
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))  # this process has inherited the core of the contenders
    with contextlib.suppress(KeyboardInterrupt), own_core(1):
        asyncio.run(_serve(float(sys.argv[1])))

"""An HTTP server on loopback whose responses a test delays, cuts off or scripts."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from aiodockerhub import BearerToken, DockerHub
from attrs import define, field

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@define
class Loopback:
    """The server. `respond` returns the bytes of a response, or `None` to close the connection."""

    respond: Callable[[str], bytes | None]
    url: str = ""
    requests: list[str] = field(factory=list)
    connections: int = 0
    gate: asyncio.Event = field(factory=asyncio.Event)
    writers: set[asyncio.StreamWriter] = field(factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.requests.append(head.decode())
                await self.gate.wait()
                response = self.respond(head.decode())
                if response is None:
                    break
                writer.write(response)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.writers.discard(writer)
            writer.close()


@asynccontextmanager
async def loopback(
    respond: Callable[[str], bytes | None] = lambda _: OK, *, held: bool = False, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Loopback]:
    """Serve on a free port of 127.0.0.1.

    Args:
        respond: Function that returns the response to the head of a request; `None` closes the connection.
        held: Whether responses wait until `gate` is set; `False` by default.
        tls: TLS context for https; `None`, the default, for http.

    Yields:
        The server.
    """
    state = Loopback(respond)
    if not held:
        state.gate.set()
    server = await asyncio.start_server(state.serve, "127.0.0.1", 0, ssl=tls)
    scheme = "https" if tls else "http"
    state.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield state
    finally:
        server.close()
        for writer in tuple(state.writers):
            writer.close()
        await asyncio.sleep(0)


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]],
    *,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[str]:
    """Serve connections on a free port of 127.0.0.1 by a function of the test.

    Args:
        serve: Coroutine function that handles a connection.
        tls: TLS context for https; `None`, the default, for http.

    Yields:
        The URL.
    """
    connections: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await serve(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


@asynccontextmanager
async def dripping(first: bytes, drop: bytes, *, dripped: asyncio.Event | None = None) -> AsyncIterator[str]:
    """Serve responses without end: first some bytes, then other bytes repeatedly.

    Args:
        first: Bytes to send first.
        drop: Bytes to send again and again.
        dripped: Event that is set after the first `drop`; `None`, the default, for no event.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(first)
            while True:
                writer.write(drop)
                await writer.drain()
                await asyncio.sleep(0.002)
                if dripped is not None:
                    dripped.set()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def client(server: Loopback, transport: str, **options: Any) -> DockerHub:
    return DockerHub(BearerToken("a.b.c"), base_url=server.url, transport=transport, **options)  # type: ignore[arg-type]


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - the condition is about the other end of a socket
            await asyncio.sleep(0)

"""Serves a FakeHub on loopback, with uvicorn in the running event loop."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncGenerator, Generator
from typing import cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from aiodockerhub.testing.faults import BrokenConnection

_HOST = "127.0.0.1"
_GRACE_SECONDS = 1.0  # time for requests to end after their connections have been closed


@contextlib.asynccontextmanager
async def serve(app: ASGIApp, port: int = 0) -> AsyncGenerator[str]:
    """Serve an application on loopback while the context is open.

    When the context is left, all connections are closed. Requests that have not ended one second later are cancelled.

    Args:
        app: ASGI application.
        port: Port to listen on; 0, the default, for any free port.

    Yields:
        The base URL, such as `http://127.0.0.1:41027`.

    Raises:
        OSError: The port is in use, or the process may not listen on it.
    """
    # Without the protocol as an argument, asyncio would not turn off Nagle's algorithm, which delays each response by
    # 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        config = uvicorn.Config(
            _with_broken_connections(app),
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            date_header=False,
            server_header=False,
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await server.ready.wait()
            yield f"http://{_HOST}:{listener.getsockname()[1]}"
        finally:
            server.stop.set()
            await serving


class _Protocol(H11Protocol):
    """A protocol of uvicorn that passes the connection to the application.

    The connection is `scope["state"]["connection"]`, so that a fault can break it.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        super().connection_made(transport)
        self.app_state = {**self.app_state, "connection": transport}


class _Server(uvicorn.Server):
    """A uvicorn server that starts and stops without pauses or signals."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.stop = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close all connections, without uvicorn's pauses."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        # uvicorn would wait for a request that a fault delays, and then cancel it with a traceback.
        for transport in self._transports():
            transport.close()
        if tasks := tuple(self.server_state.tasks):
            _, late = await asyncio.wait(tasks, timeout=_GRACE_SECONDS)
            for task in late:
                task.cancel()
        for transport in self._transports():
            transport.abort()
        for server in self.servers:
            await server.wait_closed()

    def _transports(self) -> list[asyncio.Transport]:
        return [connection.transport for connection in self.server_state.connections]


def _with_broken_connections(app: ASGIApp) -> ASGIApp:
    """Wrap an application so that `BrokenConnection` breaks the connection."""

    async def call_or_break(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except BrokenConnection as broken:
            connection = cast("asyncio.Transport", scope["state"]["connection"])
            if broken.how == "truncate":
                response = broken.response
                headers = response.raw_headers
                await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
                await send({"type": "http.response.body", "body": broken.part, "more_body": True})
            if broken.how == "reset" and not connection.is_closing():
                # With a linger time of zero, the kernel sends RST instead of FIN.
                connection.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                connection.abort()
            else:
                connection.close()
            while (await receive())["type"] != "http.disconnect":
                pass

    return call_or_break

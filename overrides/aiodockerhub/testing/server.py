"""A FakeHub on a loopback socket, served by uvicorn in the event loop."""

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
_GRACE = 1.0  # seconds that requests have to end once their connections are closed


@contextlib.asynccontextmanager
async def served(app: ASGIApp, port: int = 0) -> AsyncGenerator[str]:
    """Serve an application on loopback while the context is open.

    Args:
        app: The application.
        port: Port to listen on; 0 for any free one.

    Yields:
        The base URL, such as `http://127.0.0.1:41027`.
    """
    # asyncio turns Nagle's algorithm off only on sockets that name their protocol; it would cost 40 ms a response.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        config = uvicorn.Config(
            _breaking(app),
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
    """A protocol of uvicorn that gives the application its connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self.app_state = {**self.app_state, "connection": transport}


class _Server(uvicorn.Server):
    """A server that starts and stops at once, and handles no signals."""

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
        """Close everything, without the pauses that uvicorn makes for it."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        # A request that is held back by a fault would be waited for, and then be cancelled with a traceback.
        for transport in self._transports():
            transport.close()
        if tasks := tuple(self.server_state.tasks):
            _, late = await asyncio.wait(tasks, timeout=_GRACE)
            for task in late:
                task.cancel()
        for transport in self._transports():
            transport.abort()
        for server in self.servers:
            await server.wait_closed()

    def _transports(self) -> list[asyncio.Transport]:
        return [connection.transport for connection in self.server_state.connections]


def _breaking(app: ASGIApp) -> ASGIApp:
    async def breaking(scope: Scope, receive: Receive, send: Send) -> None:
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
                # Lingering for zero seconds makes the kernel send RST instead of FIN.
                connection.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                connection.abort()
            else:
                connection.close()
            while (await receive())["type"] != "http.disconnect":
                pass

    return breaking

"""Streamable HTTP on loopback, for requests with the token only.

`Host` and `Origin` are checked as well.
"""

import hmac
import secrets
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

import uvicorn
from aiodockerhub_generated.errors import ArgumentError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from aiodockerhub.mcp.server import make_server

if TYPE_CHECKING:
    from aiodockerhub.client import DockerHub
    from aiodockerhub.mcp.policy import Policy

PATH = "/mcp"
_HOST = "127.0.0.1"
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Scope]]
_Send = Callable[[_Scope], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


def new_token() -> str:
    """Make a token for a server."""
    return secrets.token_urlsafe(32)


class Guard:
    """Refuses requests without the token, or of another host or origin.

    A web page in a browser can send requests to loopback, also by DNS rebinding. Such a request has no token, and the
    `Host` or `Origin` of another site.

    Args:
        app: The application to protect.
        token: The token.
        port: Port that the server listens on.

    Raises:
        ArgumentError: The token is empty.
    """

    def __init__(self, app: _App, token: str, port: int) -> None:
        if not token:
            raise ArgumentError("token: expected a secret, got nothing; anybody on this machine could use the server")
        self._app = app
        self._authorization = f"Bearer {token}".encode()
        self._hosts = hosts(port)

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(raw=scope.get("headers", []))) if scope["type"] == "http" else None
        if scope["type"] == "http" and refusal is None:
            await self._app(scope, receive, send)
        elif refusal is not None:
            await refusal(scope, receive, send)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return PlainTextResponse("this server goes by another name", 421)
        origins = headers.getlist("origin")
        if origins and origins not in [[f"http://{host}"] for host in self._hosts]:
            return PlainTextResponse("no page of another origin may use this server", 403)
        given = headers.getlist("authorization")
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(), self._authorization):
            return PlainTextResponse("the token is missing or wrong", 401, {"WWW-Authenticate": "Bearer"})
        return None


def hosts(port: int) -> list[str]:
    """List the names by which a server on loopback may be addressed.

    Args:
        port: Port of the server.

    """
    return [f"{_HOST}:{port}", f"localhost:{port}"]


async def serve_http(
    hub: "DockerHub",
    policy: "Policy | None" = None,
    *,
    token: str,
    port: int,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve streamable HTTP on 127.0.0.1 until interrupted.

    Args:
        hub: The client, which is open.
        policy: The offered tools and limits; by default reads only, and no secrets.
        token: Bearer token that every request must carry.
        port: Port to listen on, 0 for any that is free.
        ready: Called with the URL as soon as the server listens.

    Raises:
        OSError: The port is taken.
        ArgumentError: The token is empty.
    """
    with socket.create_server((_HOST, port)) as listener:
        actual: int = listener.getsockname()[1]
        names = hosts(actual)
        app = make_server(hub, policy).streamable_http_app(
            streamable_http_path=PATH,
            host=_HOST,
            transport_security=TransportSecuritySettings(
                allowed_hosts=names, allowed_origins=[f"http://{name}" for name in names]
            ),
        )
        guard = Guard(app, token, actual)
        if ready is not None:
            ready(f"http://{_HOST}:{actual}{PATH}")
        config = uvicorn.Config(guard, log_level="warning", lifespan="on", server_header=False)
        await uvicorn.Server(config).serve(sockets=[listener])

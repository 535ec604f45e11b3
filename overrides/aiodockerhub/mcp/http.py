"""The MCP server over HTTP: who may reach it, and how it is stopped.

Every request must have the server's token. The headers `Host` and `Origin` are also checked.
"""

import hmac
import re
import secrets
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

import uvicorn
from aiodockerhub_generated.errors import ArgumentError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from aiodockerhub.helpers.arguments import check_plain_function
from aiodockerhub.mcp.server import make_server

if TYPE_CHECKING:
    from aiodockerhub.client import DockerHub
    from aiodockerhub.mcp.policy import Policy

PATH = "/mcp"
_HOST = "127.0.0.1"
_GRACE_SECONDS = 5
"""Seconds after SIGINT or SIGTERM until requests under way are cancelled; `docker stop` kills a process after 10."""
_VISIBLE = re.compile(r"[!-~]+")
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Scope]]
_Send = Callable[[_Scope], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


def new_token() -> str:
    """Make a random token for a server."""
    return secrets.token_urlsafe(32)


class Guard:
    """An ASGI application that requires a token and refuses web pages.

    A web page in a browser can send requests to loopback, for example by DNS rebinding. Such a request has no token,
    and its `Host` or `Origin` header names another site. The first that applies decides the status: 421 for a wrong or
    missing `Host`, 403 for a wrong `Origin`, 401 for a wrong or missing token.

    Args:
        app: ASGI application to protect.
        token: Token that every request must have.
        port: Port that the server listens on.

    Raises:
        ArgumentError: The token is empty, or has a character that a header cannot have.
    """

    def __init__(self, app: _App, token: str, port: int) -> None:
        if not token:
            raise ArgumentError(
                "token: expected a secret, got nothing; anybody on this machine could use the server", argument="token"
            )
        if not _VISIBLE.fullmatch(token):
            raise ArgumentError(
                "token: expected visible ASCII characters and no spaces: a header can have no others", argument="token"
            )
        self._app = app
        self._authorization = f"Bearer {token}".encode()
        self._hosts = accepted_hosts(port)

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Pass a request to the application, or refuse it (ASGI).

        Lifespan events (start and end of the server) are passed on. The guard sends nothing on a connection that is not
        HTTP, such as a WebSocket.
        """
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
            return PlainTextResponse("the header Host does not name this server", 421)
        origins = headers.getlist("origin")
        if origins and origins not in [[f"http://{host}"] for host in self._hosts]:
            return PlainTextResponse("no page of another origin may use this server", 403)
        given = headers.getlist("authorization")
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(), self._authorization):
            return PlainTextResponse("the token is missing or wrong", 401, {"WWW-Authenticate": "Bearer"})
        return None


def accepted_hosts(port: int) -> list[str]:
    """List the values of the header `Host` that a server on loopback accepts.

    Args:
        port: Port that the server listens on.
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
    """Serve streamable HTTP on 127.0.0.1 until the program is interrupted.

    After SIGINT or SIGTERM, requests under way have 5 seconds to end; then they are cancelled.

    Args:
        hub: Open client that sends the calls.
        policy: Policy of the server; `None`, the default, for `Policy()`.
        token: Token that every request must have as its bearer token.
        port: Port to listen on; 0 for any free port.
        ready: Function that is called with the URL when the server listens; `None`, the default, to call none.

    Raises:
        OSError: The port is in use, or the process may not listen on it.
        ArgumentError: The token is empty, or has a character that a header cannot have.
        ArgumentTypeError: `ready` is not a plain function.
    """
    check_plain_function("ready", ready)
    with socket.create_server((_HOST, port)) as listener:
        actual_port: int = listener.getsockname()[1]
        names = accepted_hosts(actual_port)
        app = make_server(hub, policy).streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,  # sse-starlette ends every event stream as soon as the process is told to end
            host=_HOST,
            transport_security=TransportSecuritySettings(
                allowed_hosts=names, allowed_origins=[f"http://{name}" for name in names]
            ),
        )
        guard = Guard(app, token, actual_port)
        if ready is not None:
            ready(f"http://{_HOST}:{actual_port}{PATH}")
        config = uvicorn.Config(
            guard,
            log_level="warning",
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,  # otherwise a client that stalls in its body holds the process
        )
        await uvicorn.Server(config).serve(sockets=[listener])

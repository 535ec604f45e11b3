"""Chooses the engine by the arguments `transport` and `http_client`."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiodockerhub_generated.arguments import shortened

from aiodockerhub.errors import ArgumentError
from aiodockerhub.http.engines.user_engines import UserEngine, library_of

if TYPE_CHECKING:
    from aiodockerhub.http.engines.protocol import Engine

DEFAULT = "httpx"  # what `pip install aiodockerhub` brings
_BY_NAME = ("aiohttp", "httpx", "httpx2")


def make_engine(base_url: str, *, transport: Any, http_client: Any, http2: bool, trust_env: bool) -> "Engine":
    """Make an engine, in the event loop that it is used in.

    Args:
        base_url: Origin (and path prefix) that all requests go to.
        transport: `None` or `"httpx"`, `"httpx2"`, `"aiohttp"`, or a transport of the user's.
        http_client: A client of the user's.
        http2: Whether to offer HTTP/2.
        trust_env: Whether proxies and certificates named in the environment count.

    Raises:
        MissingExtraError: An extra is missing; the message names it.
        ArgumentError: The proxy or the certificates of the environment cannot be used.
    """
    host = urlsplit(base_url).netloc
    if http_client is not None:
        return UserEngine(host, library_of(http_client, "AsyncClient"), client=http_client)
    match DEFAULT if transport is None else transport:
        case "aiohttp":
            from aiodockerhub.http.engines.aiohttp_engine import AiohttpEngine

            return AiohttpEngine(base_url, trust_env=trust_env)
        case "httpx" | "httpx2" as library:
            from aiodockerhub.http.engines.httpx_engine import HttpxEngine

            return HttpxEngine(base_url, library=library, http2=http2, trust_env=trust_env)
        case _:
            return UserEngine(host, library_of(transport, "AsyncBaseTransport"), transport=transport)


def check_transport(transport: object, http_client: object, *, http2: bool) -> None:
    """Refuse arguments of a client that name no usable engine.

    Args:
        transport: As for `make_engine`.
        http_client: As for `make_engine`.
        http2: As for `make_engine`.

    Raises:
        ArgumentError: An argument is of another type or contradicts another; the message says why.
    """
    if transport is not None and http_client is not None:
        raise ArgumentError("give either transport= or http_client=, not both: a client has a transport of its own")
    is_named = isinstance(transport, str) and transport in _BY_NAME
    if transport is not None and not is_named and library_of(transport, "AsyncBaseTransport") is None:
        names = ", ".join(repr(name) for name in _BY_NAME)
        raise ArgumentError(
            f"transport must be one of {names}, or an asynchronous transport of httpx or httpx2; "
            f"got {shortened(transport)}"
        )
    if http_client is not None and library_of(http_client, "AsyncClient") is None:
        kind = type(http_client).__name__
        raise ArgumentError(f"http_client must be an AsyncClient of httpx or httpx2; got {kind}")
    if http2 and (transport not in (None, "httpx", "httpx2") or http_client is not None):  # noqa: PLR6201 - need not be hashable
        raise ArgumentError("http2=True is for the client's own transport; set it on the transport or client of yours")

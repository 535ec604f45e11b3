"""Chooses the engine by the options `transport` and `http_client`."""

from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from aiodockerhub_generated.arguments import shortened

from aiodockerhub.errors import ArgumentError
from aiodockerhub.http.engines.user_engines import UserEngine, library_of

if TYPE_CHECKING:
    from aiodockerhub.http.engines.protocol import Engine

DEFAULT = "httpx"  # the library that `pip install aiodockerhub` installs
_BY_NAME = ("aiohttp", "httpx", "httpx2")


def make_engine(base_url: str, *, transport: Any, http_client: Any, http2: bool, trust_env: bool) -> "Engine":
    """Make the engine of a client.

    This function must be called in the event loop that uses the engine.

    Args:
        base_url: Base URL of the API, to whose origin all requests go.
        transport: `"httpx"`, `"httpx2"`, `"aiohttp"`, or an asynchronous transport of httpx or httpx2. `None` means
            `"httpx"`.
        http_client: `AsyncClient` of httpx or httpx2 that sends the requests; `None` to use `transport`.
        http2: Whether to offer HTTP/2 to the server; used by `"httpx"` and `"httpx2"` only.
        trust_env: Whether to use the proxies and certificates that the environment names; not used for a transport or
            client of the user.

    Returns:
        The engine.

    Raises:
        MissingExtraError: The extra of the engine or of HTTP/2 is not installed. The message names the extra.
        ArgumentError: The proxy or the certificates of the environment cannot be used.
    """
    host = urlsplit(base_url).netloc
    if http_client is not None:
        return UserEngine(host, library_of(http_client, "AsyncClient"), client=http_client)
    match DEFAULT if transport is None else transport:
        case "aiohttp":
            from aiodockerhub.http.engines.aiohttp_engine import AiohttpEngine

            return AiohttpEngine(base_url, trust_env=trust_env)
        case "httpx" | "httpx2" as name:
            from aiodockerhub.http.engines.httpx_engine import HttpxEngine

            # Not `name` itself, which the client has sealed, so that its `repr` would hide it in errors.
            library: Literal["httpx", "httpx2"] = "httpx" if name == "httpx" else "httpx2"
            return HttpxEngine(base_url, library=library, http2=http2, trust_env=trust_env)
        case _:
            return UserEngine(host, library_of(transport, "AsyncBaseTransport"), transport=transport)


def check_transport(transport: object, http_client: object, *, http2: bool) -> None:
    """Check the options of a client that choose its engine.

    Args:
        transport: Value of the option, as for `make_engine`.
        http_client: Value of the option, as for `make_engine`.
        http2: Value of the option, as for `make_engine`.

    Raises:
        ArgumentError: A value has a wrong type, or two values contradict each other.
    """
    if transport is not None and http_client is not None:
        raise ArgumentError("pass either transport= or http_client=, not both: an AsyncClient has its own transport")
    is_named = isinstance(transport, str) and transport in _BY_NAME
    if transport is not None and not is_named and library_of(transport, "AsyncBaseTransport") is None:
        names = ", ".join(repr(name) for name in _BY_NAME)
        raise ArgumentError(
            f"transport must be one of {names}, or an asynchronous transport of httpx or httpx2; "
            f"got {shortened(transport)}",
            argument="transport",
        )
    if http_client is not None and library_of(http_client, "AsyncClient") is None:
        kind = type(http_client).__name__
        raise ArgumentError(
            f"http_client must be an AsyncClient of httpx or httpx2; got {kind}", argument="http_client"
        )
    if http2 and (transport not in (None, "httpx", "httpx2") or http_client is not None):  # noqa: PLR6201 - a transport may be unhashable
        raise ArgumentError(
            "http2=True applies only to transport='httpx' and 'httpx2'; enable HTTP/2 in your own transport or client"
        )

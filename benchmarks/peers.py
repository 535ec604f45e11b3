"""The contenders of the benchmarks of calls.

A contender is a function that takes the base URL of a server, and returns a context manager that opens a client. The
value of the context manager is a coroutine function that sends a request and returns the decoded body.
"""

import functools
import importlib.util
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiohttp
import httpx
import httpx2
import httpx_aiohttp
import msgspec
from aiodockerhub import Anonymous, BearerToken, DockerHub

from benchmarks.server import REPOSITORY_PATH

Request = Callable[[], Awaitable[object]]
Contender = Callable[[str], AbstractAsyncContextManager[Request]]

_MAX_CONNECTIONS = 100


def _get(hub: DockerHub) -> Awaitable[object]:
    return hub.repositories.get("library", "nginx")


def ours(
    transport: Any,
    send: Callable[[DockerHub], Awaitable[object]] = _get,
    credentials: Anonymous | BearerToken = Anonymous(),  # noqa: B008 - a value
) -> Contender:
    """Make a contender that uses this client.

    Args:
        transport: Engine, as for `DockerHub(transport=...)`.
        send: Function that sends the request; by default it fetches a repository.
        credentials: Credentials that the request needs; none by default.

    Returns:
        The contender.
    """

    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Request]:
        async with DockerHub(credentials, base_url=url, transport=transport) as hub:
            yield functools.partial(send, hub)

    return client


def bare(library: Any, method: str = "GET", body: object = None, **options: Any) -> Contender:
    """Make a contender that uses httpx or httpx2 as their documentation shows.

    Args:
        library: The module `httpx` or `httpx2`.
        method: HTTP method of the request; `GET` by default.
        body: Body of the request, sent as JSON; `None`, the default, for no body.
        **options: Functions by the names of options of `AsyncClient`; each makes the value of its option.

    Returns:
        The contender.
    """

    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Request]:
        instances = {name: option() for name, option in options.items()}
        async with library.AsyncClient(base_url=url, timeout=60, **instances) as http:

            async def request() -> object:
                response = await http.request(method, REPOSITORY_PATH, json=body)
                response.raise_for_status()
                return response.json()

            yield request

    return client


def bare_aiohttp(method: str = "GET", body: object = None) -> Contender:
    """Make a contender that uses aiohttp, and msgspec for decoding.

    Args:
        method: HTTP method of the request; `GET` by default.
        body: Body of the request, sent as JSON; `None`, the default, for no body.

    Returns:
        The contender.
    """

    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Request]:
        decode = msgspec.json.Decoder().decode
        connector = aiohttp.TCPConnector(limit=_MAX_CONNECTIONS)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def request() -> object:
                sent = session.request(method, url + REPOSITORY_PATH, json=body, raise_for_status=True)
                async with sent as response:
                    return decode(await response.read())

            yield request

    return client


@asynccontextmanager
async def _pyqwest(url: str) -> AsyncGenerator[Request]:
    import pyqwest

    client = pyqwest.Client()

    async def request() -> object:
        response = await client.get(url + REPOSITORY_PATH)
        return json.loads(response.content)

    yield request


@asynccontextmanager
async def _pyreqwest(url: str) -> AsyncGenerator[Request]:
    from pyreqwest.client import ClientBuilder

    async with ClientBuilder().error_for_status(True).build() as client:  # noqa: FBT003 - its interface

        async def request() -> object:
            response = await client.get(url + REPOSITORY_PATH).build().send()
            return await response.json()

        yield request


OURS: dict[str, Contender] = {
    "ours, httpx": ours(None),
    "ours, httpx2": ours("httpx2"),
    "ours, aiohttp": ours("aiohttp"),
}
PEERS: dict[str, Contender] = {
    "bare httpx": bare(httpx),
    "bare httpx2": bare(httpx2),
    "httpx over httpx-aiohttp": bare(httpx, transport=httpx_aiohttp.AiohttpTransport),
    "bare aiohttp + msgspec": bare_aiohttp(),
}
for _name, _contender in (("pyqwest", _pyqwest), ("pyreqwest", _pyreqwest)):
    if importlib.util.find_spec(_name):  # optional, because these libraries have no wheels for some machines
        PEERS[f"bare {_name}"] = _contender

"""The contenders of the benchmarks of calls.

Each gives a coroutine function that fetches one repository and hands back its decoded body.
"""

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
from aiodockerhub import Anonymous, DockerHub

from benchmarks.server import REPOSITORY_PATH

Request = Callable[[], Awaitable[object]]
Contender = Callable[[str], AbstractAsyncContextManager[Request]]

_CONNECTIONS = 100


def _ours(transport: Any, concurrency: int | None = None) -> Contender:
    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Request]:
        async with DockerHub(Anonymous(), base_url=url, transport=transport, concurrency=concurrency) as hub:

            async def request() -> object:
                return await hub.repositories.get("library", "nginx")

            yield request

    return client


def _bare(library: Any, **options: Any) -> Contender:
    """Make a contender of httpx or httpx2 as their documentation shows them."""

    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Request]:
        made = {name: option() for name, option in options.items()}
        async with library.AsyncClient(base_url=url, timeout=60, **made) as bare:

            async def request() -> object:
                response = await bare.get(REPOSITORY_PATH)
                response.raise_for_status()
                return response.json()

            yield request

    return client


@asynccontextmanager
async def _bare_aiohttp(url: str) -> AsyncGenerator[Request]:
    decode = msgspec.json.Decoder().decode
    connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def request() -> object:
            async with session.get(url + REPOSITORY_PATH, raise_for_status=True) as response:
                return decode(await response.read())

        yield request


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
    "ours, httpx": _ours(None),
    "ours, httpx2": _ours("httpx2"),
    "ours, aiohttp": _ours("aiohttp"),
}
PEERS: dict[str, Contender] = {
    "bare httpx": _bare(httpx),
    "bare httpx2": _bare(httpx2),
    "httpx over httpx-aiohttp": _bare(httpx, transport=httpx_aiohttp.AiohttpTransport),
    "bare aiohttp + msgspec": _bare_aiohttp,
}
for _name, _contender in (("pyqwest", _pyqwest), ("pyreqwest", _pyreqwest)):
    if importlib.util.find_spec(_name):  # written in Rust: not to be had on every machine
        PEERS[f"bare {_name}"] = _contender

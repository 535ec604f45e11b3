"""Writes a second with a body, one by one, beside bare HTTP libraries.

What CPU does not show: head and body of a request are two writes, and wait for each other where the socket lets them.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import httpx
import httpx2
from aiodockerhub import BearerToken, DockerHub

from benchmarks.machine import own_core
from benchmarks.report import Result, median
from benchmarks.server import REPOSITORY_PATH, serve

_DESCRIPTION = "# Nginx\n" * 100
_PAIRS = (("ours, httpx", "bare httpx"), ("ours, httpx2", "bare httpx2"), ("ours, aiohttp", "bare aiohttp"))
_BUDGETS = {"bare httpx": 0.9, "bare httpx2": 0.9, "bare aiohttp": 0.6}

Write = Callable[[], Awaitable[object]]


def _ours(transport: Any) -> Callable[[str], AbstractAsyncContextManager[Write]]:
    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Write]:
        async with DockerHub(BearerToken("bearer-example"), base_url=url, transport=transport) as hub:
            yield lambda: hub.repositories.update("library", "nginx", full_description=_DESCRIPTION)

    return client


def _bare(library: Any) -> Callable[[str], AbstractAsyncContextManager[Write]]:
    @asynccontextmanager
    async def client(url: str) -> AsyncGenerator[Write]:
        async with library.AsyncClient(base_url=url) as bare:

            async def write() -> object:
                response = await bare.patch(REPOSITORY_PATH, json={"full_description": _DESCRIPTION})
                response.raise_for_status()
                return response.json()

            yield write

    return client


@asynccontextmanager
async def _bare_aiohttp(url: str) -> AsyncGenerator[Write]:
    async with aiohttp.ClientSession() as session:

        async def write() -> object:
            async with session.patch(
                url + REPOSITORY_PATH, json={"full_description": _DESCRIPTION}, raise_for_status=True
            ) as response:
                return await response.json()

        yield write


_CONTENDERS: dict[str, Callable[[str], AbstractAsyncContextManager[Write]]] = {
    "ours, httpx": _ours(None),
    "bare httpx": _bare(httpx),
    "ours, httpx2": _ours("httpx2"),
    "bare httpx2": _bare(httpx2),
    "ours, aiohttp": _ours("aiohttp"),
    "bare aiohttp": _bare_aiohttp,
}


async def _rates(url: str, calls: int, rounds: int) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {name: [] for name in _CONTENDERS}
    async with AsyncExitStack() as stack:
        writes = {name: await stack.enter_async_context(contender(url)) for name, contender in _CONTENDERS.items()}
        for write in writes.values():
            await write()  # connects, imports
        for _ in range(rounds):
            for name, write in writes.items():
                started = time.perf_counter()
                for _ in range(calls):
                    await write()
                rates[name].append(calls / (time.perf_counter() - started))
    return rates


def run(*, quick: bool = False) -> list[Result]:
    """Measure, with a server of our own.

    Args:
        quick: Whether few rounds will do.
    """
    with own_core(0), serve() as url:
        rates = asyncio.run(_rates(url, 10, 5 if quick else 40))
    ratios = [
        median(
            f"writes a second, one by one: {ours} to {peer}",
            [mine / other for mine, other in zip(rates[ours], rates[peer], strict=True)],
            budget=_BUDGETS[peer],
            better="higher",
        )
        for ours, peer in _PAIRS
    ]
    return [
        *ratios,
        *(
            median(f"writes a second, one by one: {name}", rounds, better="higher", unit="/s")
            for name, rounds in rates.items()
        ),
    ]

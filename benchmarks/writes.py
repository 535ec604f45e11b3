"""Writes a second with a body, one by one, beside bare HTTP libraries.

The head and the body of a request are two writes to the socket. With Nagle's algorithm, the second may wait until the
server has acknowledged the first. CPU time does not show this wait.
"""

import asyncio
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack

import httpx
import httpx2
from aiodockerhub import BearerToken, DockerHub

from benchmarks.machine import own_core
from benchmarks.peers import Contender, bare, bare_aiohttp, ours
from benchmarks.report import Result, median
from benchmarks.server import serve

_BEARER = BearerToken("bearer-example")
_DESCRIPTION = "# Nginx\n" * 100
_BODY = {"full_description": _DESCRIPTION}
_PAIRS = (
    ("ours, httpx", "bare httpx"),
    ("ours, httpx2", "bare httpx2"),
    ("ours, aiohttp", "bare aiohttp + msgspec"),
)


def _update(hub: DockerHub) -> Awaitable[object]:
    return hub.repositories.update("library", "nginx", full_description=_DESCRIPTION)


_CONTENDERS: dict[str, Contender] = {
    "ours, httpx": ours(None, _update, _BEARER),
    "bare httpx": bare(httpx, "PATCH", _BODY),
    "ours, httpx2": ours("httpx2", _update, _BEARER),
    "bare httpx2": bare(httpx2, "PATCH", _BODY),
    "ours, aiohttp": ours("aiohttp", _update, _BEARER),
    "bare aiohttp + msgspec": bare_aiohttp("PATCH", _BODY),
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
    """Measure requests that update a repository.

    Args:
        quick: Whether to measure 5 rounds; `False`, the default, measures 40.

    Returns:
        The results.
    """
    with own_core(0), serve() as url:
        rates = asyncio.run(_rates(url, 10, 5 if quick else 40))
    ratios = [
        median(
            f"writes a second, one by one: {ours} to {peer}",
            [mine / other for mine, other in zip(rates[ours], rates[peer], strict=True)],
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

"""Requests over loopback: the cost of one, many at once, and after many were cancelled; next to bare httpx."""

import asyncio
import functools
import random
import time
from collections.abc import Awaitable, Callable

import httpx
import httpx_aiohttp
from aiodockerhub import Anonymous, DockerHub

from benchmarks.report import Result, median
from benchmarks.server import REPOSITORY_PATH, serve

_TASKS = 400
_STORM_POOL = 10

Request = Callable[[], Awaitable[object]]


async def _each(request: Request, count: int) -> float:
    """Seconds for one request, of many in a row."""
    started = time.perf_counter()
    for _ in range(count):
        await request()
    return (time.perf_counter() - started) / count


async def _at_once(request: Request, tasks: int, requests: int) -> float:
    """Requests in a second, by so many tasks at once."""

    async def work() -> None:
        for _ in range(requests):
            await request()

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(tasks)))
    return tasks * requests / (time.perf_counter() - started)


async def _one_request(url: str) -> Result:
    async with DockerHub(Anonymous(), base_url=url) as hub, httpx.AsyncClient(base_url=url) as bare:

        async def ours() -> object:
            return await hub.repositories.get("library", "nginx")

        async def theirs() -> object:
            return (await bare.get(REPOSITORY_PATH)).json()

        for request in (ours, theirs):
            await _each(request, 50)  # connects, imports
        ratios = [await _each(ours, 25) / await _each(theirs, 25) for _ in range(40)]
    return median("one small request, time to that of bare httpx", ratios, budget=1.10)


async def _many_tasks(url: str) -> list[Result]:
    results: list[Result] = []
    async with (
        DockerHub(Anonymous(), base_url=url) as hub,
        DockerHub(Anonymous(), base_url=url, transport="aiohttp", concurrency=100) as fast_hub,
        httpx.AsyncClient(base_url=url, timeout=60) as bare,
        httpx.AsyncClient(base_url=url, timeout=60, transport=httpx_aiohttp.AiohttpTransport()) as fast_bare,
    ):
        for client, peer, name, budget in (
            (hub, bare, "httpx", 2.5),
            (fast_hub, fast_bare, "httpx-aiohttp", 0.8),
        ):
            ours = functools.partial(client.repositories.get, "library", "nginx")
            theirs = functools.partial(peer.get, REPOSITORY_PATH)
            for request in (ours, theirs):
                await _at_once(request, _TASKS, 1)  # connects
            ratios = [await _at_once(ours, _TASKS, 3) / await _at_once(theirs, _TASKS, 3) for _ in range(3)]
            what = f"{_TASKS} tasks, throughput to that of bare {name}"
            results.append(median(what, ratios, budget=budget, better="higher"))
    return results


async def _storm(request: Request) -> float:
    """The share of later calls that succeed, in per cent, after many were cancelled at any moment."""
    chance = random.Random(1)
    usual = await _each(request, 5)

    async def cancelled() -> None:
        try:
            async with asyncio.timeout(chance.uniform(0, usual)):
                await request()
        except (TimeoutError, httpx.HTTPError):
            pass

    for _ in range(20):
        await asyncio.gather(*(cancelled() for _ in range(4 * _STORM_POOL)))
    later = await asyncio.gather(*(request() for _ in range(_STORM_POOL)), return_exceptions=True)
    return 100 * sum(not isinstance(one, BaseException) for one in later) / len(later)


async def _storms(url: str) -> list[Result]:
    async with DockerHub(Anonymous(), base_url=url, concurrency=_STORM_POOL) as hub:
        ours = await _storm(lambda: hub.repositories.get("library", "nginx"))
    limits = httpx.Limits(max_connections=_STORM_POOL)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=httpx.Timeout(5, pool=1)) as bare:
        theirs = await _storm(lambda: bare.get(REPOSITORY_PATH))
    return [
        Result(name="calls that succeed after a storm of cancels", value=ours, budget=100, better="higher", unit="%"),
        Result(name="... with bare httpx", value=theirs, better="higher", unit="%"),
    ]


def run() -> list[Result]:
    """Measure, with servers of our own."""
    with serve() as url:
        results = [asyncio.run(_one_request(url))]
    with serve(delay=0.02) as url:
        results += asyncio.run(_many_tasks(url))
        results += asyncio.run(_storms(url))
    return results

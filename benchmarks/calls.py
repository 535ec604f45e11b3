"""Calls over loopback beside bare HTTP libraries: CPU and calls a second.

On a machine with two cores or more, the client has one core and the server another, so that neither takes time from the
other.
"""

import asyncio
import random
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack
from typing import Literal

import httpx
from aiodockerhub import DockerHubError

from benchmarks.machine import own_core
from benchmarks.peers import OURS, PEERS, Request
from benchmarks.report import Result, median
from benchmarks.server import serve

ALL = OURS | PEERS
_STORM_POOL = 10  # calls after the storm; four times as many are cancelled at a time

_CPU_PAIRS = (
    ("ours, httpx", "bare httpx"),
    ("ours, httpx2", "bare httpx2"),
    ("ours, aiohttp", "bare aiohttp + msgspec"),
)
_RATE_PAIRS = (
    ("ours, httpx", "bare httpx"),
    ("ours, httpx2", "bare httpx2"),
    ("ours, aiohttp", "httpx over httpx-aiohttp"),
)


async def _work(request: Request, tasks: int, calls: int) -> None:
    async def each() -> None:
        for _ in range(calls):
            await request()

    await asyncio.gather(*(each() for _ in range(tasks)))


async def _cpu(url: str, tasks: int, calls: int, rounds: int) -> dict[str, list[float]]:
    """Measure the microseconds of CPU that a call takes.

    In each round, all contenders run, one after the other.

    Args:
        url: Base URL of the server.
        tasks: Number of tasks at a time.
        calls: Number of calls of each task in a round.
        rounds: Number of rounds.

    Returns:
        The figures of all rounds, by contender.
    """
    figures: dict[str, list[float]] = {name: [] for name in ALL}
    async with AsyncExitStack() as stack:
        requests = {name: await stack.enter_async_context(contender(url)) for name, contender in ALL.items()}
        for request in requests.values():
            await _work(request, tasks, 2)  # connects, imports
        for _ in range(rounds):
            for name, request in requests.items():
                started = time.process_time()
                await _work(request, tasks, calls)
                figures[name].append((time.process_time() - started) / (tasks * calls) * 1e6)
    return figures


async def _rate(url: str, tasks: int, calls: int, rounds: int) -> dict[str, list[float]]:
    """Measure the calls a second; arguments and result are as for `_cpu`."""
    figures: dict[str, list[float]] = {}
    for name, contender in ALL.items():  # one at a time, because idle connections would slow the next contender down
        async with contender(url) as request:
            await _work(request, tasks, 1)
            figures[name] = []
            for _ in range(rounds):
                started = time.perf_counter()
                await _work(request, tasks, calls)
                figures[name].append(tasks * calls / (time.perf_counter() - started))
    return figures


async def _storm(request: Request) -> float:
    """Cancel many calls, each at a random moment, and make calls afterwards.

    Returns:
        Percentage of the later calls that succeed.
    """
    chance = random.Random(1)
    started = time.perf_counter()
    await _work(request, 1, 5)
    usual = (time.perf_counter() - started) / 5

    async def cancelled() -> None:
        try:
            async with asyncio.timeout(chance.uniform(0, usual)):
                await request()
        except (TimeoutError, httpx.HTTPError, DockerHubError):
            pass

    for _ in range(20):
        await asyncio.gather(*(cancelled() for _ in range(4 * _STORM_POOL)))
    later = await asyncio.gather(*(request() for _ in range(_STORM_POOL)), return_exceptions=True)
    return 100 * sum(not isinstance(outcome, BaseException) for outcome in later) / len(later)


async def _storms(url: str) -> list[Result]:
    results: list[Result] = []
    for name, contender in OURS.items():
        async with contender(url) as request:
            share = await _storm(request)
        results.append(
            Result(name=f"calls that succeed after a storm of cancelled ones: {name}", value=share,
                   better="higher", unit="%")
        )  # fmt: skip
    return results


def _results(
    title: str,
    figures: dict[str, list[float]],
    pairs: Iterable[tuple[str, str]],
    *,
    unit: str,
    higher: bool = False,
) -> Iterable[Result]:
    better: Literal["lower", "higher"] = "higher" if higher else "lower"
    for ours, peer in pairs:
        ratios = [mine / other for mine, other in zip(figures[ours], figures[peer], strict=True)]
        yield median(f"{title}: {ours} to {peer}", ratios, better=better)
    for name, rounds in figures.items():
        yield median(f"{title}: {name}", rounds, better=better, unit=unit)


def run(*, quick: bool = False) -> list[Result]:
    """Measure calls to two servers; the second delays its responses.

    Args:
        quick: Whether to measure few rounds and numbers of tasks; `False` by default.

    Returns:
        The results.
    """
    results: list[Result] = []
    with own_core(0):
        with serve() as url:
            single = asyncio.run(_cpu(url, 1, 20, 5 if quick else 60))
            results += _results("CPU of a call, one by one", single, _CPU_PAIRS, unit="µs")
            for tasks in (100,) if quick else (10, 100, 400):
                many = asyncio.run(_cpu(url, tasks, 3, 2 if quick else 7))
                results += _results(f"CPU of a call, {tasks} tasks", many, _CPU_PAIRS, unit="µs")
        with serve(delay=0.02) as url:
            for tasks in (400,) if quick else (100, 400, 1000):
                rates = asyncio.run(_rate(url, tasks, 2, 2 if quick else 5))
                results += _results(
                    f"calls a second, {tasks} tasks, 20 ms server", rates, _RATE_PAIRS, unit="/s", higher=True
                )
            results += asyncio.run(_storms(url))
    return results

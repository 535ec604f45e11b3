"""Long lists: what prefetching gains, and what memory a walk takes."""

import asyncio
import time
import tracemalloc

from aiodockerhub import Anonymous, DockerHub

from benchmarks.report import Result, median
from benchmarks.server import serve

_PAGES, _SIZE, _ITEMS = 50, 10, 100_000


async def _prefetch(url: str, rounds: int) -> Result:
    async with DockerHub(Anonymous(), base_url=url) as hub:

        async def walk(prefetch: int) -> float:
            started = time.perf_counter()
            pager = hub.repositories.list_tags("bench", str(_PAGES * _SIZE), page_size=_SIZE)
            tags = await pager.collect(prefetch=prefetch)
            assert len(tags) == _PAGES * _SIZE
            return time.perf_counter() - started

        await walk(8)  # connects, imports
        ratios = [await walk(1) / await walk(8) for _ in range(rounds)]
    return median(f"{_PAGES} pages at 50 ms, prefetch 8, times faster", ratios, better="higher")


async def _memory(url: str) -> Result:
    peaks: list[int] = []
    async with DockerHub(Anonymous(), base_url=url) as hub:
        count = 0
        tracemalloc.start()
        try:
            async for _ in hub.repositories.list_tags("bench", str(_ITEMS)).items(prefetch=4):
                count += 1
                if count in {_ITEMS // 5, _ITEMS}:
                    peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert count == _ITEMS
    return Result(name=f"{_ITEMS:,} items, peak memory to that of a fifth of them", value=peaks[1] / peaks[0])


def run(*, quick: bool = False) -> list[Result]:
    """Walk lists of a server, with and without prefetching.

    Args:
        quick: Whether to measure one round, without the memory; `False`, the default, measures 3 rounds and the memory.

    Returns:
        The results.
    """
    with serve(delay=0.05) as url:
        results = [asyncio.run(_prefetch(url, 1 if quick else 3))]
    if quick:
        return results
    with serve() as url:
        results.append(asyncio.run(_memory(url)))
    return results

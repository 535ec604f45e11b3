"""Where the CPU time of one call goes, for each engine.

`python -m benchmarks.call_profile [rounds]` measures 60 rounds by default.

A call consists of parts, from the engine to the resource method. Each row of the output runs the parts of the rows
above and one more part, over a real connection. In each round, all rows run, one after the other. The printed time of a
part is the median, over all rounds, of the difference between its row and the row above.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Literal

from aiodockerhub import Anonymous, DockerHub, calls
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.elapsed import Elapsed
from aiodockerhub.http.exchange import Request, exchange
from aiodockerhub.http.request_parts import build_headers, build_url

from benchmarks.machine import own_core
from benchmarks.peers import PEERS
from benchmarks.server import serve

_CALLS = 20  # of each row in each round
Transport = Literal["httpx", "httpx2", "aiohttp"]
_PEERS: dict[Transport, str] = {"httpx": "bare httpx", "httpx2": "bare httpx2", "aiohttp": "bare aiohttp + msgspec"}
Part = Callable[[], Awaitable[object]]


def _parts(hub: DockerHub) -> dict[str, Part]:
    # pyright: reportPrivateUsage=false - the parts are not public
    session = hub._session  # noqa: SLF001
    shared, settings = session.shared, session.settings
    call = calls.repositories.get("library", "nginx")
    url, headers = build_url(shared.base_url, call, settings.query), build_headers(call, settings, has_body=False)
    engine = shared.require_engine(session)

    def context() -> CallContext:
        return CallContext(call, url, None, settings, Elapsed(shared.clock), None, True, False, headers)  # noqa: FBT003

    async def send() -> None:
        response = await engine.send("GET", url, headers, None, settings.timeout)
        try:
            async for _ in response:
                pass
        finally:
            await response.aclose()

    async def read() -> object:
        limits = settings.timeout, settings.max_response_size
        return await exchange(engine, Request(call.operation.id, "GET", url, headers, None, *limits, None))

    return {
        "engine": send,
        "exchange: body, limits, decompression": read,
        "attempt: place in line, bearer token, rate limit": lambda: session._make_attempt(context()),  # noqa: SLF001
        "retries, deadline, decoding into a model": lambda: session._send_and_decode(context(), call),  # noqa: SLF001
        "URL, headers, events": lambda: session.request(call),
        "method: arguments into a call": lambda: hub.repositories.get("library", "nginx"),
    }


async def _measure(url: str, transport: Transport, rounds: int) -> None:
    async with AsyncExitStack() as stack:
        peer = _PEERS[transport]
        hub = DockerHub(Anonymous(), base_url=url, transport=transport)
        rows: dict[str, Part] = {peer: await stack.enter_async_context(PEERS[peer](url))}
        rows |= _parts(await stack.enter_async_context(hub))
        figures: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(rounds + 1):
            for name, row in rows.items():
                started = time.process_time()
                for _ in range(_CALLS):
                    await row()
                figures[name].append((time.process_time() - started) / _CALLS * 1e6)
    whole, bare = (statistics.median(figures[name][1:]) for name in (list(rows)[-1], peer))
    ratio = statistics.median(_each(figures[list(rows)[-1]], figures[peer], lambda ours, other: ours / other))
    print(f"\n{transport}: {whole:.0f} us a call, {ratio:.2f} times {peer} ({bare:.0f} us)")
    above = [0.0] * (rounds + 1)
    for name in list(rows)[1:]:
        part = statistics.median(_each(figures[name], above, lambda row, before: row - before))
        print(f"{part:6.0f} us {100 * part / whole:4.0f} %  {name}")
        above = figures[name]


def _each(values: list[float], others: list[float], compare: Callable[[float, float], float]) -> list[float]:
    """Compare two rows round by round.

    The first round is left out, because it includes connecting and imports.
    """
    return [compare(value, other) for value, other in zip(values[1:], others[1:], strict=True)]


if __name__ == "__main__":
    with own_core(0), serve() as address:
        for engine_name in _PEERS:
            asyncio.run(_measure(address, engine_name, int(sys.argv[1]) if len(sys.argv) > 1 else 60))

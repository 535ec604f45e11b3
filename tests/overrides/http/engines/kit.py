"""Opens engines and sends requests with them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiodockerhub.http.engines.choice import make_engine
from aiodockerhub.http.engines.protocol import Engine
from aiodockerhub.http.exchange import Request, Response, exchange
from aiodockerhub.http.headers import RequestHeaders
from aiodockerhub_generated._masking import SecretText

HUB = "https://hub.docker.com"
SECRET = "dummy-bearer-4711"


@asynccontextmanager
async def opened(url: str, transport: Any, **options: Any) -> AsyncIterator[Engine]:
    options = {"http_client": None, "http2": False, "trust_env": True, **options}
    engine = make_engine(url, transport=transport, **options)
    try:
        yield engine
    finally:
        await engine.aclose()


async def fetch(engine: Engine, url: str, method: str = "GET", **changes: Any) -> Response:
    headers = RequestHeaders(changes.get("headers", {"authorization": SecretText(f"Bearer {SECRET}")}))
    content, timeout = changes.get("content"), changes.get("timeout", 10.0)
    return await exchange(engine, Request("test", method, url, headers, content, timeout, None, None))


def run_on(loop: str, work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine on an event loop of `asyncio` or `uvloop`; skip the test if this library is not installed."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    if loop == "uvloop":
        factory = pytest.importorskip("uvloop").new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(work)


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - the condition is about the other end of a socket
            await asyncio.sleep(0)

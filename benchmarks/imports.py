"""What a program waits for before its first response."""

import os
import subprocess
import sys
import tempfile

from benchmarks.report import Result, median

# The first call uses a transport in memory. Its time includes all imports that the call needs.
_PROGRAM = """
import time
times = [time.process_time()]
import httpx
times.append(time.process_time())
from aiodockerhub import Anonymous, DockerHub
times.append(time.process_time())
import asyncio
from benchmarks.server import REPOSITORY
times.append(time.process_time())

async def main():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=REPOSITORY))
    async with DockerHub(Anonymous(), transport=transport) as hub:
        times.append(time.process_time())
        await hub.repositories.get("library", "nginx")
        times.append(time.process_time())

asyncio.run(main())
print(*(later - earlier for earlier, later in zip(times, times[1:])))
"""
# The budgets are for a machine that imports httpx in 50 ms. The measured times are converted to such a machine.
_HTTPX_MILLISECONDS = 50


def run(*, quick: bool = False) -> list[Result]:
    """Measure CPU time in new interpreters.

    Args:
        quick: Whether to measure 3 interpreters; `False`, the default, measures 11. Before them, one interpreter that
            is not measured fills the cache of compiled modules.

    Returns:
        The results.
    """
    imports: list[float] = []
    opens: list[float] = []
    firsts: list[float] = []
    with tempfile.TemporaryDirectory() as cache:
        for number in range(4 if quick else 12):
            output = _fresh(cache)
            if number:  # the first run compiles the modules, as the installation of a package does
                httpx, ours, _, opened, first = map(float, output.split())
                imports.append(ours / httpx * _HTTPX_MILLISECONDS)
                opens.append(opened / httpx * _HTTPX_MILLISECONDS)
                firsts.append(first / httpx * _HTTPX_MILLISECONDS)
    return [
        median("importing DockerHub, beyond importing httpx", imports, unit="ms"),
        median("making and opening a client", opens, unit="ms"),
        median("first operation", firsts, unit="ms"),
    ]


def _fresh(cache: str) -> str:
    """Run the program in a new interpreter, and return its output.

    Args:
        cache: Folder of the bytecode cache.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        check=True,
        capture_output=True,
        text=True,
        env=environment | {"PYTHONPYCACHEPREFIX": cache},
    ).stdout

"""Resident memory: the client, its first call, all models, many clients."""

import subprocess
import sys

from benchmarks.report import Result, median

_PROGRAM = """
import asyncio, gc, json, os

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

import httpx
from benchmarks.server import REPOSITORY
sizes = [resident()]
from aiodockerhub import Anonymous, DockerHub, models
sizes.append(resident())

def client():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=REPOSITORY))
    return DockerHub(Anonymous(), transport=transport)

async def main():
    async with client() as hub:
        await hub.repositories.get("library", "nginx")
        sizes.append(resident())
    for name in models.__all__:
        getattr(models, name)
    sizes.append(resident())
    hubs = [client() for _ in range(1000)]
    for hub in hubs:
        await hub.__aenter__()
    sizes.append(resident())
    for hub in hubs:
        await hub.aclose()

asyncio.run(main())
print(json.dumps([later - earlier for earlier, later in zip(sizes, sizes[1:])]))
"""
_NAMES = (
    "resident memory of importing the client, beyond httpx",
    "... of the first call",
    "... of all models",
    "... of a thousand open clients",
)


def run(*, quick: bool = False) -> list[Result]:
    """Measure MiB of resident memory in new interpreters.

    Args:
        quick: Whether to run one interpreter; `False`, the default, runs 5.

    Returns:
        The results; none on systems other than Linux.
    """
    if sys.platform != "linux":
        return []
    rounds: list[list[float]] = []
    for _ in range(1 if quick else 5):
        done = subprocess.run([sys.executable, "-c", _PROGRAM], check=True, capture_output=True, text=True)
        rounds.append([float(size) for size in done.stdout.strip("[]\n").split(",")])
    return [median(name, sizes, unit="MiB") for name, sizes in zip(_NAMES, zip(*rounds, strict=True), strict=True)]

"""What the runs of the soak share: engines, a clock that does not wait long, and counting what is left over."""

import asyncio
import contextlib
import gc
import os
import resource
from collections import Counter
from pathlib import Path
from typing import Any

from aiodockerhub import DockerHub
from aiodockerhub.helpers.clock import SystemClock
from attrs import define, field

_SPARE = "/dev/null"  # libuv keeps one for each event loop, for when descriptors run out
ENGINES: dict[str, Any] = {"httpx": None, "httpx2": "httpx2", "aiohttp": "aiohttp"}


class HastyClock(SystemClock):
    """Real time, except that waits between attempts take a hundredth of what they should."""

    async def sleep(self, seconds: float) -> None:
        """Wait, but not for long."""
        await asyncio.sleep(seconds / 100)


@define
class Tally:
    """What was seen.

    Attributes:
        calls: Calls made.
        outcomes: How many ended how: `ok`, `cancelled` or the name of an error.
        survived: Faults after which the call succeeded all the same.
        writes_sent_twice: Writes that the server may have done twice.
        escaped: Exceptions that are no `DockerHubError`, and broken promises, in words.
        leaked: Tasks, files and places that were left over.
        inputs: Hostile responses tried.
    """

    calls: int = 0
    outcomes: Counter[str] = field(factory=Counter[str])
    survived: int = 0
    writes_sent_twice: int = 0
    escaped: list[str] = field(factory=list[str])
    leaked: list[str] = field(factory=list[str])
    inputs: int = 0

    def add(self, other: "Tally") -> None:
        """Take the figures of another run to these."""
        self.calls += other.calls
        self.outcomes += other.outcomes
        self.survived += other.survived
        self.writes_sent_twice += other.writes_sent_twice
        self.escaped += other.escaped
        self.leaked += other.leaked
        self.inputs += other.inputs


class LeakCheck:
    """Compares tasks and open files before and after; enter it before the client is made."""

    def __init__(self, tally: Tally, where: str) -> None:
        self._tally = tally
        self._where = where

    async def __aenter__(self) -> None:
        await settle()
        self._tasks, self._files = asyncio.all_tasks(), Counter(_open_files())

    async def __aexit__(self, *_: object) -> None:
        await settle()
        tasks = [repr(task.get_coro()) for task in asyncio.all_tasks() - self._tasks]
        self._tally.leaked += [f"{self._where}: task {task}" for task in tasks]
        gc.collect()
        more = Counter(_open_files()) - self._files
        self._tally.leaked += [f"{self._where}: open file {name}" for name in more.elements()]


async def settle() -> None:
    """Let what is about to end come to its end, the server's side of connections too."""
    for _ in range(20):
        await asyncio.sleep(0.005)


def free_places(hub: DockerHub) -> int:
    """Tell how many calls could be sent right now."""
    return hub._session.shared.places._calls._value


def peak_memory() -> float:
    """Tell the greatest resident size of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _open_files() -> list[str]:
    """List what the descriptors of this process are open for, sockets without their numbers."""
    names = list[str]()
    for descriptor in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):  # of the listing itself
            names.append(os.readlink(descriptor).partition(":")[0])  # noqa: PTH115 - Path.readlink makes a path of it
    return [name for name in names if name not in {_SPARE, "/proc/self/fd"}]

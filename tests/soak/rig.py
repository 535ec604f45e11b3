"""Parts that all runs share: engines, a fast clock, and checks for tasks and files that are left over."""

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
    """A clock of real time, whose waits between attempts take a hundredth of their time."""

    async def sleep(self, seconds: float) -> None:
        """Wait for a hundredth of the time."""
        await asyncio.sleep(seconds / 100)


@define
class Tally:
    """The results of a run.

    Attributes:
        calls: Number of calls.
        outcomes: Number of calls by outcome: `ok`, `cancelled` or the name of an error.
        survived: Number of faults after which the call succeeded.
        writes_sent_twice: Number of writes that the server may have done twice.
        escaped: Exceptions that are not `DockerHubError`, and broken promises, in words.
        leaked: Tasks, files and places that were left over.
        inputs: Number of wrong responses that the server sent.
    """

    calls: int = 0
    outcomes: Counter[str] = field(factory=Counter[str])
    survived: int = 0
    writes_sent_twice: int = 0
    escaped: list[str] = field(factory=list[str])
    leaked: list[str] = field(factory=list[str])
    inputs: int = 0

    def add(self, other: "Tally") -> None:
        """Add the results of another run."""
        self.calls += other.calls
        self.outcomes += other.outcomes
        self.survived += other.survived
        self.writes_sent_twice += other.writes_sent_twice
        self.escaped += other.escaped
        self.leaked += other.leaked
        self.inputs += other.inputs


class LeakCheck:
    """Compares tasks and open files before and after a block, which must begin before the client is made."""

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
    """Wait for 0.1 seconds, in which ending tasks, and the server's side of connections, end."""
    for _ in range(20):
        await asyncio.sleep(0.005)


def free_places(hub: DockerHub) -> int:
    """Return the number of calls that could be sent now."""
    return hub._session.shared.places._calls._value


def peak_memory() -> float:
    """Return the maximum resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _open_files() -> list[str]:
    """List the kinds and names of the open files of this process; sockets have no numbers."""
    names = list[str]()
    for descriptor in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):  # of the listing itself
            names.append(os.readlink(descriptor).partition(":")[0])  # noqa: PTH115 - Path.readlink makes a path of it
    return [name for name in names if name not in {_SPARE, "/proc/self/fd"}]

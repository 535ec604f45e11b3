"""One process at a time holds the lock of a file, and nothing is left of it."""

import asyncio
import contextlib
import os
import warnings
from pathlib import Path

import pytest
from aiodockerhub.auth.file_lock import hold_lock


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lock"


async def test_one_at_a_time_holds_the_lock(file: Path) -> None:
    inside, most = 0, 0

    async def work() -> None:
        nonlocal inside, most
        async with hold_lock(file):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async with asyncio.timeout(20):
        await asyncio.gather(*(work() for _ in range(4)))
    assert most == 1


async def test_waiting_for_the_lock_can_be_cancelled_and_leaves_no_descriptor(file: Path) -> None:
    async with hold_lock(file):
        before = open_descriptors()
        waiter = asyncio.create_task(contextlib.AsyncExitStack().enter_async_context(hold_lock(file)))
        await asyncio.sleep(0)
        waiter.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiter
        assert open_descriptors() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
async def test_a_fork_of_the_process_that_logs_in_does_not_hold_the_lock(file: Path) -> None:
    reader, writer = os.pipe()
    async with hold_lock(file):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # threads of others; the fork only calls the system
            child = os.fork()
        if child == 0:
            os.close(writer)
            os.read(reader, 1)
            os._exit(0)
    try:
        async with asyncio.timeout(20), hold_lock(file):
            pass
    finally:
        os.close(writer)
        os.close(reader)
        os.waitpid(child, 0)  # noqa: ASYNC222 - it ends as the pipe is closed


def open_descriptors() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0

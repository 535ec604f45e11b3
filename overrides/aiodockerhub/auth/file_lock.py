"""File locks that one process at a time holds, without its forks."""

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import cast

_POLL = 0.05  # seconds between attempts to lock a file that another process has locked
_descriptors: set[int] = set()  # of the lock files that this process has open


@contextlib.asynccontextmanager
async def locked(path: Path) -> AsyncGenerator[None]:
    """Hold the lock of a file, until the process ends at the latest.

    Waits while another process holds it. The lock is that of flock(2), of POSIX systems only.

    Args:
        path: The file; created with mode 0600 if it is missing. Its directory must exist.

    Raises:
        OSError: The file cannot be opened or locked.
    """
    # On the loop, though it touches the disk: what a cancelled caller of a thread opens would stay open.
    descriptor, process = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600), os.getpid()
    _descriptors.add(descriptor)
    try:
        while not _try_lock(descriptor):  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(_POLL)
        yield
    finally:
        if os.getpid() == process:  # a fork has closed its copy
            _descriptors.discard(descriptor)
            os.close(descriptor)  # ends the lock


def _try_lock(descriptor: int) -> bool:
    import fcntl

    try:
        cast("Callable[[int, int], None]", fcntl.flock)(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _close_copies() -> None:
    """Close the copies of the descriptors in a fork.

    They would hold the locks until the fork ends.
    """
    while _descriptors:
        os.close(_descriptors.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_copies)

"""Holds file locks, which only one process at a time can hold.

A child process that was forked while its parent holds a lock does not hold the lock.
"""

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import cast

_POLL_SECONDS = 0.05
_descriptors: set[int] = set()  # descriptors of the lock files that this process has opened


@contextlib.asynccontextmanager
async def hold_lock(path: Path) -> AsyncGenerator[None]:
    """Hold the lock of a file, as an asynchronous context manager.

    Entering the context waits, without a time limit, until no other task or process holds the lock. Leaving the
    context, or the end of the process, releases the lock. The lock is not re-entrant: a task that holds the lock and
    enters the context again waits forever. The lock is a lock of flock(2), which only POSIX systems have.

    Args:
        path: Path of the lock file. A missing file is created with mode 0600; its directory must exist.

    Raises:
        OSError: The file cannot be opened or locked.
    """
    # This blocks the event loop for a moment. In a thread, the descriptor would stay open if the caller is cancelled.
    descriptor, process = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600), os.getpid()
    _descriptors.add(descriptor)
    try:
        while not _try_lock(descriptor):  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(_POLL_SECONDS)
        yield
    finally:
        if os.getpid() == process:  # a forked child has already closed its copy, and the number may be reused
            _descriptors.discard(descriptor)
            os.close(descriptor)  # this releases the lock


def _try_lock(descriptor: int) -> bool:
    import fcntl

    try:
        cast("Callable[[int, int], None]", fcntl.flock)(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _close_copies() -> None:
    """Close the descriptors of lock files in a forked child process.

    A lock is held until every copy of its descriptor is closed. An open copy would keep the lock after the parent has
    released it.
    """
    while _descriptors:
        os.close(_descriptors.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_copies)

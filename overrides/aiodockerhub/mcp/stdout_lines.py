"""Writes lines to standard output without delaying the end of the program.

The writer of the MCP SDK waits in a thread that no cancellation ends: if nobody reads, the server would outlive Ctrl-C
and the end of its standard input.
"""

import os
import select
import sys

from anyio import Lock, sleep

from aiodockerhub.errors import UsageError
from aiodockerhub.mcp.own_descriptor import OwnDescriptor
from aiodockerhub.mcp.unanswered_requests import UnansweredRequests
from aiodockerhub.threads import in_thread

_POLL_SECONDS = 0.02  # interval of the checks whether the reader has read, where no thread can wait for it


class StdoutLines:
    """Standard output, as the asynchronous file that the MCP SDK writes to.

    Args:
        requests: The requests without a response. `write` removes those whose response it has written.
    """

    def __init__(self, requests: UnansweredRequests) -> None:
        self._requests = requests
        self._lock = Lock()  # a long line is written in pieces
        sys.stdout.flush()
        self._descriptor = OwnDescriptor(sys.stdout.fileno())

    async def write(self, text: str) -> None:
        """Write a text, and wait until it is written.

        Args:
            text: Text to write.

        Raises:
            OSError: The text cannot be written, for example because the reader has closed the pipe.
        """
        # Not by `sys.stdout.buffer`, whose lock a waiting thread would hold at the end of the process.
        async with self._lock:
            data = text.encode("utf-8", "replace")
            try:
                await in_thread(_write_all, self._descriptor, data, abandon_on_cancel=True)
            except UsageError:  # no thread can be started: the result of a change must not be lost
                await _write_in_pieces(self._descriptor, data)
        self._requests.remove(text)

    async def flush(self) -> None:
        """Do nothing, because nothing is buffered."""


def _write_all(descriptor: OwnDescriptor, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor.number, rest) :]
        except BlockingIOError:  # the host shares a descriptor that it has made non-blocking
            select.select((), (descriptor.number,), ())


async def _write_in_pieces(descriptor: OwnDescriptor, data: bytes) -> None:
    """Write without blocking the event loop.

    On Windows, which cannot tell whether a write would block, the event loop is blocked.
    """
    rest = memoryview(data)
    if sys.platform == "win32":  # pragma: no cover - `select` does not support pipes on Windows
        _write_all(descriptor, data)
        return
    while rest:
        if select.select((), (descriptor.number,), (), 0)[1]:
            rest = rest[os.write(descriptor.number, rest[: select.PIPE_BUF]) :]  # so much does not block after `select`
        else:
            await sleep(_POLL_SECONDS)

"""Reads lines from standard input without delaying the end of the program.

The reader of the MCP SDK waits in a thread that no cancellation ends: a server on a terminal would outlive Ctrl-C.
"""

import os
import select
import sys
from functools import partial
from typing import Self

from aiodockerhub.mcp.own_descriptor import OwnDescriptor
from aiodockerhub.mcp.refused_lines import refusal
from aiodockerhub.mcp.stdout_lines import StdoutLines
from aiodockerhub.mcp.unanswered_requests import UnansweredRequests
from aiodockerhub.threads import wait_in_thread

_LAST_CALL_SECONDS = 5.0
_CHUNK_BYTES = 1 << 16


class StdinLines:
    """The lines of standard input, as an asynchronous iterator.

    The lines are returned without their line feeds. A last line without a line feed is also returned. After the last
    line, the iteration ends when all requests in the lines have their responses, at most 5 seconds later.

    Blank lines are left out. A line that the MCP SDK cannot read is also left out, and the iterator writes an error
    response. Notifications are always returned, because nothing responds to a notification. See `refusal`.

    Args:
        requests: The requests without a response. The iterator adds those that it reads.
        output: Standard output, to which the error responses are written.
    """

    def __init__(self, requests: UnansweredRequests, output: StdoutLines) -> None:
        self._requests = requests
        self._output = output
        self._descriptor = OwnDescriptor(sys.stdin.fileno())
        self._lines: list[bytes] = []  # complete lines in reverse order
        self._rest: list[bytes] = []  # pieces of the line that is not complete yet

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        while True:
            line = await self._next_line()
            response = refusal(line)
            if response is not None:
                await self._output.write(f"{response}\n")
            elif line.strip():
                self._requests.add(line)
                return line

    async def _next_line(self) -> str:
        """Read the next line; at the end, wait for the last responses.

        Raises:
            StopAsyncIteration: There are no further lines.
        """
        while not self._lines:
            # Not by `sys.stdin.buffer`, whose lock a waiting thread would hold at the end of the process.
            chunk = await wait_in_thread(partial(_read_chunk, self._descriptor))
            if not chunk:
                if not self._rest:
                    await self._requests.wait(_LAST_CALL_SECONDS)
                    raise StopAsyncIteration
                self._lines, self._rest = [b"".join(self._rest)], []
                break
            first, *others = chunk.split(b"\n")
            self._rest.append(first)
            if others:
                *complete, rest = others
                self._lines = [b"".join(self._rest), *complete][::-1]
                self._rest = [rest] if rest else []
        return self._lines.pop().decode("utf-8", "replace")


def _read_chunk(descriptor: OwnDescriptor) -> bytes:
    while True:
        try:
            return os.read(descriptor.number, _CHUNK_BYTES)
        except BlockingIOError:  # the host shares a descriptor that it has made non-blocking
            select.select((descriptor.number,), (), ())

"""A pipe whose reader reads nothing."""

import os
import select
import sys
from collections.abc import Callable
from typing import Any, Literal, TextIO

import pytest
from aiodockerhub.cli import standard_streams
from aiodockerhub.cli.standard_streams import limit_waits


class FullPipe:
    """A pipe that is full, and a clock that only `select` advances.

    Args:
        monkeypatch: Replaces the clock, and `select` for a write that waits.

    Attributes:
        reader: File descriptor for reading.
        writer: File descriptor for writing, which blocks.
        now: Time of the clock, in seconds.
        on_wait: Function that is called in place of each wait.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.reader, self.writer = os.pipe()
        os.set_blocking(self.writer, False)
        for size in (65_536, 1):
            while True:
                try:
                    os.write(self.writer, b"." * size)
                except BlockingIOError:
                    break
        os.set_blocking(self.writer, True)
        self.now = 0.0
        self.on_wait: Callable[[], object] = limit_waits
        real_select = select.select

        def wait(readers: Any, writers: Any, rest: Any, timeout: float) -> Any:
            if timeout:
                self.now += timeout
                self.on_wait()
            return real_select(readers, writers, rest, 0)

        monkeypatch.setattr(select, "select", wait)
        monkeypatch.setattr(standard_streams, "monotonic", lambda: self.now)

    def open_as(self, name: Literal["stdout", "stderr"]) -> TextIO:
        """Let a standard stream write to a copy of the pipe."""
        stream = os.fdopen(os.dup(self.writer), "w")
        self._monkeypatch.setattr(sys, name, stream)
        self._monkeypatch.setattr(sys, f"__{name}__", stream)
        return stream

    def close(self) -> None:
        for descriptor in (self.reader, self.writer):
            os.close(descriptor)

"""Opens closed standard streams, and makes the open ones complete."""

import io
import os
import select
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_CHUNK_BYTES = 1 << 16


def prepare_streams() -> None:
    """Replace standard streams that are closed or that could lose text.

    A stream that is closed (`>&-`) is replaced by the null device. Otherwise `sys.stdout`, for example, is `None`, and
    the next file or socket gets its file descriptor. Standard input is then empty, and what is written to standard
    error is dropped. Writing to standard output fails, because the result of a change would otherwise be lost without
    an error.
    """
    for name, mode, flags in (("stdin", "r", os.O_RDWR), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_RDWR)):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
        elif stream is getattr(sys, f"__{name}__"):
            setattr(sys, name, _write_everything(stream) if mode == "w" else _read_everything(stream))


def _write_everything(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """Return a stream that writes everything, to the same file.

    With PYTHONUNBUFFERED or `python -u`, the streams of Python silently lose the rest of a text of which the operating
    system takes a part: on a disk that becomes full, or in a pipe that a parent process has made non-blocking. With a
    buffer, a full non-blocking pipe is an error, although its reader may only be slow.

    Args:
        stream: Standard output or error, as Python has opened it.

    Returns:
        The new stream; `stream` itself if it reads or writes no `io.FileIO`, such as the console of Windows.
    """
    raw: object = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO:
        return stream
    stream.flush()
    buffer = io.BufferedWriter(_WaitingFile(stream.fileno(), "wb", closefd=False))
    is_unbuffered = stream.line_buffering or stream.write_through
    return io.TextIOWrapper(buffer, stream.encoding, stream.errors, line_buffering=is_unbuffered)


def _read_everything(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """Return a stream that reads to the end of the same file.

    In a pipe that a parent process has made non-blocking, the streams of Python end where the writer pauses.

    Args:
        stream: Standard input, as Python has opened it.

    Returns:
        The new stream; `stream` itself if it is a terminal, because prompts read from it, or reads no `io.FileIO`.
    """
    raw: object = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO or stream.isatty():
        return stream
    buffer = io.BufferedReader(_WaitingFile(stream.fileno(), "rb", closefd=False))
    return io.TextIOWrapper(buffer, stream.encoding, stream.errors)


class _WaitingFile(io.FileIO):
    """A file whose methods wait where those of a non-blocking file would not."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return self.readall()
        while True:
            data: bytes | None = super().read(size)  # pyright: ignore[reportAssignmentType]
            if data is not None:
                return data
            select.select((self,), (), ())

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while True:
            count: int | None = super().readinto(buffer)  # pyright: ignore[reportAssignmentType]
            if count is not None:
                return count
            select.select((self,), (), ())

    def readall(self) -> bytes:
        return b"".join(iter(partial(self.read, _CHUNK_BYTES), b""))

    def write(self, data: "ReadableBuffer", /) -> int:
        while True:
            count: int | None = super().write(data)  # pyright: ignore[reportAssignmentType]
            if count is not None:
                return count
            select.select((), (self,), ())

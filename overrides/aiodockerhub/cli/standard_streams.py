"""Opens closed standard streams; keeps the others from losing text."""

import errno
import io
import os
import select
import stat
import sys
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_CHUNK_BYTES = 1 << 16
_MAX_PAUSE_SECONDS = 1.0  # of a reader, after a signal
_POLL_SECONDS = 0.1  # a signal is noticed at the latest after this time


class ReaderGoneError(BrokenPipeError):
    """The reader of standard output has closed it."""


class UnreadError(ReaderGoneError):
    """Nobody reads the output of a command that a signal ends."""

    def __init__(self) -> None:
        super().__init__(errno.EPIPE, "the output is not read")


class _Waits:
    """The limit on waits of writes for a reader that pauses.

    Attributes:
        limited_at: Time from which waits are limited, of the monotonic clock in seconds; `None` for no limit.
    """

    limited_at: float | None = None


def limit_waits() -> None:
    """Let writes to standard output and error end if the reader pauses.

    A command that a signal ends calls this function, because otherwise a reader that does not read would keep the
    command alive. From then on, a write to standard output raises `UnreadError` if the reader takes nothing for a
    second. A later write raises it immediately unless the reader has read something. What is written to standard error
    is then lost instead.
    """
    if _Waits.limited_at is None:
        _Waits.limited_at = monotonic()


def allow_waits() -> None:
    """Let writes wait for their reader without a limit, as at the start."""
    _Waits.limited_at = None


def prepare_streams() -> None:
    """Replace standard streams that are closed or could lose text or fail.

    Standard error never fails: what it cannot write is lost, for example because its reader is gone or the disk is
    full. Otherwise a note, a warning or a line of `--verbose` would end a call, whose result would be lost. An error of
    standard output means that a result is not written, so each such error is raised: as `ReaderGoneError` if the reader
    has closed the stream.

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
            setattr(sys, name, _read_everything(stream) if mode == "r" else _write_everything(stream, name))


def _write_everything(stream: io.TextIOWrapper, name: str) -> io.TextIOWrapper:
    """Return a stream that writes everything it can, to the same file.

    The operating system may take only a part of a text: on a disk that becomes full, or in a pipe that a parent process
    has made non-blocking. With PYTHONUNBUFFERED or `python -u`, the streams of Python silently lose the rest. With a
    buffer, a full non-blocking pipe is an error, although its reader may only be slow.

    Args:
        stream: Standard output or error, as Python has opened it.
        name: `stdout` for a stream that raises its errors, `stderr` for a stream that never fails.

    Returns:
        The new stream; `stream` itself if it reads or writes no `io.FileIO`, such as the console of Windows.
    """
    raw: object = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO:
        return stream
    with suppress(OSError):  # a warning that Python could not write, and that it has kept
        stream.flush()
    buffer = io.BufferedWriter((_WaitingFile if name == "stdout" else _LossyFile)(stream.fileno(), "wb"))
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
    buffer = io.BufferedReader(_WaitingFile(stream.fileno(), "rb"))
    return io.TextIOWrapper(buffer, stream.encoding, stream.errors)


class _WaitingFile(io.FileIO):
    """A file whose methods wait where those of a non-blocking file would not.

    A write that waits notices `limit_waits`, except on Windows, which cannot tell whether a write would wait.
    """

    def __init__(self, descriptor: int, mode: str) -> None:
        super().__init__(descriptor, mode, closefd=False)
        self._can_wait = os.name != "nt" and not stat.S_ISREG(os.fstat(descriptor).st_mode)
        self._is_given_up = False  # whether the last write failed because the reader did not read

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
        began: float | None = None
        while True:
            try:
                count = self._write_part(data)
            except BrokenPipeError as error:
                raise ReaderGoneError(error.errno, error.strerror) from None
            if count is not None:
                self._is_given_up = False
                return count
            began = monotonic() if began is None else began
            self._check_wait(began)
            select.select((), (self,), (), _POLL_SECONDS)

    def _write_part(self, data: "ReadableBuffer") -> int | None:
        """Write as much as is possible without waiting, where that can be known.

        Returns:
            Number of bytes; `None` if the reader must read first.
        """
        if not self._can_wait or not os.get_blocking(self.fileno()):
            return super().write(data)  # `None` from a non-blocking file
        if not select.select((), (self,), (), 0)[1]:
            return None
        return super().write(memoryview(data).cast("B")[: select.PIPE_BUF])  # so much does not block after `select`

    def _check_wait(self, began: float) -> None:
        """Check that a write may go on waiting.

        Args:
            began: Time at which the write began to wait, of the monotonic clock in seconds.

        Raises:
            UnreadError: Waits are limited, and the reader has paused for too long.
        """
        if _Waits.limited_at is None:
            return
        if self._is_given_up or monotonic() - max(began, _Waits.limited_at) >= _MAX_PAUSE_SECONDS:
            self._is_given_up = True
            raise UnreadError


class _LossyFile(_WaitingFile):
    """A file that loses what cannot be written, instead of raising an error."""

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes

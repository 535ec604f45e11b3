"""Duplicates a file descriptor for a thread that may outlive its file."""

import os
import weakref


class OwnDescriptor:
    """A duplicate of a file descriptor, closed when no object refers to it.

    A thread that waits for a pipe may still wait after the server has ended. If the pipe is closed then, another file
    may get its number, and the thread would read from that file or write to it.

    Args:
        original: The descriptor to duplicate.

    Raises:
        OSError: `original` is not open, or the process has too many open files.

    Attributes:
        number: Number of the duplicate.
    """

    def __init__(self, original: int) -> None:
        self.number: int = os.dup(original)
        weakref.finalize(self, os.close, self.number).atexit = False

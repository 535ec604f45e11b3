"""Measures how the work of a function grows with its input, by ratios of times in one run and not by seconds."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_FACTOR = 6
_LARGEST = 1 << 14  # what is bounded never takes long enough
_ENOUGH = 0.002  # seconds; below it, the clock and the interpreter's start count for more than the work


def grows_linearly(function: Callable[[T], object], make: Callable[[int], T], *, start: int = 1000) -> bool:
    """Whether six times the input is much less than 36 times the work.

    The size is doubled until one run is long enough to be measured, and the best of several runs counts, so that a busy
    machine alters nothing.

    Args:
        function: The function.
        make: Makes its input of a size.
        start: The smallest size.
    """
    size = start
    while (small := _seconds(function, make(size))) < _ENOUGH and size < _LARGEST:
        size *= 2
    large = min(_seconds(function, make(_FACTOR * size)) for _ in range(2))
    small = min(small, *(_seconds(function, make(size)) for _ in range(3)))
    return large < 2.5 * _FACTOR * small


def _seconds(function: Callable[[T], object], value: T) -> float:
    began = time.thread_time()
    function(value)
    return time.thread_time() - began

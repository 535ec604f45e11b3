"""Measures how the time of a function grows with its input, by ratios of times in one run."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_FACTOR = 6
_LARGEST = 1 << 14  # because a function whose time is bounded never takes `_ENOUGH` seconds
_ENOUGH = 0.002  # seconds; a shorter time says more about the clock and the interpreter than about the function


def grows_linearly(function: Callable[[T], object], make: Callable[[int], T], *, start: int = 1000) -> bool:
    """Tell whether a function takes less than 15 times as long for six times the input; a square would take 36 times.

    The size is doubled until a run takes 2 milliseconds, or the size is 16,384 or more. The shortest of several runs is
    used, so that other programs on the machine have little influence.

    Args:
        function: The function.
        make: Function that makes an input of a given size.
        start: The first size; 1000 by default.
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

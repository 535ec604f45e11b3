"""Dates as Hub writes them."""

import math
import time


def stamp(seconds: float, digits: int = 6) -> str:
    """Write a date as Go's RFC3339Nano does: UTC with `Z`.

    Trailing zeros of the fraction are left out.

    Args:
        seconds: since the epoch.
        digits: of the fraction before zeros are cut; Hub mixes 3, 6 and 9.
    """
    whole = math.floor(seconds)
    return written(whole, int((seconds - whole) * 10**digits), digits)


def written(whole: int, fraction: int, digits: int) -> str:
    """Write a date with a fraction of so many digits."""
    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
    decimals = f"{fraction:0{digits}}".rstrip("0")
    return f"{text}.{decimals}Z" if decimals else f"{text}Z"


def maybe_stamp(seconds: float | None, digits: int = 6) -> str | None:
    """Write a date, or null."""
    return None if seconds is None else stamp(seconds, digits)

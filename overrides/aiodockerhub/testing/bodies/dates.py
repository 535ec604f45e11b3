"""The form of dates and times in bodies of Docker Hub."""

import math
import time


def stamp(seconds: float, digits: int = 6) -> str:
    """Write a time as Go's RFC3339Nano does: in UTC, with `Z`.

    Zeros at the end of the fraction are left out.

    Args:
        seconds: Seconds since the epoch.
        digits: Precision of the fraction, before zeros at its end are dropped: 3, 6 or 9 on Docker Hub; 6 by default.
    """
    whole = math.floor(seconds)
    return format_time(whole, int((seconds - whole) * 10**digits), digits)


def format_time(whole: int, fraction: int, digits: int) -> str:
    """Write a time from whole seconds and a fraction.

    Args:
        whole: Whole seconds since the epoch.
        fraction: Fraction as a whole number of units of `10**-digits` seconds.
        digits: Precision of the fraction, before zeros at its end are dropped.
    """
    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
    decimals = f"{fraction:0{digits}}".rstrip("0")
    return f"{text}.{decimals}Z" if decimals else f"{text}Z"


def maybe_stamp(seconds: float | None, digits: int = 6) -> str | None:
    """Write a time; return `None` for `None`."""
    return None if seconds is None else stamp(seconds, digits)

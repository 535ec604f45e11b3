"""Warns of deprecated operations, at the line of the caller."""

import warnings

_PACKAGE = __name__.partition(".")[0]


def warn_deprecated(message: str) -> None:
    """Emit a `DeprecationWarning` for the caller's line.

    The caller's line is the nearest line of the stack outside of this package. The number of frames from this function
    to that line varies, because both the resource method and the function that makes the call are public.

    Args:
        message: Name of the operation, and the description of its deprecation, which may name a replacement.
    """
    import inspect  # here, because the import takes 10 ms and only deprecated operations need it

    level = 1
    frame = inspect.currentframe()
    while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE:
        frame = frame.f_back
        level += 1
    warnings.warn(message, DeprecationWarning, stacklevel=level)

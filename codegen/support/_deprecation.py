"""Warns of deprecated operations, at the line of the caller."""

import warnings

_PACKAGE = __name__.partition(".")[0]


def warn_deprecated(message: str) -> None:
    """Warn at the nearest line outside of this package.

    A resource method and the call that it builds are both public, so the depth of the caller varies.

    Args:
        message: What is deprecated, and what to use instead.
    """
    import inspect  # costs 10 ms, which nobody pays who calls nothing deprecated

    level = 1
    frame = inspect.currentframe()
    while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE:
        frame = frame.f_back
        level += 1
    warnings.warn(message, DeprecationWarning, stacklevel=level)

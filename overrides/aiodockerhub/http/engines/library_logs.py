"""Suppresses the log records of httpcore and hpack during exchanges.

At the level DEBUG, these libraries log headers as received, including cookies and tokens that a server repeats.
"""

import contextlib
import logging
from contextvars import ContextVar, Token

_CORES = ("httpcore", "httpcore2")
_LOGGERS = (
    *(f"{core}.{part}" for core in _CORES for part in ("connection", "http11", "http2", "proxy", "socks")),
    "hpack.hpack",
    "hpack.table",
)
_is_exchanging = ContextVar("_is_exchanging", default=False)


class _Filter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - the signature of logging
        return not _is_exchanging.get()


_filter = _Filter()


def silence() -> None:
    """Let the loggers of the libraries drop records during exchanges."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_filter)


def begin_exchange() -> Token[bool]:
    """Start to suppress records in the current context (see `contextvars`).

    Returns:
        The token to pass to `end_exchange`.
    """
    return _is_exchanging.set(True)


def end_exchange(token: Token[bool]) -> None:
    """Stop suppressing records.

    Args:
        token: Token from `begin_exchange`.
    """
    # An exchange that ends in another context, as when its event loop was closed, has nothing to reset there.
    with contextlib.suppress(ValueError):
        _is_exchanging.reset(token)

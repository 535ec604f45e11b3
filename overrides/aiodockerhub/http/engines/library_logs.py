"""Keeps what HTTP libraries log of an exchange out of the logs.

At DEBUG they log headers as received: cookies, and tokens that a server repeats.
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
    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - as of logging
        return not _is_exchanging.get()


_filter = _Filter()


def silence() -> None:
    """Drop the records that these libraries write of our exchanges."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_filter)


def begin_exchange() -> Token[bool]:
    """Begin to drop records, in this context.

    Returns:
        The token for `end_exchange`.
    """
    return _is_exchanging.set(True)


def end_exchange(token: Token[bool]) -> None:
    """Let records pass again.

    Args:
        token: What `begin_exchange` returned.
    """
    with contextlib.suppress(ValueError):  # in another context, such as that of a loop that was closed meanwhile
        _is_exchanging.reset(token)

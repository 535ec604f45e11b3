"""Writes log records, and calls the hooks whose errors are logged."""

import contextlib
import logging
import warnings
from collections.abc import Callable, Mapping
from typing import TypeVar

EventT = TypeVar("EventT")

_log = logging.getLogger("aiodockerhub")


def write(
    logger: logging.Logger,
    level: int,
    message: str,
    *arguments: object,
    extra: Mapping[str, object] | None = None,
    exc_info: bool = False,
) -> None:
    """Write a log record; errors of handlers and filters are ignored.

    Such an error must neither lose a response nor hide another error, even where warnings are errors.

    Args:
        logger: The logger.
        level: Level of `logging`, such as `logging.INFO`.
        message: Format of the message.
        *arguments: Values for the format.
        extra: Further attributes of the record.
        exc_info: Whether to add the traceback of the error that is being handled.
    """
    try:
        logger.log(level, message, *arguments, extra=extra, exc_info=exc_info, stacklevel=3)
    except Exception as error:  # noqa: BLE001 - whatever the program's logging raises
        with contextlib.suppress(Exception):
            warnings.warn(f"a handler or filter of logging raised {type(error).__name__}", RuntimeWarning, stacklevel=4)


def call_observer(hook: Callable[[EventT], object], event: EventT) -> None:
    """Call a hook, and log its error instead of raising it.

    The error of such a hook must neither lose a response nor hide another error.

    Args:
        hook: The hook.
        event: The argument of the hook.
    """
    try:
        hook(event)
    except Exception:  # noqa: BLE001 - whatever the user's hook raises
        write(_log, logging.ERROR, "a hook failed: %r", hook, exc_info=True)

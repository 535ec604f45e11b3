"""Writes log records, and calls hooks whose errors are logged, not raised."""

import contextlib
import logging
import warnings
from collections.abc import Callable, Mapping
from typing import TypeVar

from aiodockerhub.helpers.plain_functions import call_plain
from aiodockerhub.helpers.text import shown

EventT = TypeVar("EventT")

_log = logging.getLogger("aiodockerhub")
_MAX_MESSAGE_LENGTH = 500


def write(
    logger: logging.Logger,
    level: int,
    message: str,
    *arguments: object,
    extra: Mapping[str, object] | None = None,
    exc_info: bool = False,
) -> None:
    """Write a log record, and suppress the errors of handlers and filters.

    An error of the program's logging becomes a `RuntimeWarning`. It must not replace a response or another error, even
    if the program turns warnings into errors.

    Args:
        logger: Logger that gets the record.
        level: Level of the record, such as `logging.INFO`.
        message: Format of the message, with the placeholders of `%`.
        *arguments: Values for the placeholders.
        extra: Attributes to add to the record; `None`, the default, for no attributes.
        exc_info: Whether to add the traceback of the error that is being handled; `False` by default.
    """
    try:
        logger.log(level, message, *arguments, extra=extra, exc_info=exc_info, stacklevel=3)
    except Exception as error:  # noqa: BLE001 - whatever the program's logging raises
        with contextlib.suppress(Exception):
            warnings.warn(f"a handler or filter of logging raised {type(error).__name__}", RuntimeWarning, stacklevel=4)


def describe_error(error: BaseException, mask: Callable[[str], str]) -> str:
    """Return class and message of an error on one line, for the log.

    The error may come from code of the user, and its message may quote a secret.

    Args:
        error: Error to describe.
        mask: Function that masks the secrets of the session in a text.

    Returns:
        The text, with secrets masked and the message cut after 500 characters. Without the message if the message
        cannot be read.
    """
    try:
        message = shown(mask(str(error)), _MAX_MESSAGE_LENGTH)
    except Exception:  # noqa: BLE001 - whatever `__str__` of the user's class raises
        message = ""
    return f"{type(error).__name__}: {message}".removesuffix(": ")


def call_observer(name: str, hook: Callable[[EventT], object], event: EventT) -> None:
    """Call a hook, and log its error instead of raising it.

    The error of a hook must not replace a response or another error.

    Args:
        name: Name of the hook, such as `on_call_end`.
        hook: Plain function to call. If it returns a coroutine, nothing awaits the coroutine, so that is an error.
        event: Argument of the hook.

    Raises:
        BaseException: The hook raised an exception that is no `Exception`, such as `KeyboardInterrupt`.
    """
    try:
        call_plain(name, hook, event)
    except Exception:  # noqa: BLE001 - whatever the user's hook raises
        write(_log, logging.ERROR, "a hook failed: %r", hook, exc_info=True)

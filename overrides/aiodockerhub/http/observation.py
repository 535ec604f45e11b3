"""Reports the beginning and the end of a call to hooks and to the log."""

import asyncio
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from aiodockerhub.errors import DockerHubError
from aiodockerhub.http import log
from aiodockerhub.http.call_context import CallContext

EventT = TypeVar("EventT")

_log = logging.getLogger("aiodockerhub")


class Observation:
    """Reports the beginning of a call when entered, and its end when left.

    Args:
        context: The call.
    """

    __slots__ = ("_context",)

    def __init__(self, context: CallContext) -> None:
        self._context = context

    def __enter__(self) -> Self:
        hook = self._context.settings.on_call_start
        if hook is not None:
            _call(hook, self._context.start_event())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        context = self._context
        if isinstance(error, asyncio.CancelledError):
            context.outcome = "cancelled"
        elif isinstance(error, DockerHubError):
            context.name_request_on(error)
        log.call(context)
        hook = context.settings.on_call_end
        if hook is not None:
            _call(hook, context.end_event(error))


def _call(hook: Callable[[EventT], object], event: EventT) -> None:
    """Call a hook, and log the error it raises.

    A hook must neither lose a response nor hide an error.
    """
    try:
        hook(event)
    except Exception:  # noqa: BLE001 - whatever the user's hook raises
        _log.exception("a hook failed: %r", hook)

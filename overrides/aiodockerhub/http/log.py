"""The lines and extra fields of the log: calls INFO, attempts DEBUG.

Only the headers of an allow-list are logged.
"""

import logging
from collections.abc import Mapping

from aiodockerhub.helpers.log_records import write
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.events import AttemptEvent

logger: logging.Logger = logging.getLogger("aiodockerhub")

_HARMLESS_HEADERS = frozenset(
    {
        "cf-ray",
        "content-length",
        "content-type",
        "date",
        "retry-after",
        "server",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-request-id",
        "x-retry-after",
    }
)


def call(context: CallContext) -> None:
    """Log the end of a call.

    The message has the path of the operation with placeholders, not the path of the request; for `hub.get(path)` and
    similar methods, the path itself with secrets masked. For formatters that write JSON, the record has the attributes
    `call_id`, `operation` (the id), `outcome`, `attempts` and `elapsed` (in seconds). `outcome` is the status of the
    last response, the class name of the last transport error, "cancelled" or "not sent".

    Args:
        context: Context of the call.
    """
    if not logger.isEnabledFor(logging.INFO):
        return
    operation, elapsed = context.operation, context.elapsed.total
    write(
        logger,
        logging.INFO,
        "%s %s: %s, attempts: %d, %.3f s",
        operation.method,
        operation.path,
        context.outcome,
        context.attempts,
        elapsed,
        extra={
            "call_id": context.call_id,
            "operation": operation.id,
            "outcome": context.outcome,
            "attempts": context.attempts,
            "elapsed": elapsed,
        },
    )


def is_attempt_logged() -> bool:
    """Return whether attempts are logged, that is, records at the level DEBUG."""
    return logger.isEnabledFor(logging.DEBUG)


def attempt(event: AttemptEvent, headers: Mapping[str, str]) -> None:
    """Log the end of an attempt.

    The record has the attributes `call_id`, `operation` (the id), `attempt`, `status_code`, and in seconds `elapsed`
    and `wait`. `status_code` is `None` if there was no response, and `wait` is `None` if no attempt follows.

    Args:
        event: Event of the attempt.
        headers: Headers of the response; empty if there was none. Only headers of the allow-list are logged.
    """
    shown = {name: value for name, value in headers.items() if name.lower() in _HARMLESS_HEADERS}
    write(
        logger,
        logging.DEBUG,
        "%s %s, attempt %d: %s in %.3f s, %s; headers %s",
        event.method,
        event.url,
        event.attempt,
        event.error or event.status_code,
        event.elapsed,
        "over" if event.wait is None else f"next in {event.wait:.3f} s",
        shown,
        extra={
            "call_id": event.call_id,
            "operation": event.operation,
            "attempt": event.attempt,
            "status_code": event.status_code,
            "elapsed": event.elapsed,
            "wait": event.wait,
        },
    )

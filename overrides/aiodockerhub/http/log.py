"""The log: one INFO line a call, one DEBUG line an attempt; headers by allow-list, and never anything secret."""

import logging
from collections.abc import Mapping

from aiodockerhub_generated.types import Operation

from aiodockerhub.http.events import AttemptEvent

logger = logging.getLogger("aiodockerhub")

_SHOWN_HEADERS = frozenset(
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


def call(operation: Operation, outcome: object, attempts: int, elapsed: float) -> None:
    """Log the end of a call.

    Args:
        operation: What was called; its path is logged as a template, without arguments.
        outcome: Status, or what happened instead.
        attempts: How many requests were sent.
        elapsed: Seconds.
    """
    if logger.isEnabledFor(logging.INFO):
        logger.info("%s %s: %s, attempts: %d, %.3f s", operation.method, operation.path, outcome, attempts, elapsed)


def attempts_are_wanted() -> bool:
    """Whether anybody reads the lines of single attempts."""
    return logger.isEnabledFor(logging.DEBUG)


def attempt(event: AttemptEvent, headers: Mapping[str, str]) -> None:
    """Log the end of an attempt.

    Args:
        event: What happened.
        headers: Those of the response, of which only known harmless ones are logged.
    """
    shown = {name: value for name, value in headers.items() if name.lower() in _SHOWN_HEADERS}
    logger.debug(
        "%s %s, attempt %d: %s in %.3f s, %s; headers %s",
        event.method,
        event.url,
        event.attempt,
        event.error or event.status_code,
        event.elapsed,
        "over" if event.wait is None else f"next in {event.wait:.3f} s",
        shown,
    )

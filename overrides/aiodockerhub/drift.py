"""Drift: where the service's answers differ from its document, each surprise once."""

import json
import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from aiodockerhub_generated.types import Drift, DriftSink, Operation
from attrs import frozen

from aiodockerhub.error_bodies import redact
from aiodockerhub.errors import DecodeError, one_line

_logger = logging.getLogger("aiodockerhub.drift")
_MOST_EVENTS = 1000


@frozen
class DriftEvent:
    """One surprise: an answer of an operation that differs from the document in one place.

    Attributes:
        operation: Id of the operation, such as `repositories.get`.
        drift: The difference.
    """

    operation: str
    drift: Drift

    def __str__(self) -> str:
        drift = self.drift
        return f"{self.operation}: expected {drift.expected} at {drift.path}, got {_shown(drift.seen)} ({drift.kind})"


class DriftLog:
    """Collects drift: to the log, to a callback, and for a report; each (operation, path, kind) once.

    Iterate it for the events so far. At most 1,000 are kept; those beyond are counted in `dropped`.

    Args:
        on_drift: Called with each new event.
    """

    def __init__(self, on_drift: Callable[[DriftEvent], object] | None = None) -> None:
        self._on_drift = on_drift
        self._events: dict[tuple[str, str, str], DriftEvent] = {}
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[DriftEvent]:
        return iter(tuple(self._events.values()))

    def __repr__(self) -> str:
        return f"<DriftLog: {len(self)} surprises; print(hub.drift.report()) shows them>"

    def sink(self, operation: Operation, *, strict: bool) -> DriftSink:
        """What decoding an answer of an operation is to report to.

        Args:
            operation: The operation.
            strict: Whether a difference raises `DecodeError` instead.
        """
        return partial(_refuse if strict else self.record, operation.id)

    def record(self, operation: str, drift: Drift) -> None:
        """Take note of a difference.

        Args:
            operation: Id of the operation.
            drift: The difference.
        """
        key = operation, drift.path, drift.kind
        if key in self._events:
            return
        if len(self._events) >= _MOST_EVENTS:
            self.dropped += 1
            return
        event = self._events[key] = DriftEvent(operation, drift)
        _logger.warning("%s", event)
        if self._on_drift is not None:
            self._on_drift(event)


def _refuse(operation: str, drift: Drift) -> None:
    raise DecodeError(operation, drift.path, drift.expected, _shown(drift.seen))


def _shown(value: Any) -> str:
    """A value on one short line, without the secrets in it."""
    try:
        text = json.dumps(value)
    except (TypeError, ValueError):
        text = repr(value)
    return one_line(redact(text.encode()).decode("utf-8", "replace"), 80)

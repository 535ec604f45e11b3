"""The drift log of a client: records each kind of schema mismatch once."""

import ast
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from aiodockerhub_generated._redaction import SealedText
from aiodockerhub_generated.types import Drift, DriftSink, Operation
from attrs import frozen

from aiodockerhub.errors import DecodeError
from aiodockerhub.helpers.log_records import call_observer, write
from aiodockerhub.helpers.text import as_json

_logger = logging.getLogger("aiodockerhub.responses.drift_log")
_MOST_EVENTS = 1000
_LONGEST_VALUE = 80
_LAST_KEY = re.compile(r"\.(\w+)$|\['(.+)'\]$")
_JSON_TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_TYPE_NAMES = frozenset({*_JSON_TYPES.values(), "string"})
_COMPONENTS = "$.components.schemas."
_ONE_OF = "one of "


@frozen
class DriftEvent:
    """One schema mismatch of an operation.

    Attributes:
        operation: Id of the operation, such as `repositories.get`.
        drift: The schema mismatch: its JSONPath, the expected and the received value.
    """

    operation: str
    drift: Drift

    def __str__(self) -> str:
        drift = self.drift
        return f"{self.operation}: expected {drift.expected} at {drift.path}, got {_shown(drift)} ({drift.kind})"


class DriftLog:
    """The drift of all responses to one client.

    Each combination of operation, JSONPath and kind of mismatch is logged, given to `on_drift` and kept for `report`
    once. Iterating a drift log gives its events so far, at most 1,000.

    Args:
        on_drift: Called with each new event.

    Attributes:
        dropped: Number of mismatches that came when the log was full, counted anew in each response or request; they
            are neither logged, nor given to `on_drift`, nor kept.
    """

    def __init__(self, on_drift: Callable[[DriftEvent], object] | None = None) -> None:
        self._on_drift = on_drift
        self._events: dict[tuple[str, str, str], DriftEvent] = {}
        self._met = set[tuple[str, SealedText, str]]()  # as events are kept, but by paths before a secret was masked
        self.dropped: int = 0

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[DriftEvent]:
        return iter(tuple(self._events.values()))

    def __repr__(self) -> str:
        return f"<DriftLog: {len(self)} mismatches; print(hub.drift.report()) shows them>"

    def sink(self, operation: Operation, *, strict: bool) -> DriftSink:
        """Make the function that a decoder calls with each schema mismatch.

        Args:
            operation: The operation.
            strict: Whether a mismatch raises `DecodeError` instead of being recorded.
        """
        return partial(_refuse if strict else self.record, operation.id)

    def new(self, operation: Operation, drifts: Iterable[Drift]) -> Iterator[Drift]:
        """Choose the mismatches of a response that are not recorded yet.

        Args:
            operation: The operation.
            drifts: The mismatches of the response.

        Yields:
            The new ones, each once.
        """
        for drift in drifts:
            key = operation.id, SealedText(drift.path), drift.kind
            if key in self._met:
                continue
            if max(len(self._met), len(self._events)) < _MOST_EVENTS:
                self._met.add(key)
                yield drift
            else:
                self.dropped += 1

    def record(self, operation: str, drift: Drift) -> None:
        """Record a schema mismatch.

        Args:
            operation: Id of the operation.
            drift: The mismatch.
        """
        key = operation, drift.path, drift.kind
        if key in self._events:
            return
        if len(self._events) >= _MOST_EVENTS:
            self.dropped += 1
            return
        event = self._events[key] = DriftEvent(operation, drift)
        # A new key is no trouble to anybody, and there are many.
        write(_logger, logging.INFO if drift.kind == "unknown" else logging.WARNING, "%s", event)
        if self._on_drift is not None:
            call_observer(self._on_drift, event)

    def report(self) -> str:
        """Write the drift so far as an OpenAPI Overlay.

        The actions are drafts for `overrides/overlay/`: each needs the number of its discrepancy, and a look at its
        guessed schema.

        Returns:
            YAML text.
        """
        lines = [
            "overlay: 1.0.0",
            'info: {title: "Docker Hub API: drift", version: 1.0.0}',
            f"actions:{'' if self._events else ' []'}",
        ]
        actions = dict[str, list[str]]()
        for event in self:
            for action in _actions(event.drift):
                actions.setdefault(action, []).append(str(event))
        for action, reasons in actions.items():
            target, _, change = action.partition("\n")
            lines += [f"  - target: {target}", f"    description: {json.dumps('; '.join(reasons))}"]
            lines += ["    x-discrepancy: D0", *change.splitlines()]
        if self.dropped:
            lines.append(f"# not kept, as the log was full: {self.dropped}, counted anew in each response")
        return "\n".join(lines) + "\n"


def _actions(drift: Drift) -> list[str]:
    """Write the overlay actions that would make the document agree.

    An action has a target and a change, but no description.
    """
    target, key = drift.target, _key(drift.path)
    if drift.kind == "unknown":
        return [_update(target, {"properties": {key: "absent"}}, {"properties": {key: _schema(drift.received)}})]
    if drift.kind == "missing":
        return [_remove(f"{target}.required[?@ == {json.dumps(key)}]", key)]
    if drift.kind == "enum":
        return [_update(target, {"type": "string"}, {"enum": [drift.received]})]
    null = drift.kind == "null"
    if drift.reference.startswith(_COMPONENTS):  # beside which nothing counts
        reference = {"$ref": "#" + drift.reference.removeprefix("$").replace(".", "/")}
        change = {"nullable": True, "allOf": [reference]} if null else _schema(drift.received)
        return [_update(target, reference, change), _remove(f"{target}['$ref']", reference["$ref"])]
    if null:
        return [_update(target, {"nullable": "absent"}, {"nullable": True})]
    return _types(drift)


def _types(drift: Drift) -> list[str]:
    """Write the actions for a value of another type."""
    target, change = drift.target, _schema(drift.received)
    if drift.expected.startswith("date"):
        form = drift.expected.partition(" ")[0]
        removal = _remove(f"{target}.format", form)  # a format of texts only
        return [removal] if isinstance(drift.received, str) else [removal, _update(target, {"type": "string"}, change)]
    if drift.expected.startswith(_ONE_OF):
        values: list[object] = ast.literal_eval(f"[{drift.expected.removeprefix(_ONE_OF)}]")
        kind = _JSON_TYPES.get(type(values[0]), "string")
        return [_remove(f"{target}.enum", values), _update(target, {"type": kind}, change)]
    return [_update(target, {"type": drift.expected} if drift.expected in _TYPE_NAMES else {}, change)]


def _update(target: str, before: Mapping[str, object], change: Mapping[str, object]) -> str:
    return f"{target}\n    x-before: {json.dumps(before)}\n    update: {json.dumps(change)}"


def _remove(target: str, before: object) -> str:
    return f"{target}\n    x-before: {json.dumps(before)}\n    remove: true"


def _key(path: str) -> str:
    """Read the last key of a path, which is quoted if it is no identifier."""
    last = _LAST_KEY.search(path)
    if last is None:
        return ""
    return str(last[1]) if last[1] else re.sub(r"\\(.)", r"\1", str(last[2]))


def _schema(value: object) -> dict[str, object]:
    """Write a schema that a value matches."""
    if value is None:
        return {"nullable": True}
    schema: dict[str, object] = {"type": _JSON_TYPES.get(type(value), "string")}
    return {**schema, "items": {}} if schema["type"] == "array" else schema


def _refuse(operation: str, drift: Drift) -> None:
    raise DecodeError(operation, drift.path, drift.expected, _shown(drift))


def _shown(drift: Drift) -> str:
    return "nothing" if drift.kind == "missing" else as_json(drift.received, _LONGEST_VALUE)

"""The drift log: which mismatches are kept, how many, and their report."""

import ast
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import cast

from aiodockerhub_generated._masking import SealedText
from aiodockerhub_generated.types import Drift, DriftSink, Operation
from attrs import frozen

from aiodockerhub.errors import DecodeError
from aiodockerhub.helpers.arguments import check_plain_function
from aiodockerhub.helpers.log_records import call_observer, write
from aiodockerhub.helpers.text import as_json

_logger = logging.getLogger("aiodockerhub.responses.drift_log")
_MAX_EVENTS = 1000
_MAX_VALUE_CHARACTERS = 80
_MAX_SIMPLE_KEY_CHARACTERS = 1000  # YAML 1.1 and 1.2 allow 1,024 characters, with spaces, for a key without `?`
_LAST_KEY_PATTERN = re.compile(r"\.(\w+)$|\['(.+)'\]$")
_JSON_TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_TYPE_NAMES = frozenset({*_JSON_TYPES.values(), "string"})
_SCHEMAS_PREFIX = "$.components.schemas."
_ENUM_PREFIX = "one of "


@frozen
class DriftEvent:
    """A schema mismatch, and the operation in which it occurred.

    Attributes:
        operation: Id of the operation, such as `repositories.get`.
        drift: Schema mismatch, with its JSONPath, the expected type and the received value.
    """

    operation: str
    drift: Drift

    def __str__(self) -> str:
        drift = self.drift
        received = _describe_received(drift)
        return f"{self.operation}: expected {drift.expected} at {drift.path}, got {received} ({drift.kind})"


class DriftLog:
    """The drift in the responses to one client.

    A schema mismatch is a value that differs from the document, or an unknown key. An unknown scope in a request is
    also treated as a mismatch. Two mismatches are the same if they have the same operation, JSONPath and kind. The
    first of them is logged, passed to `on_drift` and kept for `report`; the same mismatch in a later response is
    ignored. A drift log keeps at most 1,000 events. Iteration over the log yields the kept events, oldest first. If the
    client has `strict=True`, a mismatch raises `DecodeError`, and the log does not change.

    Args:
        on_drift: Function that is called with each new event; `None` to call none.

    Attributes:
        dropped: Number of mismatches that occurred after the log was full. They are not logged, not passed to
            `on_drift` and not kept. A mismatch that occurs in several responses is counted for each response.
    """

    def __init__(self, on_drift: Callable[[DriftEvent], object] | None = None) -> None:
        check_plain_function("on_drift", on_drift)
        self._on_drift = on_drift
        self._events: dict[tuple[str, str, str], DriftEvent] = {}
        # Like the keys of `_events`, but the paths still contain the secrets of the request, which `_events` masks.
        self._recorded_keys = set[tuple[str, SealedText, str]]()
        self.dropped: int = 0

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[DriftEvent]:
        return iter(tuple(self._events.values()))

    def __repr__(self) -> str:
        return f"<DriftLog: {len(self)} mismatches; print(hub.drift.report()) shows them>"

    def sink(self, operation: Operation, *, strict: bool) -> DriftSink:
        """Return a function that records a schema mismatch, or raises an error.

        Args:
            operation: Operation whose request or response has the mismatch.
            strict: Whether the function raises `DecodeError` instead of recording the mismatch.
        """
        return partial(_raise_decode_error if strict else self.record, operation.id)

    def new(self, operation: Operation, drifts: Iterable[Drift]) -> Iterator[Drift]:
        """Yield the mismatches of a response that are new to the log.

        The caller must pass each yielded mismatch to `record`, after masking the secrets of the request in it.

        Args:
            operation: Operation of the response.
            drifts: Mismatches in the response.

        Yields:
            The mismatches that no earlier response had, without duplicates. Nothing is yielded if the log is full.
        """
        for drift in drifts:
            key = operation.id, SealedText(drift.path), drift.kind
            if key in self._recorded_keys:
                continue
            if max(len(self._recorded_keys), len(self._events)) < _MAX_EVENTS:
                self._recorded_keys.add(key)
                yield drift
            else:
                self.dropped += 1

    def record(self, operation: str, drift: Drift) -> None:
        """Keep a new mismatch, write a log record, and call `on_drift`.

        A mismatch that is kept already is skipped. If the drift log is full, a new mismatch is only counted in
        `dropped`.

        Args:
            operation: Id of the operation.
            drift: Mismatch to record.
        """
        key = operation, drift.path, drift.kind
        if key in self._events:
            return
        if len(self._events) >= _MAX_EVENTS:
            self.dropped += 1
            return
        event = self._events[key] = DriftEvent(operation, drift)
        # Unknown keys are frequent and break no program, so they are not worth a warning.
        write(_logger, logging.INFO if drift.kind == "unknown" else logging.WARNING, "%s", event)
        if self._on_drift is not None:
            call_observer("on_drift", self._on_drift, event)

    def report(self) -> str:
        """Write the recorded drift as an OpenAPI Overlay.

        The actions are drafts for `overrides/overlay/`. Before you use an action, set the number of its discrepancy and
        check its schema, which is guessed from one value.

        Returns:
            The overlay as YAML text.
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
            lines.append(f"# not kept, because the log was full: {self.dropped}, counted again in each response")
        return "\n".join(lines) + "\n"


def _actions(drift: Drift) -> list[str]:
    """Write the overlay actions that make Docker's document match a value.

    Returns:
        The YAML text of each action. The first line is the target, and the other lines are the change. `report` adds
        the description.
    """
    target, key = drift.target, _last_key(drift.path)
    if drift.kind == "unknown":
        return [
            _update_action(target, {"properties": {key: "absent"}}, {"properties": {key: _schema_of(drift.received)}})
        ]
    if drift.kind == "missing":
        return [_remove_action(f"{target}.required[?@ == {json.dumps(key)}]", key)]
    if drift.kind == "enum":
        return [_update_action(target, {"type": "string"}, {"enum": [drift.received]})]
    null = drift.kind == "null"
    if drift.reference.startswith(_SCHEMAS_PREFIX):  # the target is a `$ref`, whose siblings are ignored
        reference = {"$ref": "#" + drift.reference.removeprefix("$").replace(".", "/")}
        change = {"nullable": True, "allOf": [reference]} if null else _schema_of(drift.received)
        return [_update_action(target, reference, change), _remove_action(f"{target}['$ref']", reference["$ref"])]
    if null:
        return [_update_action(target, {"nullable": "absent"}, {"nullable": True})]
    return _type_actions(drift)


def _type_actions(drift: Drift) -> list[str]:
    """Write overlay actions for a value of another type or format.

    `_actions` handles all other kinds of mismatch.
    """
    target, change = drift.target, _schema_of(drift.received)
    if drift.expected.startswith("date"):
        form = drift.expected.partition(" ")[0]
        removal = _remove_action(f"{target}.format", form)  # an integer also needs another `type`
        return (
            [removal]
            if isinstance(drift.received, str)
            else [removal, _update_action(target, {"type": "string"}, change)]
        )
    if drift.expected.startswith(_ENUM_PREFIX):
        values: list[object] = ast.literal_eval(f"[{drift.expected.removeprefix(_ENUM_PREFIX)}]")
        kind = _JSON_TYPES.get(type(values[0]), "string")
        return [_remove_action(f"{target}.enum", values), _update_action(target, {"type": kind}, change)]
    return [_update_action(target, {"type": drift.expected} if drift.expected in _TYPE_NAMES else {}, change)]


def _update_action(target: str, before: Mapping[str, object], change: Mapping[str, object]) -> str:
    return f"{target}\n    x-before: {_in_yaml(before)}\n    update: {_in_yaml(change)}"


def _in_yaml(value: object) -> str:
    """Write a JSON value as YAML on one line."""
    if not isinstance(value, Mapping):
        return json.dumps(value)
    pairs = list[str]()
    for key, item in cast("Mapping[str, object]", value).items():
        name = json.dumps(key)
        mark = "? " if len(name) > _MAX_SIMPLE_KEY_CHARACTERS else ""
        pairs.append(f"{mark}{name}: {_in_yaml(item)}")
    return f"{{{', '.join(pairs)}}}"


def _remove_action(target: str, before: object) -> str:
    return f"{target}\n    x-before: {json.dumps(before)}\n    remove: true"


def _last_key(path: str) -> str:
    """Return the last key of a JSONPath without quotes, or empty text."""
    last = _LAST_KEY_PATTERN.search(path)
    if last is None:
        return ""
    return str(last[1]) if last[1] else re.sub(r"\\(.)", r"\1", str(last[2]))


def _schema_of(value: object) -> dict[str, object]:
    """Return a schema for the type of a value, such as `{"type": "string"}`."""
    if value is None:
        return {"nullable": True}
    schema: dict[str, object] = {"type": _JSON_TYPES.get(type(value), "string")}
    return {**schema, "items": {}} if schema["type"] == "array" else schema


def _raise_decode_error(operation: str, drift: Drift) -> None:
    raise DecodeError(operation, drift.path, drift.expected, _describe_received(drift))


def _describe_received(drift: Drift) -> str:
    return "nothing" if drift.kind == "missing" else as_json(drift.received, _MAX_VALUE_CHARACTERS)

"""The drift of one response: each schema mismatch once, with its location."""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import attrs

from ._annotations import Field
from ._base_model import BaseModel, schema_of
from ._drift import Drift, DriftSink
from ._json import WrongTypeError
from ._printable import printable
from ._redaction import without_secret, without_secrets
from ._secret_names import is_secret

_LONGEST_KEY = 100
MOST_DIFFERENCES = 50_000
"""Differences that are told of one response, repeated ones included; each takes time, and so many are no drift."""

Difference: TypeAlias = Literal["missing", "null", "type", "enum", "unknown"]


class ResponseDrift:
    """The drift of one response: passes each mismatch to the sink once.

    Args:
        sink: Receives the drifts.
    """

    def __init__(self, sink: DriftSink | None) -> None:
        self.sink = sink
        self._check_ended: Callable[[], None] | None = getattr(sink, "check_ended", None)
        self.unknown: dict[type[BaseModel], dict[str, Any]] = {}
        self._reported: set[tuple[str, str, str]] = set()
        self._left = MOST_DIFFERENCES

    def report(self, location: "Location", kind: Difference, expected: str, received: Any, reference: str = "") -> None:
        """Report a difference, unless it was reported before.

        Args:
            location: The location of the value.
            kind: The kind of difference.
            expected: What the document promises.
            received: The value; `None` for a missing key.
            reference: JSONPath of the schema that the schema of the location refers to.

        Raises:
            WrongTypeError: The response has more than `MOST_DIFFERENCES`.
        """
        self._left -= 1
        if self._left < 0:
            raise too_many_differences()
        if self._check_ended is not None:
            self._check_ended()
        key = (location.path, kind, received if kind == "enum" else "")
        if self.sink is None or key in self._reported:
            return
        self._reported.add(key)
        shown = without_secret(received) if location.secret else without_secrets(received)
        path, target = location.path, location.target
        self.sink(Drift(path=path, expected=expected, received=shown, kind=kind, target=target, reference=reference))


def too_many_differences() -> WrongTypeError:
    """Make the error of a response that differs almost everywhere."""
    return WrongTypeError("$", "what the document describes", f"more than {MOST_DIFFERENCES:,} differences from it")


@attrs.frozen
class Location:
    """The location of a value, in the response and in the document.

    Attributes:
        path: JSONPath in the response.
        target: JSONPath of the schema in the document.
        reporter: Receives the differences.
        secret: Whether the value is to be hidden.
    """

    path: str
    target: str
    reporter: ResponseDrift
    secret: bool = False

    def key(self, key: str) -> "Location":
        """Give the location of a key without a schema of its own."""
        return Location(self.path + path_step(key), self.target, self.reporter, is_secret(key))

    def field(self, field: Field) -> "Location":
        """Give the location of an attribute."""
        target = f"{field.owner}.properties{path_step(field.key)}"
        return Location(self.path + path_step(field.key), target, self.reporter, field.secret)

    def below(self, path: str, schema: str) -> "Location":
        """Give the location of items or values."""
        return Location(self.path + path, f"{self.target}.{schema}", self.reporter, self.secret)

    def at(self, path: str, model: type[BaseModel]) -> "Location":
        """Give the location of a nested model."""
        return Location(self.path + path, schema_of(model).path, self.reporter, self.secret)

    def differs(self, kind: Difference, expected: str, received: Any, reference: str = "") -> None:
        """Report a difference here; see `ResponseDrift.report`."""
        self.reporter.report(self, kind, expected, received, "" if reference == self.target else reference)


def path_step(key: str) -> str:
    """Write the step of a JSONPath to a key."""
    if key.isidentifier() and key.isascii():
        return f".{key}"
    short = key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…"
    escaped = short.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{printable(escaped)}']"  # paths of drift are logged

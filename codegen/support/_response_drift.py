"""The drift of a response: each schema mismatch once, with its location."""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import attrs

from ._annotations import Field
from ._drift import Drift, DriftSink
from ._json import WrongTypeError
from ._masking import without_secret, without_secrets
from ._model_attributes import BaseModel, schema_of
from ._printable import printable
from ._secret_names import is_secret

_MAX_KEY_LENGTH = 100  # characters of a key in a path
MAX_MISMATCHES = 50_000
"""Maximum number of schema mismatches in a response, including unknown keys and repeated mismatches. Reporting them
takes time, and a response with more schema mismatches does not belong to the operation."""

MismatchKind: TypeAlias = Literal["missing", "null", "type", "enum", "unknown"]


class ResponseDrift:
    """The drift of a response: passes each schema mismatch to the sink once.

    Args:
        sink: Function that is called with a `Drift` for each mismatch; `None` to report nothing.

    Attributes:
        sink: The sink; `None` if nothing is reported.
        unknown: The unknown keys of the response and their values, by model.
    """

    def __init__(self, sink: DriftSink | None) -> None:
        self.sink = sink
        self._check_ended: Callable[[], None] | None = getattr(sink, "check_ended", None)
        self.unknown: dict[type[BaseModel], dict[str, Any]] = {}
        self._reported: set[tuple[str, str, str]] = set()
        self._left = MAX_MISMATCHES

    def report(
        self, location: "Location", kind: MismatchKind, expected: str, received: Any, reference: str = ""
    ) -> None:
        """Report a schema mismatch, unless it was reported before.

        Two mismatches are the same if path and kind are the same and, for an enumeration, also the received value.

        Args:
            location: Location of the value.
            kind: Kind of the schema mismatch, as in `Drift.kind`.
            expected: Type or format that the document states.
            received: The received value; `None` for a missing key.
            reference: JSONPath of the schema to which the schema of the location refers; empty, the default, if it is
                not a reference.

        Raises:
            TooManyMismatchesError: The response has more than `MAX_MISMATCHES` schema mismatches.
            Exception: The sink or its `check_ended` raised this exception.
        """
        self._left -= 1
        if self._left < 0:
            raise TooManyMismatchesError
        if self._check_ended is not None:
            self._check_ended()
        key = (location.path, kind, received if kind == "enum" else "")
        if self.sink is None or key in self._reported:
            return
        self._reported.add(key)
        shown = without_secret(received) if location.secret else without_secrets(received, reasons=False)
        path, target = location.path, location.target
        self.sink(Drift(path=path, expected=expected, received=shown, kind=kind, target=target, reference=reference))


class TooManyMismatchesError(WrongTypeError):
    """A response has more than `MAX_MISMATCHES` schema mismatches."""

    def __init__(self) -> None:
        super().__init__("$", "what the document describes", f"more than {MAX_MISMATCHES:,} schema mismatches")


@attrs.frozen
class Location:
    """The location of a value, in the response and in the document.

    Attributes:
        path: JSONPath in the response.
        target: JSONPath of the schema in the document.
        reporter: Object to which schema mismatches are reported.
        secret: Whether the texts in the value must be hidden; `False` by default.
    """

    path: str
    target: str
    reporter: ResponseDrift
    secret: bool = False

    def key(self, key: str) -> "Location":
        """Return the location of an unknown or missing key of an object.

        The target is that of the object.
        """
        return Location(self.path + path_step(key), self.target, self.reporter, self.secret or is_secret(key))

    def field(self, field: Field) -> "Location":
        """Return the location of the value of an attribute."""
        target = f"{field.owner}.properties{path_step(field.key)}"
        return Location(self.path + path_step(field.key), target, self.reporter, field.secret or is_secret(field.key))

    def below(self, path: str, schema: str) -> "Location":
        """Return the location of the items of an array or the values of a map.

        Args:
            path: JSONPath step to the items or values.
            schema: Key of their schema, `items` or `additionalProperties`.

        Returns:
            The location that all items or values share.
        """
        return Location(self.path + path, f"{self.target}.{schema}", self.reporter, self.secret)

    def at(self, path: str, model: type[BaseModel]) -> "Location":
        """Return the location of a nested model.

        Args:
            path: JSONPath steps to the model.
            model: The type of the model.

        Returns:
            The location, whose target is the schema of the model.
        """
        return Location(self.path + path, schema_of(model).path, self.reporter, self.secret)

    def report_mismatch(self, kind: MismatchKind, expected: str, received: Any, reference: str = "") -> None:
        """Report a schema mismatch at this location; see `ResponseDrift.report`."""
        self.reporter.report(self, kind, expected, received, "" if reference == self.target else reference)


def path_step(key: str) -> str:
    """Write the step of a JSONPath to a key, such as `.name` or `['a-b']`.

    A key is cut after 100 characters, and stands in brackets then.
    """
    is_short = len(key) <= _MAX_KEY_LENGTH
    if is_short and key.isidentifier() and key.isascii():
        return f".{key}"
    short = key if is_short else f"{key[:_MAX_KEY_LENGTH]}…"
    escaped = short.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{printable(escaped)}']"  # printable, because drift is logged with its path

"""Decoders of answers that are not a single model."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, TypeVar

import attrs

from ._calls import JSON
from ._drift import Drift, DriftSink
from ._json import is_array, is_object, read_json
from ._model import ModelT
from ._unset import Unset

T = TypeVar("T")


def truth(payload: Any, _drift: DriftSink | None = None) -> bool:
    """Decode the answer to HEAD, which the sender has judged by its status already."""
    return bool(payload)


def nothing(_payload: Any, _drift: DriftSink | None = None) -> None:
    """Decode an answer that has no body, or none that means anything."""


def text(payload: Any, _drift: DriftSink | None = None) -> str:
    """Decode an answer in plain text."""
    return str(payload)


def anything(payload: bytes, _drift: DriftSink | None = None) -> JSON:
    """Decode an answer of which the document only says that it is JSON."""
    value: JSON = read_json(payload)
    return value


def mapping(payload: bytes, drift: DriftSink | None = None) -> dict[str, JSON]:
    """Decode an answer of which the document only says that it is an object; any other is taken for an empty one."""
    value: Any = read_json(payload)
    if is_object(value):
        return value
    _tell(drift, "object", value, "$")
    return {}


def list_of(model: type[ModelT]) -> Callable[[bytes, DriftSink | None], list[ModelT]]:
    """Make the decoder of a bare array.

    Args:
        model: What its items are.

    Returns:
        A decoder that takes an answer which is no array for an empty one, and tells the sink so.
    """

    def decode_list(payload: bytes, drift: DriftSink | None = None) -> list[ModelT]:
        value: Any = read_json(payload)
        if is_array(value):
            told = None if drift is None else partial(_of_item, drift)
            return [model.from_dict(item, told) for item in value]
        _tell(drift, "array", value, "")
        return []

    return decode_list


def items(found: list[T] | Unset | None) -> list[T]:
    """Take the items out of a page, where anything may stand if the service sends something odd.

    Args:
        found: What the page has under their key.

    Returns:
        The items; none if that is no array, of which the decoder of the page has told the sink.
    """
    return found if isinstance(found, list) else []


def _tell(drift: DriftSink | None, expected: str, seen: Any, target: str) -> None:
    if drift is not None:
        kind: Literal["null", "type"] = "null" if seen is None else "type"
        drift(Drift(path="$", expected=expected, seen=seen, kind=kind, target=target))


def _of_item(drift: DriftSink, told: Drift) -> None:
    drift(attrs.evolve(told, path=f"$[*]{told.path.removeprefix('$')}"))

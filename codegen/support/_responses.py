"""Decoders of responses that are not a single model."""

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
    """Decode the response to HEAD, which the sender has judged by its status already."""
    return bool(payload)


def nothing(_payload: Any, _drift: DriftSink | None = None) -> None:
    """Decode a response without a body, or with one that means nothing."""


def text(payload: Any, _drift: DriftSink | None = None) -> str:
    """Decode a response in plain text."""
    return str(payload)


def anything(payload: bytes, _drift: DriftSink | None = None) -> JSON:
    """Decode a response that is documented as any JSON."""
    value: JSON = read_json(payload)
    return value


def mapping(payload: bytes, drift: DriftSink | None = None) -> dict[str, JSON]:
    """Decode a response that is documented as any object; any other value is taken for an empty one."""
    value: Any = read_json(payload)
    if is_object(value):
        return value
    _tell(drift, "object", value, "$")
    return {}


def list_of(model: type[ModelT]) -> Callable[[bytes, DriftSink | None], list[ModelT]]:
    """Make the decoder of a bare array.

    Args:
        model: The type of its items.

    Returns:
        A decoder that takes any other value for an empty array, and reports it.
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
    """Take the items out of a page, where any value may stand.

    Args:
        found: The value under their key.

    Returns:
        The items; none if the value is not an array, which the decoder of the page has reported.
    """
    return found if isinstance(found, list) else []


def _tell(drift: DriftSink | None, expected: str, seen: Any, target: str) -> None:
    if drift is not None:
        kind: Literal["null", "type"] = "null" if seen is None else "type"
        drift(Drift(path="$", expected=expected, seen=seen, kind=kind, target=target))


def _of_item(drift: DriftSink, told: Drift) -> None:
    drift(attrs.evolve(told, path=f"$[*]{told.path.removeprefix('$')}"))

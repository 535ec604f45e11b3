"""Decoders of answers that are not a single model."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, TypeGuard, TypeVar

import attrs

from ._calls import JSON
from ._decoding import Drift, DriftSink
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


def anything(payload: Any, _drift: DriftSink | None = None) -> JSON:
    """Decode an answer of which the document only says that it is JSON."""
    value: JSON = payload
    return value


def mapping(payload: Any, drift: DriftSink | None = None) -> dict[str, JSON]:
    """Decode an answer of which the document only says that it is an object; any other is taken for an empty one."""
    value: dict[str, JSON] = payload
    if isinstance(payload, dict):
        return value
    if drift is not None:
        kind: Literal["null", "type"] = "null" if payload is None else "type"
        drift(Drift(path="$", expected="object", seen=payload, kind=kind, target="$"))
    return {}


def list_of(decode: Callable[[Any, DriftSink | None], T]) -> Callable[[Any, DriftSink | None], list[T]]:
    """Make the decoder of a bare array.

    Args:
        decode: The decoder of one item.

    Returns:
        A decoder that takes an answer which is no array for an empty one, and tells the sink so.
    """

    def decode_list(payload: Any, drift: DriftSink | None = None) -> list[T]:
        if _is_list(payload):
            told = None if drift is None else partial(_of_item, drift)
            return [decode(item, told) for item in payload]
        if drift is not None:
            kind: Literal["null", "type"] = "null" if payload is None else "type"
            drift(Drift(path="$", expected="array", seen=payload, kind=kind, target=""))
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


def _of_item(drift: DriftSink, told: Drift) -> None:
    drift(attrs.evolve(told, path=f"$[*]{told.path.removeprefix('$')}"))


def _is_list(payload: object) -> TypeGuard[list[Any]]:
    return isinstance(payload, list)

"""Brings answers that come in two forms into the one that their model describes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from ._decoding import DriftSink

T = TypeVar("T")


def adapted(
    decode: Callable[[Any, DriftSink | None], T],
    *,
    aliases: Mapping[str, str] | None = None,
    array_of: str | None = None,
    nested_in: str | None = None,
    one_or_many: Sequence[str] = (),
) -> Callable[[Any, DriftSink | None], T]:
    """Put a preparation of the answer before its decoder.

    Args:
        decode: The decoder of the prepared answer.
        aliases: Other names of keys, each with the name that the model knows; the known name wins if both are there.
        array_of: The key that a bare array belongs under.
        nested_in: The key under which the whole object may stand once more.
        one_or_many: Keys of arrays whose only item may come without the array around it.

    Returns:
        A decoder that takes either form; anything else reaches `decode` unchanged, which reports it.
    """

    def decode_adapted(payload: Any, drift: DriftSink | None = None) -> T:
        return decode(_adapt(payload, aliases or {}, array_of, nested_in, one_or_many), drift)

    return decode_adapted


def _adapt(
    payload: Any, aliases: Mapping[str, str], array_of: str | None, nested_in: str | None, one_or_many: Sequence[str]
) -> Any:
    if array_of is not None and isinstance(payload, list):
        wrapped: dict[str, Any] = {array_of: payload}
        return wrapped
    if not isinstance(payload, dict):
        return payload
    given = cast("dict[str, Any]", payload)
    if nested_in is not None and isinstance(inner := given.get(nested_in), dict):
        given = cast("dict[str, Any]", inner)
    adapted_payload = dict(given)
    for alias, name in aliases.items():
        if alias in given and name not in given:
            adapted_payload[name] = adapted_payload.pop(alias)
    for key in one_or_many:
        if isinstance(given.get(key), dict):
            adapted_payload[key] = [given[key]]
    return adapted_payload

"""Adapts responses that the service sends in several forms to their model."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast

from ._drift import DriftSink
from ._json import read_json
from ._model_methods import ModelT


def adapting_decoder(
    model: type[ModelT],
    *,
    aliases: Mapping[str, str] | None = None,
    array_of: str | None = None,
    nested_in: str | None = None,
    one_or_many: Sequence[str] = (),
) -> Callable[[bytes, DriftSink | None], ModelT]:
    """Make the decoder of a response that the service sends in several forms.

    Args:
        model: The type of the model.
        aliases: For each other name that a key may have in the response: the model's name for it; none by default. If
            the response has both, the model's key is used, and the other one is an unknown key.
        array_of: Key of the model for the array, if the response may be the array itself; `None`, the default, if it
            may not.
        nested_in: Key of the response that may contain the whole object; `None`, the default, if there is none.
        one_or_many: Keys of arrays that may be a single object without the array; none by default.

    Returns:
        A decoder that can be pickled. It accepts these forms and their combinations, and passes any other JSON to the
        model unchanged. It raises `NotJSONError` if the payload is not JSON, and `WrongTypeError` if the JSON is
        neither an object nor the array of `array_of`, or has more than 50,000 schema mismatches.
    """
    # A partial of a function can be pickled; a closure cannot.
    adapt = partial(
        _adapt_payload, aliases=aliases or {}, array_of=array_of, nested_in=nested_in, one_or_many=tuple(one_or_many)
    )
    return partial(_decode_adapted, model, adapt)


def _decode_adapted(
    model: type[ModelT], adapt: Callable[[Any], Any], payload: bytes, drift: DriftSink | None = None
) -> ModelT:
    return model.from_dict(adapt(read_json(payload)), drift)


def _adapt_payload(
    payload: Any, aliases: Mapping[str, str], array_of: str | None, nested_in: str | None, one_or_many: Sequence[str]
) -> Any:
    """Change a JSON value of either form to the form of the model."""
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

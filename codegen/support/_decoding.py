"""Decodes JSON into models: by the fast decoder, or else the lenient one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from . import _lenient_decoder
from ._drift import DriftSink
from ._fast_decoder import SCHEMA_MISMATCHES, convert, parse
from ._json import MAX_DEPTH, WrongTypeError, is_object, nested_levels, read_json
from ._masking import hidden
from ._model_attributes import BaseModelT, from_structs
from ._unknown_keys import UnknownKeys
from .arguments import described
from .errors import ArgumentTypeError


def from_json(model: type[BaseModelT], data: bytes | str, drift: DriftSink | None) -> BaseModelT:
    """Decode JSON; see `Model.from_json`.

    Args:
        model: The type of the model.
        data: The JSON as text, or as bytes in UTF-8.
        drift: Function that is called with each schema mismatch, only once for equal mismatches of several items;
            `None` to report nothing.

    Returns:
        The model.

    Raises:
        ArgumentTypeError: The data is neither bytes nor text.
        NotJSONError: The data is not JSON, is nested more than 100 levels deep, or has an integer of more than 4,300
            digits.
        WrongTypeError: The value is not an object, or has more than 50,000 schema mismatches.
        Exception: `drift` raised this exception.
    """
    return _decode_source(model, data if isinstance(data, bytes) else _to_bytes(data), parse, read_json, drift)


def from_value(model: type[BaseModelT], value: Any, drift: DriftSink | None) -> BaseModelT:
    """Decode a JSON value; see `Model.from_dict`.

    Args:
        model: The type of the model.
        value: The JSON value.
        drift: Function that is called with each schema mismatch, only once for equal mismatches of several items;
            `None` to report nothing.

    Returns:
        The model.

    Raises:
        WrongTypeError: The value is not an object, has a key that is not text, more than 100 levels, or more than
            50,000 mismatches.
        Exception: `drift` raised this exception.
    """
    _check(value)  # before the fast decoder, which checks neither keys nor depth of values without a documented type
    return _decode_source(model, value, convert, _unchanged, drift)


def _to_bytes(data: object) -> bytes:
    """Return text or a bytearray as bytes, hidden because it may have secrets."""
    if isinstance(data, str):
        return hidden(data.encode(errors="surrogatepass"))  # allows halves of surrogate pairs, as `json.loads` does
    if isinstance(data, bytearray):
        return hidden(bytes(data))
    raise ArgumentTypeError(
        f"data: expected bytes or str, got {described(data)}; use from_dict for a parsed value", argument="data"
    )


def _decode_source(
    model: type[BaseModelT],
    source: Any,
    read_struct: Callable[[type[BaseModelT], Any], Any],
    read_value: Callable[[Any], Any],
    drift: DriftSink | None,
) -> BaseModelT:
    """Decode JSON or a JSON value.

    Args:
        model: The type of the model.
        source: The JSON, or the JSON value.
        read_struct: Function that makes a struct of the source, for the fast decoder.
        read_value: Function that makes a JSON value of the source, for the lenient decoder.
        drift: Function that is called with each schema mismatch; `None` to report nothing.
    """
    unknown = None if drift is None else UnknownKeys()
    try:
        decoded = from_structs(model, (read_struct(model, source),), unknown)[0]
    except SCHEMA_MISMATCHES:
        decoded = None
    if decoded is None:  # outside of the handler, so that an error of the sink does not get the mismatch as its context
        return _lenient_decoder.decode(model, read_value(source), drift)
    if unknown and drift is not None:
        _lenient_decoder.report_unknown_keys(model, partial(read_value, source), unknown, drift)
    return decoded


def _unchanged(value: Any) -> Any:
    return value


def _check(value: Any) -> None:
    """Check that a JSON value has text as keys, and is not too deep.

    Raises:
        WrongTypeError: A key is not text, such as a number in a value that was read from YAML. Or the value has more
            than 100 levels, for example because it contains itself.
    """
    for depth, level in enumerate(nested_levels(value), 1):
        if depth > MAX_DEPTH:
            raise WrongTypeError("$", f"at most {MAX_DEPTH} levels of arrays and objects", "more")
        for part in level:
            _check_keys(part)


def _check_keys(value: Any) -> None:
    """Refuse an object with a key that is not text."""
    for key in value if is_object(value) else ():
        if not isinstance(key, str):  # pyright: ignore[reportUnnecessaryIsInstance] - the type is of valid JSON
            raise WrongTypeError("$", "JSON, whose keys are text", f"an object with a key of type {type(key).__name__}")

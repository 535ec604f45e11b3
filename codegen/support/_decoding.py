"""Decodes JSON into models: by the fast decoder, and by the lenient decoder where a value does not match the schema."""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

from . import _lenient_decoder
from ._base_model import BaseModelT, from_structs
from ._drift import DriftSink
from ._fast_decoder import SCHEMA_MISMATCHES, convert, parse
from ._json import read_json
from ._unknown_keys import UnknownKeys


def from_json(model: type[BaseModelT], data: bytes, drift: DriftSink | None) -> BaseModelT:
    """Decode JSON; see `Model.from_json`.

    Args:
        model: The type of the model.
        data: The JSON.
        drift: Receives every difference from the document, each once.

    Returns:
        The model.

    Raises:
        NotJSONError: The data is not JSON.
        WrongTypeError: It is not an object.
    """
    return _decode(model, partial(parse, model, data), partial(read_json, data), drift)


def from_value(model: type[BaseModelT], value: Any, drift: DriftSink | None) -> BaseModelT:
    """Decode a JSON value; see `Model.from_dict`.

    Args:
        model: The type of the model.
        value: The JSON value.
        drift: Receives every difference from the document, each once.

    Returns:
        The model.

    Raises:
        WrongTypeError: The value is not an object.
    """
    return _decode(model, partial(convert, model, value), lambda: value, drift)


def _decode(
    model: type[BaseModelT], read_struct: Callable[[], Any], read_value: Callable[[], Any], drift: DriftSink | None
) -> BaseModelT:
    unknown = None if drift is None else UnknownKeys()
    decoded: BaseModelT | None = None
    with contextlib.suppress(*SCHEMA_MISMATCHES):
        decoded = from_structs(model, (read_struct(),), unknown)[0]
    if decoded is None:  # outside of any handler, so that what the sink raises has no context
        return _lenient_decoder.decode(model, read_value(), drift)
    if unknown and drift is not None:
        _lenient_decoder.report_unknown_keys(model, read_value, unknown, drift)
    return decoded

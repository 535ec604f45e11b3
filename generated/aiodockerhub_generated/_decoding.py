"""Makes models of JSON: at full speed where it is as documented, tolerantly where it is not."""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

from . import _tolerance
from ._drift import DriftSink
from ._json import read_json
from ._model import ModelT
from ._structs import SCHEMA_MISMATCHES, Unknown, convert, parse


def from_json(model: type[ModelT], data: bytes, drift: DriftSink | None) -> ModelT:
    """Make a model of JSON; see `Model.from_json`.

    Args:
        model: The model.
        data: The JSON.
        drift: Is handed every difference from the document, each once.

    Returns:
        The model.

    Raises:
        NotJSONError: The data is no JSON.
    """
    return _read(model, partial(parse, model, data), partial(read_json, data), drift)


def from_value(model: type[ModelT], value: Any, drift: DriftSink | None) -> ModelT:
    """Make a model of a JSON value; see `Model.from_dict`.

    Args:
        model: The model.
        value: The JSON value.
        drift: Is handed every difference from the document, each once.

    Returns:
        The model.
    """
    return _read(model, partial(convert, model, value), lambda: value, drift)


def _read(model: type[ModelT], parsed: Callable[[], Any], loaded: Callable[[], Any], drift: DriftSink | None) -> ModelT:
    unknown = None if drift is None else Unknown()
    decoded: ModelT | None = None
    with contextlib.suppress(*SCHEMA_MISMATCHES):
        decoded = model.from_structs((parsed(),), unknown)[0]
    if decoded is None:  # outside of any handler, so that what the sink raises has no context
        return _tolerance.decode(model, loaded(), drift)
    if unknown and drift is not None:
        _tolerance.report(model, loaded, unknown, drift)
    return decoded

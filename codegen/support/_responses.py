"""Decoders of responses that are not a single model, and of page items.

Each decoder is a plain function or a `functools.partial` of one, so that calls pickle.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, TypeVar

import attrs

from ._annotations import value_type
from ._base_model import schema_of
from ._calls import JSON
from ._drift import Drift, DriftSink
from ._json import WrongTypeError, is_array, is_object, read_json, type_name
from ._lenient_decoder import decode_value
from ._model import Model, ModelT

T = TypeVar("T")


def truth(payload: Any, _drift: DriftSink | None = None) -> bool:
    """Decode the response to HEAD, whose payload is a boolean."""
    return bool(payload)


def nothing(_payload: Any, _drift: DriftSink | None = None) -> None:
    """Decode a response without a body, or with a body of no meaning."""


def text(payload: Any, _drift: DriftSink | None = None) -> str:
    """Decode a response in plain text."""
    return str(payload)


def anything(payload: bytes, _drift: DriftSink | None = None) -> JSON:
    """Decode a response that is documented as any JSON."""
    value: JSON = read_json(payload)
    return value


def mapping(payload: bytes, _drift: DriftSink | None = None) -> dict[str, JSON]:
    """Decode an object without documented properties.

    Args:
        payload: The JSON.

    Returns:
        The object.

    Raises:
        NotJSONError: The payload is not JSON.
        WrongTypeError: The value is not an object.
    """
    value: Any = read_json(payload)
    if not is_object(value):
        raise WrongTypeError("$", "object", type_name(value))
    return value


def content(payload: Any, _drift: DriftSink | None = None) -> bytes:
    """Decode a response of an unknown media type: its bytes."""
    return bytes(payload)


def decoded_text(payload: bytes, _drift: DriftSink | None = None) -> str:
    """Decode plain text of an operation that also has other responses."""
    return payload.decode("utf-8", "replace")


def typed(hint: Any, target: str) -> Callable[[bytes, DriftSink | None], Any]:
    """Make the decoder of any type, such as a union or a map of models.

    Args:
        hint: The type.
        target: JSONPath of its schema.

    Returns:
        A decoder that pickles. It raises `WrongTypeError` for a value of another type, and calls the sink with each
        mismatch inside the value.
    """
    return partial(_decode_typed, hint, target)


def _decode_typed(hint: Any, target: str, payload: bytes, drift: DriftSink | None = None) -> Any:
    value, allowed = read_json(payload), value_type(hint)
    accepted = (value is None and allowed.nullable) or any(option.accepts(value) for option in allowed.options)
    if allowed.options and not accepted:
        raise WrongTypeError("$", allowed.name, type_name(value))
    return decode_value(allowed, value, target, drift)


def list_of(model: type[ModelT]) -> Callable[[bytes, DriftSink | None], list[ModelT]]:
    """Make the decoder of a bare array.

    Args:
        model: The model of its items.

    Returns:
        A decoder. An item that is not an object stays as received, and the sink is called with the mismatch. A response
        that is not an array raises `WrongTypeError`.
    """
    return partial(_decode_list, model)


def _decode_list(model: type[ModelT], payload: bytes, drift: DriftSink | None = None) -> list[ModelT]:
    value: Any = read_json(payload)
    if not is_array(value):
        raise WrongTypeError("$", "array", type_name(value))
    report = None if drift is None else partial(_report_item, drift)
    return [model.from_dict(item, report) if is_object(item) else _odd_item(model, item, report) for item in value]


def _odd_item(model: type[Model], item: Any, report: DriftSink | None) -> Any:
    if report is not None:
        kind: Literal["null", "type"] = "null" if item is None else "type"
        report(Drift(path="$", expected="object", received=item, kind=kind, target=schema_of(model).path))
    return item


def _report_item(drift: DriftSink, reported: Drift) -> None:
    drift(attrs.evolve(reported, path=f"$[*]{reported.path.removeprefix('$')}"))


def items_of(attribute: str, *, nullable: bool = False) -> Callable[[Any], list[Any]]:
    """Make the function that takes the items out of a page.

    Args:
        attribute: The attribute of the page that holds them.
        nullable: Whether null means that there are none.

    Returns:
        A function that gives the list, and raises `WrongTypeError` if the attribute holds none.
    """
    return partial(_items_or_none if nullable else _items, attribute)


def _items_or_none(attribute: str, page: Model) -> list[Any]:
    return [] if getattr(page, attribute) is None and page.has(attribute) else _items(attribute, page)


def _items(attribute: str, page: Model) -> list[Any]:
    items = getattr(page, attribute)
    if not isinstance(items, list):
        raise WrongTypeError(
            f"$.{schema_of(page).key(attribute)}", "array", type_name(items) if page.has(attribute) else "nothing"
        )
    return items  # pyright: ignore[reportUnknownVariableType] # as the model declares them


def itself(page: list[T]) -> list[T]:
    """Take the items out of a page that is the list itself."""
    return page

"""Decodes text, bytes, lists and mappings, and finds items of pages.

Each decoder is a function or a `functools.partial` of a function, so that calls can be pickled.
"""

import functools
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import attrs

from ._annotations import fields, value_type
from ._calls import JSON
from ._drift import Drift, DriftSink
from ._json import WrongTypeError, is_array, is_object, read_json, type_name
from ._lenient_decoder import decode_value
from ._model_attributes import BaseModel, schema_of
from ._model_methods import Model, ModelT

T = TypeVar("T")


def truth(payload: Any, _drift: DriftSink | None = None) -> bool:
    """Return the payload of HEAD: `True` for a 2xx status, `False` for 404."""
    return bool(payload)


def nothing(_payload: Any, _drift: DriftSink | None = None) -> None:
    """Return `None` for a response without a body, or with a meaningless one."""


def text(payload: Any, _drift: DriftSink | None = None) -> str:
    """Decode a response in plain text."""
    return str(payload)


def anything(payload: bytes, _drift: DriftSink | None = None) -> JSON:
    """Decode a response that may be any JSON according to the document.

    Raises:
        NotJSONError: The payload is not JSON.
    """
    value: JSON = read_json(payload)
    return value


def mapping(payload: bytes, _drift: DriftSink | None = None) -> dict[str, JSON]:
    """Decode an object without documented properties.

    Args:
        payload: The body of the response, which should be JSON.

    Returns:
        The object as a `dict`.

    Raises:
        NotJSONError: The payload is not JSON.
        WrongTypeError: The value is not an object.
    """
    value: Any = read_json(payload)
    if not is_object(value):
        raise WrongTypeError("$", "object", type_name(value))
    return value


def content(payload: Any, _drift: DriftSink | None = None) -> bytes:
    """Decode a response that is neither JSON nor text to its bytes."""
    return bytes(payload)


def text_of_bytes(payload: bytes, _drift: DriftSink | None = None) -> str:
    """Decode the plain text of an operation that has other responses too.

    For such an operation, the payload is bytes. Bytes that are not UTF-8 become the replacement character U+FFFD.
    """
    return payload.decode("utf-8", "replace")


def typed_decoder(hint: Any, target: str) -> Callable[[bytes, DriftSink | None], Any]:
    """Make the decoder of a type, such as a union or a map of models.

    Args:
        hint: The type, as an annotation.
        target: JSONPath of the schema in the document.

    Returns:
        A decoder that can be pickled. It raises `NotJSONError` if the payload is not JSON, and `WrongTypeError` for a
        value of another type, or with more than 50,000 schema mismatches. It calls the drift sink with each mismatch
        inside the value.
    """
    return partial(_decode_typed, hint, target)


def _decode_typed(hint: Any, target: str, payload: bytes, drift: DriftSink | None = None) -> Any:
    value, allowed = read_json(payload), value_type(hint)
    accepted = (value is None and allowed.nullable) or any(option.accepts(value) for option in allowed.options)
    if allowed.options and not accepted:
        raise WrongTypeError("$", allowed.name, type_name(value))
    return decode_value(allowed, value, target, drift)


def list_of(model: type[ModelT]) -> Callable[[bytes, DriftSink | None], list[ModelT]]:
    """Make the decoder of a response that is an array of models.

    Args:
        model: The model of the items.

    Returns:
        A decoder that can be pickled. It calls the drift sink with each mismatch of each item, even if several items
        have an equal mismatch. It raises `NotJSONError` if the payload is not JSON. It raises `WrongTypeError` if the
        JSON is not an array, if an item is not an object, or if an item has more than 50,000 schema mismatches.
    """
    return partial(_decode_list, model)


def _decode_list(model: type[ModelT], payload: bytes, drift: DriftSink | None = None) -> list[ModelT]:
    value: Any = read_json(payload)
    if not is_array(value):
        raise WrongTypeError("$", "array", type_name(value))
    report = None if drift is None else partial(_report_item, drift)
    for item in value:
        if not is_object(item):
            raise WrongTypeError("$[*]", "object", type_name(item))
    return [model.from_dict(item, report) for item in value]


def _report_item(drift: DriftSink, reported: Drift) -> None:
    """Report a mismatch of an item with its path in the response."""
    drift(attrs.evolve(reported, path=f"$[*]{reported.path.removeprefix('$')}"))


def items_of(attribute: str, *, nullable: bool = False) -> Callable[[Any], list[Any]]:
    """Make the function that returns the items of a page.

    Args:
        attribute: Attribute of the page that contains the items.
        nullable: Whether null means that there are no items; `False` by default.

    Returns:
        A function that returns the list. It raises `WrongTypeError` if the attribute is missing or not a list (with
        `nullable`, null is allowed), or if an item that should be a model is not an object.
    """
    return partial(_items_or_none if nullable else _list_of_items, attribute)


def _items_or_none(attribute: str, page: Model) -> list[Any]:
    return [] if getattr(page, attribute) is None and page.has(attribute) else _list_of_items(attribute, page)


def _list_of_items(attribute: str, page: Model) -> list[Any]:
    items: object = getattr(page, attribute)
    if not is_array(items):
        raise WrongTypeError(
            f"$.{schema_of(page).key(attribute)}", "array", type_name(items) if page.has(attribute) else "nothing"
        )
    types = {*map(type, items)}  # the types only, because a page may have many items
    if _has_models(type(page), attribute) and not all(issubclass(item_type, BaseModel) for item_type in types):
        odd = next(item for item in items if not isinstance(item, BaseModel))
        raise WrongTypeError(f"$.{schema_of(page).key(attribute)}[*]", "object", type_name(odd))
    return items


@functools.cache
def _has_models(page: type[Model], attribute: str) -> bool:
    """Return whether the items of a list must be models."""
    allowed = next(field.type for field in fields(page).values() if field.name == attribute)
    item_types = [option.item for option in allowed.options if option.item is not None]
    options = [option for item_type in item_types for option in item_type.options]
    return bool(options) and all(issubclass(option.type, BaseModel) for option in options)


def itself(page: list[T]) -> list[T]:
    """Return the items of a response that is the array of items."""
    return page

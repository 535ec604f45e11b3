"""Models as types of pydantic, and so of FastAPI."""

import importlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ._annotations import Option, ValueType, fields
from ._base_model import BaseModel
from ._drift import Drift
from ._json import WrongTypeError

_TOLERATED = frozenset({"unknown", "enum"})  # as the decoder, which takes what is new
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    dict: {"type": "object"},
    list: {"type": "array"},
}


def core_schema(model: Any) -> Any:
    """Build pydantic's schema of a model.

    Args:
        model: The type of the model.

    Returns:
        A core schema: models are accepted, JSON objects are decoded, and models are serialized by `to_dict()`.
    """
    schemas = importlib.import_module("pydantic_core.core_schema")  # is there, for pydantic asks

    def validate(value: Any) -> Any:
        if isinstance(value, model):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"expected a JSON object or a {model.__name__}")  # noqa: TRY004 - pydantic wants this one
        try:
            return model.from_dict(value, _refuse)
        except WrongTypeError as error:
            raise ValueError(str(error)) from None

    def serialize(value: Any) -> Any:
        return value.to_dict()

    return schemas.no_info_plain_validator_function(
        validate,
        ref=f"{model.__module__}.{model.__qualname__}:{id(model)}",
        serialization=schemas.plain_serializer_function_ser_schema(serialize),
    )


def json_schema(model: type[BaseModel], outer: tuple[type[BaseModel], ...] = ()) -> dict[str, Any]:
    """Write the JSON Schema of a model.

    Args:
        model: The type of the model.
        outer: Models in which this one is nested.

    Returns:
        The schema, with the schemas of nested models inline; a model nested in itself is any object there.
    """
    if model in outer:
        return {"type": "object", "title": model.__name__}
    by_key = fields(model)
    return {
        "type": "object",
        "title": model.__name__,
        "description": (model.__doc__ or "").partition("\n")[0],
        "properties": {key: _values(field.type, (*outer, model)) for key, field in by_key.items()},
        "required": [key for key, field in by_key.items() if field.required],
    }


def _values(values: ValueType, outer: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    if not values.options:
        return {}
    options = [_option(option, outer) for option in values.options]
    if values.nullable:
        options.append({"type": "null"})
    return options[0] if len(options) == 1 else {"anyOf": options}


def _option(option: Option, outer: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    if option.item is not None:
        inner = _values(option.item, outer)
        return (
            {"type": "array", "items": inner}
            if option.type is list
            else {"type": "object", "additionalProperties": inner}
        )
    if option.type in _PLAIN:
        plain = _PLAIN[option.type]
        return {**plain, "examples": list(option.values)} if option.values else plain  # the service may know others
    return json_schema(option.type, outer) if issubclass(option.type, BaseModel) else {}


def _refuse(drift: Drift) -> None:
    if drift.kind not in _TOLERATED:
        raise ValueError(str(drift))

"""Models as types of pydantic, and therefore of FastAPI."""

import importlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ._annotations import Option, ValueType, fields
from ._drift import Drift
from ._json import WrongTypeError
from ._model_attributes import BaseModel

_ACCEPTED_DRIFT = frozenset({"unknown", "enum"})  # new keys and values, which the service may add at any time
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
    """Make pydantic's core schema of a model.

    Args:
        model: The type of the model.

    Returns:
        A core schema that accepts models, decodes JSON objects, and serializes models by `to_dict()`. It refuses values
        that do not match the schema, except unknown keys and undocumented values of enumerations. pydantic reports a
        refusal as `ValidationError`.
    """
    schemas = importlib.import_module("pydantic_core.core_schema")  # pydantic is optional

    def validate(value: Any) -> Any:
        if isinstance(value, model):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"expected a JSON object or a {model.__name__}")  # noqa: TRY004 - pydantic reports a ValueError only
        try:
            return model.from_dict(value, _refuse_drift)
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
        outer: Models that contain this model; none by default.

    Returns:
        The schema, in which the schemas of nested models are inline. Where a model contains itself, directly or in
        another model, the schema allows any object in its place.
    """
    if model in outer:
        return {"type": "object", "title": model.__name__}
    by_key = fields(model)
    return {
        "type": "object",
        "title": model.__name__,
        "description": (model.__doc__ or "").partition("\n")[0],
        "properties": {key: _schema_of_values(field.type, (*outer, model)) for key, field in by_key.items()},
        "required": [key for key, field in by_key.items() if field.required],
    }


def _schema_of_values(values: ValueType, outer: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    """Write the JSON Schema of the values that an annotation allows."""
    if not values.options:
        return {}
    options = [_schema_of_option(option, outer) for option in values.options]
    if values.nullable:
        options.append({"type": "null"})
    return options[0] if len(options) == 1 else {"anyOf": options}


def _schema_of_option(option: Option, outer: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    """Write the JSON Schema of one of the types that an annotation allows."""
    if option.item is not None:
        inner = _schema_of_values(option.item, outer)
        return (
            {"type": "array", "items": inner}
            if option.type is list
            else {"type": "object", "additionalProperties": inner}
        )
    if option.type in _PLAIN:
        plain = _PLAIN[option.type]
        # Not `enum`, because the service may add values.
        return {**plain, "examples": list(option.values)} if option.values else plain
    return json_schema(option.type, outer) if issubclass(option.type, BaseModel) else {}


def _refuse_drift(drift: Drift) -> None:
    if drift.kind not in _ACCEPTED_DRIFT:
        raise ValueError(str(drift))

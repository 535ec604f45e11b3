"""The fast decoder: structs of msgspec, and which JSON it refuses.

msgspec checks keys and types while it parses, in C. Python only reads the times and copies the values to the slots of
the models, in the generated `_from_structs`. A value that does not match the schema raises one of `SCHEMA_MISMATCHES`.
"""

from datetime import date, datetime
from types import GenericAlias
from typing import Annotated, Any, Literal

import attrs
import msgspec

from ._annotations import Field, Option, ValueType, fields, nested_models
from ._model_attributes import ABSENT, BaseModel
from ._schema import SchemaMismatch
from ._times import DATE, MIN_TIME_LENGTH
from ._unknown_keys import ADDED_KEYS

SCHEMA_MISMATCHES = (SchemaMismatch, msgspec.DecodeError, ValueError, RecursionError)
"""Exceptions that the fast decoder raises if a value does not match the schema."""
_TEXTS: dict[type, Any] = {
    datetime: Annotated[str, msgspec.Meta(min_length=MIN_TIME_LENGTH)],
    date: Annotated[str, msgspec.Meta(pattern=DATE)],
}


@attrs.define
class _Cache:
    """Structs and decoders by model."""

    structs: dict[type[BaseModel], type[msgspec.Struct]] = attrs.field(
        factory=dict[type[BaseModel], type[msgspec.Struct]]
    )
    decoders: dict[type[BaseModel], msgspec.json.Decoder[Any]] = attrs.field(
        factory=dict[type[BaseModel], msgspec.json.Decoder[Any]]
    )


_cache = _Cache()


class LenientOnly:
    """The type of struct attributes whose values msgspec cannot decode.

    msgspec refuses every JSON value for this type, so that the lenient decoder decodes the response. msgspec accepts
    null, or a missing key, if the attribute allows it.
    """


def parse(model: type[BaseModel], data: bytes) -> Any:
    """Parse the JSON of a model.

    Args:
        model: The type of the model.
        data: The JSON of an object, in UTF-8.

    Returns:
        A struct for `model._from_structs`.

    Raises:
        msgspec.DecodeError: A value does not match the schema, or msgspec cannot read the data.
        ValueError: The data is not UTF-8.
        RecursionError: The data is nested too deeply.
    """
    decoders = _cache.decoders
    decoder = decoders.get(model)
    if decoder is None:
        decoder = decoders[model] = msgspec.json.Decoder(struct(model))
    return decoder.decode(data)


def convert(model: type[BaseModel], value: Any) -> Any:
    """Convert a JSON value to the struct that `parse` makes from its JSON.

    Args:
        model: The type of the model.
        value: The JSON value.

    Returns:
        A struct for `model._from_structs`.

    Raises:
        msgspec.ValidationError: A value does not match the schema.
        ValueError: A key is not valid Unicode.
        RecursionError: The value is nested too deeply.
    """
    return msgspec.convert(value, struct(model))


def struct(model: type[BaseModel]) -> type[msgspec.Struct]:
    """Return the type of struct for the JSON of a model.

    Args:
        model: The type of the model.

    Returns:
        The subclass of `msgspec.Struct` with the attributes of the model, and an attribute for each key in
        `ADDED_KEYS[model]`, if there are any. Times are `str`: the client drops digits after microseconds, as Python
        does, but msgspec would round them.
    """
    structs = _cache.structs
    cached = structs.get(model)
    if cached is None:
        cached = structs[model] = _make_struct(model)
    return cached


def forget_structs() -> None:
    """Drop the structs of all models after the added keys of a model changed.

    The struct of any other model may contain the struct of that model.
    """
    _cache.structs, _cache.decoders = {}, {}  # new dicts, so that a struct that another thread is making is not kept


def _make_struct(model: type[BaseModel]) -> type[msgspec.Struct]:
    fields_ = fields(model)
    added = {key: f"_{index}" for index, key in enumerate(ADDED_KEYS.get(model, ()))}
    attributes = [_struct_attribute(field, model) for field in fields_.values()]
    attributes += [(name, Any, ABSENT) for name in added.values()]
    return msgspec.defstruct(
        model.__name__,
        attributes,
        namespace={"ADDED": added},
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,  # structs cannot be in reference cycles, because they contain only parsed values
        rename={field.name: key for key, field in fields_.items()} | {name: key for key, name in added.items()},
    )


def _struct_attribute(field: Field, owner: type[BaseModel]) -> tuple[str, Any] | tuple[str, Any, Any]:
    """Return name, type and default of an attribute in a model's struct."""
    struct_type = _struct_type(field.type, owner)
    if field.required:
        return field.name, struct_type
    return field.name, struct_type, ABSENT if field.type.nullable else None


def _struct_type(value_type: ValueType, owner: type[BaseModel]) -> Any:
    """Return the type in a model's struct for a type of value."""
    if not value_type.options:
        return Any
    struct_type = _option_type(value_type.options[0], owner) if len(value_type.options) == 1 else LenientOnly
    return struct_type | None if value_type.nullable else struct_type


def _option_type(option: Option, owner: type[BaseModel]) -> Any:
    """Return the type in a model's struct for one of the allowed types.

    It is `LenientOnly` for `owner` and for a model that contains `owner`, because structs cannot contain themselves.
    """
    plain: Any = option.type
    if option.values:
        return Literal[option.values]
    if plain in _TEXTS:
        return _TEXTS[plain]
    if plain is float:
        return int | float  # not `float` only, which would turn 1 into 1.0
    if option.item:
        item = _struct_type(option.item, owner)
        return GenericAlias(plain, item if plain is list else (str, item))
    if issubclass(plain, BaseModel):
        in_circle = plain is owner or owner in nested_models(plain)
        return LenientOnly if in_circle else struct(plain)
    return plain

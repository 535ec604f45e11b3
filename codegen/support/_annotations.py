"""Annotations of models: the values that an attribute may have."""

import functools
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, Union

import attrs

from ._model_attributes import BaseModel, attributes, is_required, schema_of

_NAMES: dict[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    datetime: "date-time",
    date: "date",
    list: "array",
    dict: "object",
    type(None): "null",
}
_ENUMERABLE = frozenset({str, int})


@attrs.frozen
class Option:
    """A type of value: a plain type, a list or dict of a type, or a model.

    Attributes:
        type: The Python type; `list` or `dict` for a list or dict.
        values: The documented values of an enumeration; empty for other types.
        item: The type of items in a list, or of values in a dict; `None` for other types.
    """

    type: Any
    values: tuple[Any, ...] = ()
    item: "ValueType | None" = None

    @property
    def name(self) -> str:
        """The name of the type in JSON Schema, or the list of its values.

        Examples are `array`, `date-time` and `one of 'public', 'private'`.
        """
        if self.values:
            return f"one of {', '.join(map(repr, self.values))}"
        return _NAMES.get(self.type, "object")

    def accepts(self, value: object) -> bool:
        """Return whether a JSON value has this type.

        The items of an array, the values of an object, the form of a time and the documented values are not checked.
        """
        return type(value) in _json_types(self.type)


@attrs.frozen
class ValueType:
    """The values that an annotation allows.

    Attributes:
        options: The types; empty if any value is allowed.
        nullable: Whether null is allowed.
        types: Python types of the allowed JSON values, such as `str` for a time. An enumeration adds no type, because
            only its `values` are allowed.
        values: Values of enumerations, each with its type, because `1` equals `True` in Python.
    """

    options: tuple[Option, ...]
    nullable: bool
    types: frozenset[type]
    values: frozenset[tuple[type, object]]

    def admits(self, value: object) -> bool:
        """Return whether a JSON value has an allowed type or documented value.

        If the annotation allows any value, the result is always `True`.
        The items of an array, the values of an object and the form of a time are not checked.
        """
        if type(value) in self.types or not self.options:
            return True
        return type(value) in _ENUMERABLE and _with_type(value) in self.values

    @property
    def name(self) -> str:
        """The names of the types in JSON Schema, joined by "or".

        Null is not among them. The text is empty if any value is allowed.
        """
        return " or ".join(option.name for option in self.options)

    @property
    def is_time(self) -> bool:
        """Whether a time or a date is allowed."""
        return any(option.type in {datetime, date} for option in self.options)

    @property
    def models(self) -> Iterator[tuple[type[BaseModel], str]]:
        """Models among the types, the items of lists and the values of dicts.

        Each comes with the JSONPath steps from the value to the model, such as `[*]`; empty text for the value itself.
        """
        for option in self.options:
            if option.item is not None:
                step = "[*]" if option.type is list else ".*"
                yield from ((model, step + steps) for model, steps in option.item.models)
            elif issubclass(option.type, BaseModel):
                yield option.type, ""


@attrs.frozen
class Field:
    """An attribute of a model.

    Attributes:
        name: Name in Python.
        key: Key in JSON.
        type: Allowed values.
        required: Whether the document requires the key.
        secret: Whether `repr` hides the value, and drift hides the texts in it.
        owner: JSONPath, in the document, of the schema that declares the attribute.
    """

    name: str
    key: str
    type: ValueType
    required: bool
    secret: bool
    owner: str


_FIELDS: dict[type[BaseModel], dict[str, Field]] = {}


def fields(model: type[BaseModel]) -> dict[str, Field]:
    """Read the annotations of a model.

    Args:
        model: The type of the model.

    Returns:
        The attributes by JSON key, in the order of the document.
    """
    cached = _FIELDS.get(model)
    if cached is None:
        cached = _FIELDS[model] = {field.key: field for field in _read_fields(model)}
    return cached


@functools.cache  # because it is called for each attribute of a struct
def nested_models(model: type[BaseModel]) -> frozenset[type[BaseModel]]:
    """Find the models nested in a model, at any depth.

    Args:
        model: The type of the model.

    Returns:
        The models. The model itself is among them only if it is nested in itself.
    """
    models: set[type[BaseModel]] = set()
    left = [model]
    while left:
        inner = {nested for field in fields(left.pop()).values() for nested, _ in field.type.models}
        left += inner - models
        models |= inner
    return frozenset(models)


def _read_fields(model: type[BaseModel]) -> Iterator[Field]:
    """Read the annotations of a model, without a `None` that means absent."""
    hints = typing.get_type_hints(model)
    schema = schema_of(model)
    for attribute in attributes(model):
        name, required = attribute.name, is_required(attribute)
        members = _union_members(hints[name])
        if not required and name not in schema.nullable.names:
            members = [member for member in members if member is not type(None)]  # `None` means absent
        yield Field(
            name=name,
            key=schema.key(name),
            type=_join_members(members),
            required=required,
            secret=not attribute.repr,
            owner=schema.inherited.get(name, schema.path),
        )


def value_type(hint: Any) -> ValueType:
    """Read an annotation.

    Args:
        hint: The annotation, without forward references.

    Returns:
        The values that the annotation allows.
    """
    return _join_members(_union_members(hint))


def _union_members(hint: Any) -> list[Any]:
    """List the members of a union; for any other annotation, itself."""
    union = typing.get_origin(hint) in {Union, types.UnionType}
    members: list[Any] = list(typing.get_args(hint)) if union else [hint]
    return [type(None) if member is None else member for member in members]


def _join_members(members: list[Any]) -> ValueType:
    """Join the members of an annotation; `Literal` gives values to its type."""
    # A type hint that is text can only be the name "JSON" inside the definition of `JSON`, which stays unresolved.
    anything = any(member is Any or isinstance(member, str | typing.ForwardRef) for member in members)
    literals = [typing.get_args(member) for member in members if typing.get_origin(member) is Literal]
    values = tuple(value for literal in literals for value in literal)
    plain = [member for member in members if member is not type(None)] or members  # null may be the only allowed value
    wanted = [] if anything else [member for member in plain if typing.get_origin(member) is not Literal]
    options = tuple(_make_option(member, values) for member in wanted)
    nullable = type(None) in members
    free = [_json_types(option.type) for option in options if not option.values]
    return ValueType(
        options=options,
        nullable=nullable,
        types=frozenset({type(None)} if nullable else ()).union(*free),
        values=frozenset(_with_type(value) for option in options for value in option.values),
    )


def _with_type(value: object) -> tuple[type, object]:
    return type(value), value


def _json_types(decoded: Any) -> frozenset[type]:
    """List the types of JSON values that are decoded to a type.

    For example, a `datetime` is decoded from a `str`, and a model from a `dict`.
    """
    if decoded in {datetime, date}:
        return frozenset({str})
    if decoded is float:
        return frozenset({int, float})
    return frozenset({dict if issubclass(decoded, BaseModel) else decoded})


def _make_option(hint: Any, values: tuple[Any, ...]) -> Option:
    """Make an option of a member, with the values if it is `str` or `int`."""
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is not None:
        return Option(origin, item=value_type(arguments[-1]))
    return Option(hint, values if hint is str or hint is int else ())

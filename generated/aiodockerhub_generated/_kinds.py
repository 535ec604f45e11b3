"""What the attributes of a model may hold, as its annotations say."""

import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, Union

import attrs

from ._model import Model
from ._unset import Unset

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
    """One type that a value may have: a plain type, a list or dict of something, or a model.

    Attributes:
        type: The type.
        values: The values that the document knows, for an enumeration.
        item: What an item of a list or dict may be.
    """

    type: Any
    values: tuple[Any, ...] = ()
    item: "Kind | None" = None

    @property
    def name(self) -> str:
        """The type in the words of the document."""
        if self.values:
            return f"one of {', '.join(map(repr, self.values))}"
        return _NAMES.get(self.type, "object")

    def accepts(self, value: object) -> bool:
        """Whether a JSON value is of this type, as far as can be told without looking into it."""
        return type(value) in _json_types(self.type)


@attrs.frozen
class Kind:
    """What an annotation allows.

    Attributes:
        options: The types; none at all allow anything.
        nullable: Whether it may be null.
        required: Whether the document promises it.
        types: The types of JSON values that it may have, but for those of enumerations.
        values: The values of enumerations, each with its type, for `1` is equal to `True`.
    """

    options: tuple[Option, ...]
    nullable: bool
    required: bool
    types: frozenset[type]
    values: frozenset[tuple[type, object]]

    def admits(self, value: object) -> bool:
        """Whether a JSON value is as documented, as far as can be told without looking into it."""
        if type(value) in self.types or not self.options:
            return True
        return type(value) in _ENUMERABLE and _typed(value) in self.values

    @property
    def name(self) -> str:
        """The types in the words of the document."""
        return " or ".join(option.name for option in self.options)

    @property
    def is_time(self) -> bool:
        """Whether it may be a time or a date."""
        return any(option.type in {datetime, date} for option in self.options)

    @property
    def models(self) -> Iterator[tuple[type[Model], str]]:
        """The models in it, each with the JSONPath of the steps that lead to it."""
        for option in self.options:
            if option.item is not None:
                step = "[*]" if option.type is list else ".*"
                yield from ((model, step + steps) for model, steps in option.item.models)
            elif issubclass(option.type, Model):
                yield option.type, ""


@attrs.frozen
class Field:
    """One attribute of a model.

    Attributes:
        name: Its name in Python.
        key: Its key in JSON.
        kind: What it may hold.
        secret: Whether it is not to be shown.
        owner: JSONPath of the schema that declares it.
    """

    name: str
    key: str
    kind: Kind
    secret: bool
    owner: str


_FIELDS: dict[type[Model], dict[str, Field]] = {}


def names(model: type[Model]) -> Iterator[str]:
    """List the attributes of a model, but for the one that holds unknown keys.

    Args:
        model: The model.
    """
    return (attribute.name for attribute in attrs.fields(model) if attribute.name != "_extras")


def fields(model: type[Model]) -> dict[str, Field]:
    """Read the attributes of a model off its annotations.

    Args:
        model: The model.

    Returns:
        The attributes by key, in the order of the document.
    """
    known = _FIELDS.get(model)
    if known is None:
        known = _FIELDS[model] = {field.key: field for field in _read(model)}
    return known


def below(model: type[Model]) -> set[type[Model]]:
    """Find the models that can stand in a model, at any depth.

    Args:
        model: The model; among those found only if it can stand in itself.
    """
    found: set[type[Model]] = set()
    left = [model]
    while left:
        inner = {one for field in fields(left.pop()).values() for one, _ in field.kind.models}
        left += inner - found
        found |= inner
    return found


def _read(model: type[Model]) -> Iterator[Field]:
    hints = typing.get_type_hints(model)
    secrets = {attribute.name for attribute in attrs.fields(model) if not attribute.repr}
    schema = model.SCHEMA
    for name in names(model):
        yield Field(
            name=name,
            key=schema.key(name),
            kind=_kind(hints[name]),
            secret=name in secrets,
            owner=schema.inherited.get(name, schema.path),
        )


def _kind(hint: Any) -> Kind:
    union = typing.get_origin(hint) in {Union, types.UnionType}
    members: list[Any] = list(typing.get_args(hint)) if union else [hint]
    anything = any(member is Any or isinstance(member, typing.ForwardRef) for member in members)
    known = [typing.get_args(member) for member in members if typing.get_origin(member) is Literal]
    values = tuple(value for literal in known for value in literal)
    plain = [member for member in members if member not in {type(None), Unset}]
    wanted = [] if anything else [member for member in plain if typing.get_origin(member) is not Literal]
    options = tuple(_option(member, values) for member in wanted)
    nullable = type(None) in members
    free = [_json_types(option.type) for option in options if not option.values]
    return Kind(
        options=options,
        nullable=nullable,
        required=Unset not in members,
        types=frozenset({type(None)} if nullable else ()).union(*free),
        values=frozenset(_typed(value) for option in options for value in option.values),
    )


def _typed(value: object) -> tuple[type, object]:
    return type(value), value


def _json_types(kind: Any) -> frozenset[type]:
    """The types of the JSON values that can be read as a type."""
    if kind in {datetime, date}:
        return frozenset({str})
    if kind is float:
        return frozenset({int, float})
    return frozenset({dict if issubclass(kind, Model) else kind})


def _option(hint: Any, values: tuple[Any, ...]) -> Option:
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is not None:
        return Option(origin, item=_kind(arguments[-1]))
    return Option(hint, values if hint is str or hint is int else ())

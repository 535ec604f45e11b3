"""Attributes of models: the base class, unknown keys, absent and null.

The decoders and encoders import this module. The module of the subclass `Model` imports the decoders and encoders,
because the methods of `Model` call them.
"""

# Attributes that only this package needs have private names, so that `help(model)` and completion do not list them. The
# functions below return them.
# pyright: reportPrivateUsage=false

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final, TypeVar

import attrs

from ._schema import Schema

new = object.__new__
"""Make an instance without calling `__init__`. `_from_structs` sets its slots directly, which is faster."""

ABSENT: Final[Any] = object()
"""The value in a struct for a missing key that might also be null. In a model, both are `None`."""

NO_NAMES: Final = frozenset[str]()
NO_KEYS: Final[Mapping[str, Any]] = {}


def _none_if_empty(extras: dict[str, Any] | None) -> dict[str, Any] | None:
    return extras or None


class ModelType(type):
    """The metaclass of models: `help` and `dir` list only public attributes."""

    def __dir__(cls) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_")]

    @property
    def __signature__(cls) -> inspect.Signature:
        whole = inspect.signature(cls.__init__)  # type: ignore[misc]  # of this class, not of a subclass
        shown = [parameter for name, parameter in whole.parameters.items() if not name.startswith("_")]
        return whole.replace(parameters=[parameter for parameter in shown if parameter.name != "self"])


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class BaseModel(metaclass=ModelType):
    """Attributes that all models share."""

    _schema: ClassVar[Schema]

    # Few objects have unknown keys, so that their dict is made on first access.
    _extras: dict[str, Any] | None = attrs.field(default=None, alias="additional_properties", eq=_none_if_empty)

    # If an attribute is `None`, `to_dict` leaves it out if it is optional, and writes null if it is required. These are
    # the names of the exceptions: optional attributes received as null, and required attributes that were missing.
    # They are not compared, because models whose attributes are equal are equal.
    _none_exceptions: frozenset[str] = attrs.field(default=NO_NAMES, alias="_none_exceptions", eq=False)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Values under undocumented keys, by key; `to_dict` writes them too."""
        if self._extras is None:
            self._extras = {}
        return self._extras

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: Any = None) -> list[Any]:
        """Make models from structs that the fast decoder has parsed.

        Args:
            structs: Structs of the type that `_fast_decoder.struct` makes for this model.
            unknown: `UnknownKeys` that collects unknown keys; `None`, the default, to collect none.

        Returns:
            The models, in the order of the structs.

        Raises:
            SchemaMismatch: A value does not match the schema.
            ValueError: A time or date cannot be read, or a value under an unknown key is nested more than 50 levels
                deep.
            TypeError: The class is not generated from a schema.
        """
        del structs, unknown  # may hold secrets
        raise TypeError(f"{cls.__name__} is not generated from a schema, so it cannot be decoded from JSON")


BaseModelT = TypeVar("BaseModelT", bound=BaseModel)


def schema_of(model: type[BaseModel] | BaseModel) -> Schema:
    """Return the schema of a model."""
    return model._schema  # noqa: SLF001


def from_structs(model: type[BaseModelT], structs: Sequence[Any], unknown: Any = None) -> list[BaseModelT]:
    """Make models from structs; see `BaseModel._from_structs`."""
    return model._from_structs(structs, unknown)  # noqa: SLF001


def attributes(model: type[BaseModel]) -> Iterator["attrs.Attribute[Any]"]:
    """Iterate over the attributes that the document declares for a model.

    Args:
        model: The type of the model.

    Returns:
        An iterator over the attributes, in the order of the document.
    """
    return (attribute for attribute in attrs.fields(model) if attribute.name not in _OWN)


def sent_attributes(model: BaseModel) -> Iterator[tuple["attrs.Attribute[Any]", Any]]:
    """Iterate over the attributes of a model that `to_dict` writes.

    An attribute with another value than `None` is written, whether the value was received or set later. If the value
    is `None`:

    - An optional attribute is written only if the model was received with null for it.
    - A required attribute is left out only if the model was received without its key.

    Args:
        model: The model.

    Yields:
        The attribute and its value, which is `None` for null.
    """
    exceptions = model._none_exceptions  # noqa: SLF001
    for attribute in attributes(type(model)):
        value = getattr(model, attribute.name)
        if value is not None or is_required(attribute) != (attribute.name in exceptions):
            yield attribute, value


def json_items(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Iterate over the keys and values of a model's JSON object.

    Args:
        model: The model.

    Yields:
        Each key with its decoded value: first the documented keys, then the unknown keys.
    """
    schema = schema_of(model)
    documented = {schema.key(attribute.name): value for attribute, value in sent_attributes(model)}
    extras = unknown_keys(model)
    yield from documented.items()
    yield from ((key, value) for key, value in extras.items() if key not in documented)


def unknown_keys(model: BaseModel) -> Mapping[str, Any]:
    """Return the values under undocumented keys, without making a dict."""
    return model._extras or NO_KEYS  # noqa: SLF001


def is_required(attribute: "attrs.Attribute[Any]") -> bool:
    """Return whether the document requires an attribute."""
    return attribute.default is attrs.NOTHING


def except_none(model: BaseModel, name: str) -> None:
    """Record that `None` has its less common meaning for an attribute.

    For an optional attribute, `None` then means null. For a required attribute, it means that the key was missing.

    Args:
        model: The model.
        name: Name of the attribute.
    """
    model._none_exceptions |= {name}  # noqa: SLF001


_OWN = frozenset(attribute.name for attribute in attrs.fields(BaseModel))

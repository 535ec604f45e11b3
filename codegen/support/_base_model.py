"""The base of all models: attributes, schema, and the keys received.

Decoders and encoders are built on this module; `Model`, which offers them as methods, is built on those.
"""

# Private names keep `help(model)` and completion free of what only this package needs; functions below hand it out.
# pyright: reportPrivateUsage=false

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final, TypeVar

import attrs

from ._schema import Schema

new = object.__new__
"""Make an instance without `__init__`: `_from_structs` fills the slots itself, which is faster."""

ABSENT: Final[Any] = object()
"""Stands in structs for a key that may be null and is not there; in models both are `None`."""

NO_NAMES: Final = frozenset[str]()


def _none_if_empty(extras: dict[str, Any] | None) -> dict[str, Any] | None:
    return extras or None


class ModelType(type):
    """The metaclass of models: `help` and `dir` list their public parts only."""

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

    # Few objects have unknown keys, so the dict for them is made on first access.
    _extras: dict[str, Any] | None = attrs.field(default=None, alias="additional_properties", eq=_none_if_empty)

    # An attribute that is None is left out by `to_dict` if it is optional, and null if it is required. Here are the
    # names of those for which it is the other way round: optional ones that came as null, required ones that were
    # missing. Two models that read the same are equal, so this does not count.
    _none_exceptions: frozenset[str] = attrs.field(default=NO_NAMES, alias="_none_exceptions", eq=False)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Values of undocumented keys; `to_dict` writes them back."""
        if self._extras is None:
            self._extras = {}
        return self._extras

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: Any = None) -> list[Any]:
        """Make models of structs that the fast decoder has parsed.

        Args:
            structs: Structs of the type that `_fast_decoder.struct` makes for this model.
            unknown: `UnknownKeys` that collects unknown keys.

        Returns:
            The models.

        Raises:
            SchemaMismatch: A value does not match the schema.
            ValueError: A time or date cannot be read.
        """
        del structs, unknown  # may hold secrets
        raise TypeError(f"{cls.__name__} is not generated from a schema, so it cannot be made of JSON")


BaseModelT = TypeVar("BaseModelT", bound=BaseModel)


def schema_of(model: type[BaseModel] | BaseModel) -> Schema:
    """Give the schema of a model."""
    return model._schema  # noqa: SLF001


def from_structs(model: type[BaseModelT], structs: Sequence[Any], unknown: Any = None) -> list[BaseModelT]:
    """Make models of structs; see `BaseModel._from_structs`."""
    return model._from_structs(structs, unknown)  # noqa: SLF001


def attributes(model: type[BaseModel]) -> Iterator["attrs.Attribute[Any]"]:
    """List the attributes of a model that the document declares.

    Args:
        model: The type of the model.
    """
    return (attribute for attribute in attrs.fields(model) if attribute.name not in _OWN)


def sent(model: BaseModel) -> Iterator[tuple["attrs.Attribute[Any]", Any]]:
    """List the attributes of a model that were sent, or will be.

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
    """List the values that were sent, or will be, by JSON key.

    Args:
        model: The model.

    Yields:
        Keys and decoded values: those of the attributes, then the unknown ones.
    """
    schema = schema_of(model)
    documented = {schema.key(attribute.name): value for attribute, value in sent(model)}
    extras = model._extras or {}  # noqa: SLF001
    yield from documented.items()
    yield from ((key, value) for key, value in extras.items() if key not in documented)


def is_required(attribute: "attrs.Attribute[Any]") -> bool:
    """Tell whether the schema requires an attribute."""
    return attribute.default is attrs.NOTHING


def except_none(model: BaseModel, name: str) -> None:
    """Record that an attribute is `None` against the usual rule.

    An optional attribute is null, or a required one is missing.

    Args:
        model: The model.
        name: Name of the attribute.
    """
    model._none_exceptions |= {name}  # noqa: SLF001


_OWN = frozenset(attribute.name for attribute in attrs.fields(BaseModel))

"""What all models are, and what their generated parts are written in terms of."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import attrs

from ._drift import DriftSink
from ._unset import UNSET

if TYPE_CHECKING:
    from ._calls import JSON
    from ._structs import Unknown

__all__ = ["Model", "ModelT", "Schema", "SchemaMismatch", "aware", "new", "read_date", "read_time"]

new = object.__new__
"""Makes an instance without `__init__`: `from_structs` fills the slots itself, which is faster."""

read_time = datetime.fromisoformat
"""Reads RFC 3339; digits beyond microseconds are dropped."""

read_date = date.fromisoformat


class SchemaMismatch(Exception):  # noqa: N818 - no error: nobody but the tolerant path sees it
    """Raised by the fast path at the first thing that is not as documented; the tolerant path takes over."""


def aware(value: str) -> datetime:
    """Read a time that has an offset.

    Raises:
        SchemaMismatch: It has none.
        ValueError: It is no time.
    """
    time = read_time(value)
    if time.tzinfo is None:
        raise SchemaMismatch
    return time


@attrs.frozen
class Schema:
    """Where a model stands in the OpenAPI document.

    Attributes:
        path: JSONPath of its schema.
        keys: JSON keys by attribute, for the attributes that are spelled otherwise.
        inherited: JSONPath of the schema that declares an attribute, for those from the members of an `allOf`.
        open: Whether the document says that there are further keys, so that none is a difference from it.
    """

    path: str
    keys: dict[str, str] = attrs.field(factory=dict[str, str])
    inherited: dict[str, str] = attrs.field(factory=dict[str, str])
    open: bool = False

    def key(self, name: str) -> str:
        """The JSON key of an attribute."""
        return self.keys.get(name, name)


def _none_if_empty(extras: dict[str, Any] | None) -> dict[str, Any] | None:
    return extras or None


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Model:
    """What all models share."""

    SCHEMA: ClassVar[Schema]

    # Few objects have unknown keys, so a dict for them is made when it is first asked for.
    _extras: dict[str, Any] | None = attrs.field(default=None, alias="additional_properties", eq=_none_if_empty)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """What the object holds under keys that the document does not know; `to_dict` writes it back."""
        if self._extras is None:
            self._extras = {}
        return self._extras

    @classmethod
    def from_json(cls, data: bytes, drift: DriftSink | None = None) -> Self:
        """Make the model of a JSON object, as fast as can be.

        Whatever is not as documented is decoded as far as it goes: missing attributes become `UNSET`, and values that
        fit no documented type stay as they came. Anything but an object gives a model without attributes.

        Args:
            data: The JSON, in UTF-8.
            drift: Is handed every difference from the document, each once.

        Returns:
            The model.

        Raises:
            ValueError: The data is no JSON.
            Exception: What `drift` raises.
        """
        from ._decoding import from_json

        return from_json(cls, data, drift)

    @classmethod
    def from_dict(cls, src: Any, drift: DriftSink | None = None) -> Self:
        """Make the model of a JSON object that was read already; like `from_json`.

        Args:
            src: The JSON value, as `json.loads` makes it.
            drift: Is handed every difference from the document, each once.

        Returns:
            The model.

        Raises:
            Exception: Only what `drift` raises.
        """
        from ._decoding import from_value

        return from_value(cls, src, drift)

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: "Unknown | None" = None) -> list[Any]:
        """Make the models of what msgspec has parsed; `from_json` and `from_dict` are built on this.

        Args:
            items: Structs of the kind that `_structs.struct` makes for this model.
            unknown: Takes note of keys that the document does not know.

        Returns:
            The models.

        Raises:
            SchemaMismatch: Something is not as documented; so does `ValueError` say.
        """
        del items, unknown  # may hold secrets
        raise TypeError(f"{cls.__name__} is not generated from a schema, so it cannot be made of JSON")

    def to_dict(self) -> "dict[str, JSON]":
        """Make the JSON object of the model.

        Returns:
            Attributes that are `UNSET` are left out, `None` is kept, times are RFC 3339 in UTC, and the additional
            properties are written back.
        """
        from ._encoding import json_value

        written: dict[str, JSON] = {}
        for attribute in attrs.fields(type(self)):
            name = attribute.name
            value = getattr(self, name)
            if value is not UNSET and name != "_extras":
                written[self.SCHEMA.key(name)] = json_value(name, value)
        for key, value in self.additional_properties.items():
            written.setdefault(key, json_value(key, value))
        return written

    def __repr__(self) -> str:
        from ._tolerance import describe

        return describe(self)


ModelT = TypeVar("ModelT", bound=Model)

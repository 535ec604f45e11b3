"""The base of all models: attributes, schema, and the keys that the document does not know.

Decoders and encoders are built on this module; `Model`, which offers them as methods, is built on those.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import attrs

from ._schema import Schema

new = object.__new__
"""Make an instance without `__init__`: `from_structs` fills the slots itself, which is faster."""


def _none_if_empty(extras: dict[str, Any] | None) -> dict[str, Any] | None:
    return extras or None


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class BaseModel:
    """Attributes that all models share."""

    SCHEMA: ClassVar[Schema]

    # Few objects have unknown keys, so the dict for them is made on first access.
    _extras: dict[str, Any] | None = attrs.field(default=None, alias="additional_properties", eq=_none_if_empty)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Values under keys that the document does not know; `to_dict` writes them back."""
        if self._extras is None:
            self._extras = {}
        return self._extras

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Any = None) -> list[Any]:
        """Make models of structs that msgspec has parsed; the fast decoder is built on this.

        Args:
            items: Structs of the type that `_fast_decoder.struct` makes for this model.
            unknown: `UnknownKeys` that collects unknown keys.

        Returns:
            The models.

        Raises:
            SchemaMismatch: A value does not match the schema.
            ValueError: A time or date cannot be read.
        """
        del items, unknown  # may hold secrets
        raise TypeError(f"{cls.__name__} is not generated from a schema, so it cannot be made of JSON")


BaseModelT = TypeVar("BaseModelT", bound=BaseModel)

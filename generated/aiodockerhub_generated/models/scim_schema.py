"""The model `ScimSchema`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, texts
from .._unset import UNSET, Unset
from .scim_schema_complex_attribute import ScimSchemaComplexAttribute


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchema(Model):
    """The schema of a kind of record."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_schema")

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    id: str | Unset = UNSET
    """URN of the schema."""
    name: str | Unset = UNSET
    """Name of the schema."""
    description: str | Unset = UNSET
    """What the schema describes."""
    attributes: list[ScimSchemaComplexAttribute] | Unset = UNSET
    """Attributes that a record has."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                v = src["schemas"]
                self.schemas = v if v is UNSET else texts(v)
                self.id = v = src["id"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.name = v = src["name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["attributes"]
                self.attributes = v if v is UNSET else ScimSchemaComplexAttribute.from_dicts(array(v), unknown)
                if len(src) != 5:
                    self._extras = extras(cls, src, len(src) - 5, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

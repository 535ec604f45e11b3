"""The model `ScimSchema`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
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
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            self = new(cls)
            found.append(self)
            self._extras = None
            self.schemas = src.schemas
            self.id = src.id
            self.name = src.name
            self.description = src.description
            v = src.attributes
            self.attributes = v if v is UNSET else ScimSchemaComplexAttribute.from_structs(v, unknown)
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

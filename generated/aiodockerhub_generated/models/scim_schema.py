"""The model `ScimSchema`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.schemas = src.schemas
            made.id = src.id
            made.name = src.name
            made.description = src.description
            v = src.attributes
            made.attributes = v if v is UNSET else ScimSchemaComplexAttribute.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

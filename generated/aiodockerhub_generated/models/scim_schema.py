"""The model `ScimSchema`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, all_of, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["schemas"]
            self.schemas = v if v is UNSET else all_of(v, str)
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
            self.attributes = v if v is UNSET else ScimSchemaComplexAttribute.from_dicts(v, unknown)
            if len(src) != 5:
                self.additional_properties = extras(cls, src, len(src) - 5, unknown)

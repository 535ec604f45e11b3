"""The model `ScimSchemaComplexAttribute`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new
from .._unset import UNSET, Unset
from .scim_schema_attribute import ScimSchemaAttribute


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchemaComplexAttribute(Model):
    """An attribute of a record that may have attributes of its own."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_schema_parent_attribute",
        keys={"multi_valued": "multiValued", "case_exact": "caseExact", "sub_attributes": "subAttributes"},
        inherited={
            "name": "$.components.schemas.scim_schema_attribute",
            "type": "$.components.schemas.scim_schema_attribute",
            "multi_valued": "$.components.schemas.scim_schema_attribute",
            "description": "$.components.schemas.scim_schema_attribute",
            "required": "$.components.schemas.scim_schema_attribute",
            "case_exact": "$.components.schemas.scim_schema_attribute",
            "mutability": "$.components.schemas.scim_schema_attribute",
            "returned": "$.components.schemas.scim_schema_attribute",
            "uniqueness": "$.components.schemas.scim_schema_attribute",
            "sub_attributes": "$.components.schemas.scim_schema_parent_attribute.allOf[1]",
        },
    )

    name: str | Unset = UNSET
    """Name of the attribute."""
    type: Literal["string", "boolean", "complex"] | str | Unset = UNSET
    """Kind of value that the attribute has."""
    multi_valued: bool | Unset = UNSET
    """Whether the attribute holds a list."""
    description: str | Unset = UNSET
    """What the attribute is."""
    required: bool | Unset = UNSET
    """Whether the attribute must be given."""
    case_exact: bool | Unset = UNSET
    """Whether capitals matter in comparisons."""
    mutability: str | Unset = UNSET
    """When the attribute can be written, such as `readWrite`."""
    returned: str | Unset = UNSET
    """When the attribute is in an answer, such as `default`."""
    uniqueness: str | Unset = UNSET
    """Among what the value is unique, such as `server`."""
    sub_attributes: list[ScimSchemaAttribute] | Unset = UNSET
    """The attributes of the attribute."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.name = v = src["name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.type = v = src["type"]
                if v != "boolean" and v != "complex" and v != "string" and v is not UNSET:
                    raise Surprise
                self.multi_valued = v = src["multiValued"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.required = v = src["required"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.case_exact = v = src["caseExact"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.mutability = v = src["mutability"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.returned = v = src["returned"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.uniqueness = v = src["uniqueness"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["subAttributes"]
                self.sub_attributes = v if v is UNSET else ScimSchemaAttribute.from_dicts(array(v), unknown)
                if len(src) != 10:
                    self._extras = extras(cls, src, len(src) - 10, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `ScimSchemaComplexAttribute`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.type = src.type
            made.multi_valued = src.multi_valued
            made.description = src.description
            made.required = src.required
            made.case_exact = src.case_exact
            made.mutability = src.mutability
            made.returned = src.returned
            made.uniqueness = src.uniqueness
            v = src.sub_attributes
            made.sub_attributes = v if v is UNSET else ScimSchemaAttribute.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

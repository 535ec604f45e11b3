"""The model `ScimSchemaAttribute`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchemaAttribute(Model):
    """An attribute of a record."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_schema_attribute", keys={"multi_valued": "multiValued", "case_exact": "caseExact"}
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
                if len(src) != 9:
                    self._extras = extras(cls, src, len(src) - 9, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

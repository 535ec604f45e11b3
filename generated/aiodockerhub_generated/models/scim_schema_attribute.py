"""The model `ScimSchemaAttribute`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchemaAttribute(Model):
    """An attribute of a record.

    Attributes:
        name: Name of the attribute.
        type: Type of the value, such as `string`.
        multi_valued: Whether the attribute holds a list.
        description: Description of the attribute.
        required: Whether the attribute must be given.
        case_exact: Whether comparisons distinguish upper and lower case.
        mutability: When the attribute can be written, such as `readWrite`.
        returned: When the attribute is in a response, such as `default`.
        uniqueness: Range in which the value is unique, such as `server`.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.scim_schema_attribute", keys={"multi_valued": "multiValued", "case_exact": "caseExact"}
    )

    name: str | None = None
    """Name of the attribute."""
    type: Literal["string", "boolean", "complex"] | str | None = None
    """Type of the value, such as `string`."""
    multi_valued: bool | None = None
    """Whether the attribute holds a list."""
    description: str | None = None
    """Description of the attribute."""
    required: bool | None = None
    """Whether the attribute must be given."""
    case_exact: bool | None = None
    """Whether comparisons distinguish upper and lower case."""
    mutability: str | None = None
    """When the attribute can be written, such as `readWrite`."""
    returned: str | None = None
    """When the attribute is in a response, such as `default`."""
    uniqueness: str | None = None
    """Range in which the value is unique, such as `server`."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.name = src.name
            model.type = src.type
            model.multi_valued = src.multi_valued
            model.description = src.description
            model.required = src.required
            model.case_exact = src.case_exact
            model.mutability = src.mutability
            model.returned = src.returned
            model.uniqueness = src.uniqueness
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

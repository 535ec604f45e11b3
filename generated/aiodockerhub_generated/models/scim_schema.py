"""The model `ScimSchema`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .scim_schema_complex_attribute import ScimSchemaComplexAttribute


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchema(Model):
    """The schema of a kind of record.

    Attributes:
        schemas: URNs of the SCIM schemas that this object follows.
        id: URN of the schema.
        name: Name of the schema.
        description: What the schema describes.
        attributes: Attributes of a record that follows the schema.
    """

    _schema: ClassVar = Schema("$.components.schemas.scim_schema")

    schemas: list[str] | None = None
    """URNs of the SCIM schemas that this object follows."""
    id: str | None = None
    """URN of the schema."""
    name: str | None = None
    """Name of the schema."""
    description: str | None = None
    """What the schema describes."""
    attributes: list[ScimSchemaComplexAttribute] | None = None
    """Attributes of a record that follows the schema."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.schemas = src.schemas
            model.id = src.id
            model.name = src.name
            model.description = src.description
            v = src.attributes
            if v:
                v = ScimSchemaComplexAttribute._from_structs(v, unknown)
            model.attributes = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""The model `ScimResourceType`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimResourceType(Model):
    """A kind of record that the SCIM endpoint has, such as `User`.

    Attributes:
        schemas: URNs of the SCIM schemas that this object follows.
        id: Identifier of the kind.
        name: Name of the kind.
        description: Description of the kind.
        endpoint: Path of the records of this kind.
        schema: URN of the schema of this kind.
    """

    _schema: ClassVar = Schema("$.components.schemas.scim_resource_type")

    schemas: list[str] | None = None
    """URNs of the SCIM schemas that this object follows."""
    id: str | None = None
    """Identifier of the kind."""
    name: str | None = None
    """Name of the kind."""
    description: str | None = None
    """Description of the kind."""
    endpoint: str | None = None
    """Path of the records of this kind."""
    schema: str | None = None
    """URN of the schema of this kind."""

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
            model.endpoint = src.endpoint
            model.schema = src.schema
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""The model `ScimResourceType`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import NO_NAMES, new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimResourceType(Model):
    """A kind of record that the service keeps.

    Attributes:
        schemas: URNs of the kinds of message that this is.
        id: Identifier of the kind.
        name: Name of the kind.
        description: What the kind is.
        endpoint: Path of its records.
        schema: URN of its schema.
    """

    _schema: ClassVar = Schema("$.components.schemas.scim_resource_type")

    schemas: list[str] | None = None
    """URNs of the kinds of message that this is."""
    id: str | None = None
    """Identifier of the kind."""
    name: str | None = None
    """Name of the kind."""
    description: str | None = None
    """What the kind is."""
    endpoint: str | None = None
    """Path of its records."""
    schema: str | None = None
    """URN of its schema."""

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
            move_extras(cls, structs, models, unknown)
        return models

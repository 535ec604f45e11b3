"""The model `ScimResourceType`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimResourceType(Model):
    """A kind of record that the service keeps."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_resource_type")

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    id: str | Unset = UNSET
    """Identifier of the kind."""
    name: str | Unset = UNSET
    """Name of the kind."""
    description: str | Unset = UNSET
    """What the kind is."""
    endpoint: str | Unset = UNSET
    """Path of its records."""
    schema: str | Unset = UNSET
    """URN of its schema."""

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
            self.endpoint = src.endpoint
            self.schema = src.schema
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

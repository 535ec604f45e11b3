"""The model `ScimResourceType`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
            made.endpoint = src.endpoint
            made.schema = src.schema
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

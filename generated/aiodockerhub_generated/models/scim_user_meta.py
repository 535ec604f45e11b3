"""The model `ScimUserMeta`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUserMeta(Model):
    """When and where the record of the user is kept."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_user.properties.meta",
        keys={"resource_type": "resourceType", "last_modified": "lastModified"},
    )

    resource_type: str | Unset = UNSET
    """Kind of record."""
    location: str | Unset = UNSET
    """Address of the record."""
    created: datetime | Unset = UNSET
    """The creation date for the user as a RFC3339 formatted string."""
    last_modified: datetime | Unset = UNSET
    """The date the user was last modified as a RFC3339 formatted string."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.resource_type = src.resource_type
            made.location = src.location
            made.created = v = src.created
            if v is not UNSET:
                made.created = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_modified = v = src.last_modified
            if v is not UNSET:
                made.last_modified = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

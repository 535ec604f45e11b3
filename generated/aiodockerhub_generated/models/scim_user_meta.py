"""The model `ScimUserMeta`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUserMeta(Model):
    """Metadata of the record: its kind, its URL, and when it was created and changed.

    Attributes:
        resource_type: Kind of record, such as `User`.
        location: URL of the record.
        created: When the record was created.
        last_modified: When the record was last changed.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.scim_user.properties.meta",
        keys={"resource_type": "resourceType", "last_modified": "lastModified"},
    )

    resource_type: str | None = None
    """Kind of record, such as `User`."""
    location: str | None = None
    """URL of the record."""
    created: datetime | None = None
    """When the record was created."""
    last_modified: datetime | None = None
    """When the record was last changed."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.resource_type = src.resource_type
            model.location = src.location
            v = src.created
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.created = v
            v = src.last_modified
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_modified = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

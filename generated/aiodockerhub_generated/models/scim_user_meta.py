"""The model `ScimUserMeta`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, read_time
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.resource_type = v = src["resourceType"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.location = v = src["location"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.created = v = src["created"]
                if v is not UNSET:
                    self.created = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.last_modified = v = src["lastModified"]
                if v is not UNSET:
                    self.last_modified = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                if len(src) != 4:
                    self._extras = extras(cls, src, len(src) - 4, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

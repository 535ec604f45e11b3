"""The model `ScimResourceType`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, texts
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                v = src["schemas"]
                self.schemas = v if v is UNSET else texts(v)
                self.id = v = src["id"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.name = v = src["name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.endpoint = v = src["endpoint"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.schema = v = src["schema"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 6:
                    self._extras = extras(cls, src, len(src) - 6, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

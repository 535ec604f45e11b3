"""The model `ScimSchemaPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, texts
from .._unset import UNSET, Unset
from .scim_schema import ScimSchema


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchemaPage(Model):
    """The schemas that the service knows."""

    SCHEMA: ClassVar = Schema(
        "$.components.responses.scim_get_schemas_resp.content['application/scim+json'].schema",
        keys={"total_results": "totalResults"},
    )

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    total_results: int | Unset = UNSET
    """Items in the whole list."""
    resources: list[ScimSchema] | Unset = UNSET
    """Items of this answer."""

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
                self.total_results = v = src["totalResults"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                v = src["resources"]
                self.resources = v if v is UNSET else ScimSchema.from_dicts(array(v), unknown)
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

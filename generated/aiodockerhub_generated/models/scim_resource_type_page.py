"""The model `ScimResourceTypePage`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, all_of, extras, new
from .._unset import UNSET, Unset
from .scim_resource_type import ScimResourceType


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimResourceTypePage(Model):
    """The kinds of record that the service keeps."""

    SCHEMA: ClassVar = Schema(
        "$.components.responses.scim_get_resource_types_resp.content['application/scim+json'].schema",
        keys={"total_results": "totalResults"},
    )

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    total_results: int | Unset = UNSET
    """Items in the whole list."""
    resources: list[ScimResourceType] | Unset = UNSET
    """Items of this answer."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["schemas"]
            self.schemas = v if v is UNSET else all_of(v, str)
            self.total_results = v = src["totalResults"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            v = src["resources"]
            self.resources = v if v is UNSET else ScimResourceType.from_dicts(v, unknown)
            if len(src) != 3:
                self.additional_properties = extras(cls, src, len(src) - 3, unknown)

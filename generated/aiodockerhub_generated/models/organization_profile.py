"""The model `OrganizationProfile`."""

from typing import Any, ClassVar, Literal

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrganizationProfile(Model):
    """What an organization shows of itself; keys that are not listed here are kept."""

    SCHEMA: ClassVar = Schema("$.paths['/v2/orgs/{org_name}/'].get.responses['200'].content['application/json'].schema")

    badge: Literal["verified_publisher", "open_source", ""] | str | Unset = UNSET
    """Programme that the organization belongs to; empty for none."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.badge = v = src["badge"]
            if v != "" and v != "open_source" and v != "verified_publisher" and v is not UNSET:
                raise Surprise
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

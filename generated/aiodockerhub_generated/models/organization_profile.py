"""The model `OrganizationProfile`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrganizationProfile(Model):
    """What an organization shows of itself, with whatever keys the service sends."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/orgs/{org_name}/'].get.responses['200'].content['application/json'].schema", open=True
    )

    badge: Literal["verified_publisher", "open_source", ""] | str | Unset = UNSET
    """Programme that the organization belongs to; empty for none."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.badge = v = src["badge"]
                if v != "" and v != "open_source" and v != "verified_publisher" and v is not UNSET:
                    raise Surprise
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

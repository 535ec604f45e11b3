"""The model `OrganizationSettings`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, extras, new
from .._unset import UNSET, Unset
from .restricted_images import RestrictedImages


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrganizationSettings(Model):
    """Settings of an organization."""

    SCHEMA: ClassVar = Schema("$.components.schemas.orgSettings")

    restricted_images: RestrictedImages | Unset = UNSET
    """Which images members of the organization may use."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["restricted_images"]
            self.restricted_images = v if v is UNSET else RestrictedImages.from_dicts([v], unknown)[0]
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

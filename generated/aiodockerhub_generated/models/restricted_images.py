"""The model `RestrictedImages`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RestrictedImages(Model):
    """Which images members of the organization may use."""

    SCHEMA: ClassVar = Schema("$.components.schemas.restricted_images")

    enabled: bool | Unset = UNSET
    """Whether or not to restrict image usage for users in the organization."""
    allow_official_images: bool | Unset = UNSET
    """Allow usage of official images if "enabled" is `true`."""
    allow_verified_publishers: bool | Unset = UNSET
    """Allow usage of verified publisher images if "enabled" is `true`."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.enabled = v = src["enabled"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.allow_official_images = v = src["allow_official_images"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.allow_verified_publishers = v = src["allow_verified_publishers"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

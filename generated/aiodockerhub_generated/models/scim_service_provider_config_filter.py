"""The model `ScimServiceProviderConfigFilter`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfigFilter(Model):
    """Whether lists can be filtered."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_service_provider_config.properties.filter", keys={"max_results": "maxResults"}
    )

    supported: bool | Unset = UNSET
    """Whether the service does it."""
    max_results: int | Unset = UNSET
    """Most items in one answer."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.supported = v = src["supported"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.max_results = v = src["maxResults"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

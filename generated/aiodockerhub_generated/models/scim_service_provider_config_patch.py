"""The model `ScimServiceProviderConfigPatch`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfigPatch(Model):
    """Whether records can be changed in part."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_service_provider_config.properties.patch")

    supported: bool | Unset = UNSET
    """Whether the service does it."""

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
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

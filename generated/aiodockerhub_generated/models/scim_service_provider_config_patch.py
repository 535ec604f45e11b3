"""The model `ScimServiceProviderConfigPatch`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfigPatch(Model):
    """Whether records can be changed in part."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_service_provider_config.properties.patch")

    supported: bool | Unset = UNSET
    """Whether the service does it."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.supported = v = src["supported"]
            if type(v) is not bool and v is not UNSET:
                raise Surprise
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

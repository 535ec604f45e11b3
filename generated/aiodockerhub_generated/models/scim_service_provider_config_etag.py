"""The model `ScimServiceProviderConfigEtag`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfigEtag(Model):
    """Whether records have versions."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_service_provider_config.properties.etag")

    supported: bool | Unset = UNSET
    """Whether the service does it."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.supported = src.supported
        if LEARNED:
            keep(cls, items, found, unknown)
        return found

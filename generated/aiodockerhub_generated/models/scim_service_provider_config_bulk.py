"""The model `ScimServiceProviderConfigBulk`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfigBulk(Model):
    """Whether several changes can go in one request."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_service_provider_config.properties.bulk",
        keys={"max_operations": "maxOperations", "max_payload_size": "maxPayloadSize"},
    )

    supported: bool | Unset = UNSET
    """Whether the service does it."""
    max_operations: int | Unset = UNSET
    """Most changes in one request."""
    max_payload_size: int | Unset = UNSET
    """Most bytes in one request."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            self = new(cls)
            found.append(self)
            self._extras = None
            self.supported = src.supported
            self.max_operations = src.max_operations
            self.max_payload_size = src.max_payload_size
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

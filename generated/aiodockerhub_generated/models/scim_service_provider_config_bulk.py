"""The model `ScimServiceProviderConfigBulk`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
                self.max_operations = v = src["maxOperations"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.max_payload_size = v = src["maxPayloadSize"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `ScimServiceProviderConfigBulk`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.supported = src.supported
            made.max_operations = src.max_operations
            made.max_payload_size = src.max_payload_size
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

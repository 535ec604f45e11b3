"""The model `ScimServiceProviderConfigFilter`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.supported = src.supported
            made.max_results = src.max_results
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

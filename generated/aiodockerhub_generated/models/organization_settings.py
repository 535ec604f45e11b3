"""The model `OrganizationSettings`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .restricted_images import RestrictedImages


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrganizationSettings(Model):
    """Settings of an organization."""

    SCHEMA: ClassVar = Schema("$.components.schemas.orgSettings")

    restricted_images: RestrictedImages | Unset = UNSET
    """Which images members of the organization may use."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.restricted_images
            made.restricted_images = v if v is UNSET else RestrictedImages.from_structs((v,), unknown)[0]
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `ScimGroup`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimGroup(Model):
    """A group of a user."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_group")

    value: str | Unset = UNSET
    """Identifier of the group."""
    display: str | Unset = UNSET
    """Name of the group, for people."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.value = src.value
            made.display = src.display
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `ScimEmail`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimEmail(Model):
    """An e-mail address of a user."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_email")

    value: str | Unset = UNSET
    """The address."""
    display: str | Unset = UNSET
    """The address, for people."""
    primary: bool | Unset = UNSET
    """Whether the user is reached here first."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.value = src.value
            made.display = src.display
            made.primary = src.primary
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `ScimUserName`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUserName(Model):
    """Given name and family name of the user."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_user_name", keys={"given_name": "givenName", "family_name": "familyName"}
    )

    given_name: str | Unset = UNSET
    """Given name."""
    family_name: str | Unset = UNSET
    """Family name."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.given_name = src.given_name
            made.family_name = src.family_name
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `CreatedToken`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CreatedToken(Model):
    """Successful access token response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuthCreateTokenResponse")

    access_token: str = attrs.field(repr=False)
    """The created access token. This expires in 10 minutes."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.access_token = src.access_token
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

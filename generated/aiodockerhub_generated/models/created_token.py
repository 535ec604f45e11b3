"""The model `CreatedToken`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CreatedToken(Model):
    """Successful access token response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuthCreateTokenResponse")

    access_token: str = attrs.field(repr=False)
    """The created access token. This expires in 10 minutes."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.access_token = src.access_token
        if LEARNED:
            keep(cls, items, found, unknown)
        return found

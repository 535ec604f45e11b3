"""The model `CreatedToken`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CreatedToken(Model):
    """Successful access token response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuthCreateTokenResponse")

    access_token: str = attrs.field(repr=False)
    """The created access token. This expires in 10 minutes."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.access_token = v = src["access_token"]
                if type(v) is not str:
                    raise Surprise
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

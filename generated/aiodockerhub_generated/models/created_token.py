"""The model `CreatedToken`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CreatedToken(Model):
    """Successful access token response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuthCreateTokenResponse")

    access_token: str = attrs.field(repr=False)
    """The created access token. This expires in 10 minutes."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.access_token = v = src["access_token"]
            if type(v) is not str:
                raise Surprise
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

"""The model `ScimUserName`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.given_name = v = src["givenName"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.family_name = v = src["familyName"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

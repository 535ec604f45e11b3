"""The model `ScimEmail`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.value = v = src["value"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.display = v = src["display"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.primary = v = src["primary"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

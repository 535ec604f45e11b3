"""The model `ScimGroup`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

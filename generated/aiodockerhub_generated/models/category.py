"""The model `Category`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Category(Model):
    """Repository category for classification and discovery."""

    SCHEMA: ClassVar = Schema("$.components.schemas.category")

    name: str
    """Human-readable name of the category."""
    slug: str
    """URL-friendly identifier for the category."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.name = v = src["name"]
                if type(v) is not str:
                    raise Surprise
                self.slug = v = src["slug"]
                if type(v) is not str:
                    raise Surprise
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

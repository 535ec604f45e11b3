"""The model `Category`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Category(Model):
    """Repository category for classification and discovery."""

    SCHEMA: ClassVar = Schema("$.components.schemas.category")

    name: str
    """Human-readable name of the category."""
    slug: str
    """URL-friendly identifier for the category."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.name = v = src["name"]
            if type(v) is not str:
                raise Surprise
            self.slug = v = src["slug"]
            if type(v) is not str:
                raise Surprise
            if len(src) != 2:
                self.additional_properties = extras(cls, src, len(src) - 2, unknown)

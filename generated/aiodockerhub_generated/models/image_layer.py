"""The model `ImageLayer`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImageLayer(Model):
    """A layer of an image."""

    SCHEMA: ClassVar = Schema("$.components.schemas.layer")

    digest: str | None | Unset = UNSET
    """Image layer digest."""
    size: int | Unset = UNSET
    """Size of the layer."""
    instruction: str | Unset = UNSET
    """Dockerfile instruction."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.digest = v = src["digest"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.size = v = src["size"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            self.instruction = v = src["instruction"]
            if type(v) is not str and v is not UNSET:
                raise Surprise
            if len(src) != 3:
                self.additional_properties = extras(cls, src, len(src) - 3, unknown)

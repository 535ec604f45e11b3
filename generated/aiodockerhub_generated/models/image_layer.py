"""The model `ImageLayer`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.digest = v = src["digest"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.size = v = src["size"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.instruction = v = src["instruction"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `ImageLayer`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
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
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            self = new(cls)
            found.append(self)
            self._extras = None
            self.digest = src.digest
            self.size = src.size
            self.instruction = src.instruction
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

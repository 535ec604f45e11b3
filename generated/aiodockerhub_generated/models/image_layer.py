"""The model `ImageLayer`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.digest = src.digest
            made.size = src.size
            made.instruction = src.instruction
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `ImageLayer`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImageLayer(Model):
    """A layer of an image.

    Attributes:
        digest: Image layer digest.
        size: Size of the layer, in bytes.
        instruction: Dockerfile instruction.
    """

    _schema: ClassVar = Schema("$.components.schemas.layer", nullable=("digest",))

    digest: str | None = None
    """Image layer digest."""
    size: int | None = None
    """Size of the layer, in bytes."""
    instruction: str | None = None
    """Dockerfile instruction."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            v = src.digest
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.digest = v
            model.size = src.size
            model.instruction = src.instruction
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

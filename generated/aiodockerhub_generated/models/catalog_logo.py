"""The model `CatalogLogo`."""

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
class CatalogLogo(Model):
    """URLs of the logo in two sizes.

    Attributes:
        large: URL of the large picture.
        small: URL of the small picture.
    """

    _schema: ClassVar = Schema("$.components.schemas.CatalogEntry.properties.logo_url", nullable=("large", "small"))

    large: str | None = None
    """URL of the large picture."""
    small: str | None = None
    """URL of the small picture."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            v = src.large
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.large = v
            v = src.small
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.small = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

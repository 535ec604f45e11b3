"""The model `OrganizationSettings`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .restricted_images import RestrictedImages


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrganizationSettings(Model):
    """Settings of an organization.

    Attributes:
        restricted_images: Which images members of the organization may use.
    """

    _schema: ClassVar = Schema("$.components.schemas.orgSettings")

    restricted_images: RestrictedImages | None = None
    """Which images members of the organization may use."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            v = src.restricted_images
            if v is not None:
                v = RestrictedImages._from_structs((v,), unknown)[0]
            model.restricted_images = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

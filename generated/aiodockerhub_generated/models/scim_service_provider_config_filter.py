"""The model `ScimServiceProviderConfigFilter`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfigFilter(Model):
    """Support for filters on lists.

    Attributes:
        supported: Whether the service supports this feature.
        max_results: Maximum number of items in one response.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.scim_service_provider_config.properties.filter", keys={"max_results": "maxResults"}
    )

    supported: bool | None = None
    """Whether the service supports this feature."""
    max_results: int | None = None
    """Maximum number of items in one response."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.supported = src.supported
            model.max_results = src.max_results
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

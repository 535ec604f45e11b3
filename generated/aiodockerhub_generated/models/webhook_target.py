"""The model `WebhookTarget`."""

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
class WebhookTarget(Model):
    """A URL that a webhook calls.

    Attributes:
        name: Name of the URL.
        hook_url: The URL.
    """

    _schema: ClassVar = Schema("$.components.schemas.WebhookTarget")

    name: str
    """Name of the URL."""
    hook_url: str
    """The URL."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.name = src.name
            model.hook_url = src.hook_url
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""The model `ImmutableTagsSettings`."""

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
class ImmutableTagsSettings(Model):
    """Which tags of a repository, if any, are immutable: they can be neither overwritten nor deleted.

    Attributes:
        enabled: Whether immutable tags are enabled.
        rules: The rules: Go RE2 expressions; each marks the tags it matches as immutable.
    """

    _schema: ClassVar = Schema("$.components.schemas.immutable_tags_settings")

    enabled: bool
    """Whether immutable tags are enabled."""
    rules: list[str]
    """The rules: Go RE2 expressions; each marks the tags it matches as immutable."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.enabled = src.enabled
            model.rules = src.rules
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

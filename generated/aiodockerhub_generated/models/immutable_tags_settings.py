"""The model `ImmutableTagsSettings`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsSettings(Model):
    """Which tags of a repository cannot be moved once they are pushed."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_settings")

    enabled: bool
    """Whether immutable tags are enabled."""
    rules: list[str]
    """List of immutable tag rules."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.enabled = src.enabled
            made.rules = src.rules
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

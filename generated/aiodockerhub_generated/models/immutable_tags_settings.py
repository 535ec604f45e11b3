"""The model `ImmutableTagsSettings`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsSettings(Model):
    """Which tags of a repository cannot be moved once they are pushed."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_settings")

    enabled: bool
    """Whether immutable tags are enabled."""
    rules: list[str]
    """List of immutable tag rules."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            self = new(cls)
            found.append(self)
            self._extras = None
            self.enabled = src.enabled
            self.rules = src.rules
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

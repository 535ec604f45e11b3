"""The model `ImmutableTagsSettings`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, texts


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsSettings(Model):
    """Which tags of a repository cannot be moved once they are pushed."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_settings")

    enabled: bool
    """Whether immutable tags are enabled."""
    rules: list[str]
    """List of immutable tag rules."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.enabled = v = src["enabled"]
                if type(v) is not bool:
                    raise Surprise
                self.rules = texts(src["rules"])
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

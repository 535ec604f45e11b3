"""The model `ImmutableTagsMatches`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Unknown, complete, extras, new, texts


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsMatches(Model):
    """The tags that a rule matches."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_verify_response")

    tags: list[str]
    """List of tags that match the provided regex pattern."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.tags = texts(src["tags"])
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `ImmutableTagsMatches`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, all_of, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsMatches(Model):
    """The tags that a rule matches."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_verify_response")

    tags: list[str]
    """List of tags that match the provided regex pattern."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.tags = all_of(src["tags"], str)
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

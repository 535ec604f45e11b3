"""The model `ImmutableTagsSettings`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, all_of, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsSettings(Model):
    """Which tags of a repository cannot be moved once they are pushed."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_settings")

    enabled: bool
    """Whether immutable tags are enabled."""
    rules: list[str]
    """List of immutable tag rules."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.enabled = v = src["enabled"]
            if type(v) is not bool:
                raise Surprise
            self.rules = all_of(src["rules"], str)
            if len(src) != 2:
                self.additional_properties = extras(cls, src, len(src) - 2, unknown)

"""The model `ImmutableTagsMatches`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ImmutableTagsMatches(Model):
    """The tags that a rule matches."""

    SCHEMA: ClassVar = Schema("$.components.schemas.immutable_tags_verify_response")

    tags: list[str]
    """List of tags that match the provided regex pattern."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.tags = src.tags
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

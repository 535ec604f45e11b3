"""The model `RegistrySettings`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RegistrySettings(Model):
    """Registry settings of an organization."""

    SCHEMA: ClassVar = Schema("$.components.schemas.RegistrySettings")

    default_repo_visibility: Literal["public", "private"] | str
    """How visible new repositories are."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.default_repo_visibility = src.default_repo_visibility
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `RepositoryGroup`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RepositoryGroup(Model):
    """A group (team) with its permission on a repository."""

    SCHEMA: ClassVar = Schema("$.components.schemas.RepositoryGroup")

    group_name: str | Unset = UNSET
    """The name of the group."""
    permission: Literal["read", "write", "admin"] | str | Unset = UNSET
    """The permission level granted to the group."""
    group_id: int | Unset = UNSET
    """The ID of the group."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.group_name = src.group_name
            made.permission = src.permission
            made.group_id = src.group_id
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

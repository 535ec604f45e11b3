"""The model `Group`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Group(Model):
    """A group (team) of an organization."""

    SCHEMA: ClassVar = Schema("$.components.schemas.org_group")

    id: int
    """Group ID."""
    uuid: str | Unset = UNSET
    """UUID for the group."""
    name: str
    """Name of the group."""
    description: str | Unset = UNSET
    """Description of the group."""
    member_count: int | Unset = UNSET
    """Member count of the group."""
    role: str | Unset = UNSET
    """Role that members of the group have in the organization."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.uuid = src.uuid
            made.name = src.name
            made.description = src.description
            made.member_count = src.member_count
            made.role = src.role
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

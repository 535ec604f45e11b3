"""The model `Group`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Group(Model):
    """A group (team) of an organization.

    Attributes:
        id: Group ID.
        uuid: UUID for the group.
        name: Name of the group.
        description: Description of the group.
        member_count: Member count of the group.
        role: Role assigned to the team. A core role (`owner`, `editor`, or `member`) or the
            name of a custom role (not the label or UUID).
    """

    _schema: ClassVar = Schema("$.components.schemas.org_group")

    id: int
    """Group ID."""
    uuid: str | None = None
    """UUID for the group."""
    name: str
    """Name of the group."""
    description: str | None = None
    """Description of the group."""
    member_count: int | None = None
    """Member count of the group."""
    role: str | None = None
    """Role assigned to the team. A core role (`owner`, `editor`, or `member`) or the name of a custom
    role (not the label or UUID).
    """

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.id = src.id
            model.uuid = src.uuid
            model.name = src.name
            model.description = src.description
            model.member_count = src.member_count
            model.role = src.role
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""The model `RepositoryGroup`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RepositoryGroup(Model):
    """A group (team) with its permission on a repository.

    Attributes:
        group_name: The name of the group.
        permission: The permission level granted to the group.
        group_id: The ID of the group.
    """

    _schema: ClassVar = Schema("$.components.schemas.RepositoryGroup")

    group_name: str | None = None
    """The name of the group."""
    permission: Literal["read", "write", "admin"] | str | None = None
    """The permission level granted to the group."""
    group_id: int | None = None
    """The ID of the group."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.group_name = src.group_name
            model.permission = src.permission
            model.group_id = src.group_id
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

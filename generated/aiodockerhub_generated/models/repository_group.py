"""The model `RepositoryGroup`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.group_name = v = src["group_name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.permission = v = src["permission"]
                if v != "admin" and v != "read" and v != "write" and v is not UNSET:
                    raise Surprise
                self.group_id = v = src["group_id"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `Group`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.id = v = src["id"]
                if type(v) is not int:
                    raise Surprise
                self.uuid = v = src["uuid"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.name = v = src["name"]
                if type(v) is not str:
                    raise Surprise
                self.description = v = src["description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.member_count = v = src["member_count"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.role = v = src["role"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 6:
                    self._extras = extras(cls, src, len(src) - 6, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `OrgMemberRow`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgMemberRow(Model):
    """One line of the exported list of members; columns that are not listed here are kept as well."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.OrgMemberRow",
        keys={
            "name": "Name",
            "username": "Username",
            "email": "Email",
            "type": "Type",
            "role": "Role",
            "permission": "Permission",
            "teams": "Teams",
            "date_joined": "Date Joined",
        },
    )

    name: str | Unset = UNSET
    """First and last name of the member."""
    username: str | Unset = UNSET
    """Username of the member."""
    email: str | Unset = UNSET
    """Email address of the member."""
    type: Literal["Invitee", "User"] | str | Unset = UNSET
    """Whether the member has joined."""
    role: str | Unset = UNSET
    """Role of the member in the organization."""
    permission: str | Unset = UNSET
    """What the column with the role was called before."""
    teams: str | Unset = UNSET
    """Teams of the member, separated by commas."""
    date_joined: str | Unset = UNSET
    """When the member joined."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.name = v = src["Name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.username = v = src["Username"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.email = v = src["Email"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.type = v = src["Type"]
                if v != "Invitee" and v != "User" and v is not UNSET:
                    raise Surprise
                self.role = v = src["Role"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.permission = v = src["Permission"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.teams = v = src["Teams"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.date_joined = v = src["Date Joined"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 8:
                    self._extras = extras(cls, src, len(src) - 8, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

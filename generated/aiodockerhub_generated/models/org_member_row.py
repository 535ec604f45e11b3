"""The model `OrgMemberRow`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.username = src.username
            made.email = src.email
            made.type = src.type
            made.role = src.role
            made.permission = src.permission
            made.teams = src.teams
            made.date_joined = src.date_joined
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

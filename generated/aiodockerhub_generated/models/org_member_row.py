"""The model `OrgMemberRow`."""

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
class OrgMemberRow(Model):
    """One line of the exported list of members; columns that are not listed here are kept as well.

    Attributes:
        name: First and last name of the member.
        username: Username of the member.
        email: Email address of the member.
        type: `User` for a member who has joined the organization, `Invitee` for one who is
            invited.
        role: Role of the member in the organization.
        permission: Role of the member, in exports from before Docker renamed this column to
            `Role`.
        teams: Teams of the member, separated by commas, such as `team-1, team-2`.
        date_joined: When the member joined, such as `2020-01-01 15:00:51.193355 +0000 UTC`.
    """

    _schema: ClassVar = Schema(
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

    name: str | None = None
    """First and last name of the member."""
    username: str | None = None
    """Username of the member."""
    email: str | None = None
    """Email address of the member."""
    type: Literal["Invitee", "User"] | str | None = None
    """`User` for a member who has joined the organization, `Invitee` for one who is invited."""
    role: str | None = None
    """Role of the member in the organization."""
    permission: str | None = None
    """Role of the member, in exports from before Docker renamed this column to `Role`."""
    teams: str | None = None
    """Teams of the member, separated by commas, such as `team-1, team-2`."""
    date_joined: str | None = None
    """When the member joined, such as `2020-01-01 15:00:51.193355 +0000 UTC`."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.name = src.name
            model.username = src.username
            model.email = src.email
            model.type = src.type
            model.role = src.role
            model.permission = src.permission
            model.teams = src.teams
            model.date_joined = src.date_joined
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

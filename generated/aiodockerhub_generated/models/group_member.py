"""The model `GroupMember`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class GroupMember(Model):
    """A member of a group.

    Attributes:
        id: UUID of the account, without hyphens.
        company: Company in the profile of the account.
        date_joined: When the account was made.
        full_name: Full name in the profile of the account.
        gravatar_email: E-mail address of the account's picture at Gravatar.
        gravatar_url: URL of the account's picture at Gravatar.
        location: Location that the profile of the account states.
        profile_url: Web page in the profile of the account.
        type: Kind of account: `User`, or `Org` for an organization.
        username: Name of the account (Docker ID).
        email: E-mail address; only in responses to callers who may see it.
        role: Role in the organization, such as `Owner` or `Member`, or a custom one.
        groups: Groups that the user is a member of.
        is_guest: Whether the e-mail address is outside the domains of the organization.
        uuid: UUID of the account.
        primary_email: Main e-mail address of the account; only in responses to callers who may
            see it.
    """

    _schema: ClassVar = Schema("$.components.schemas.group_member")

    id: str | None = None
    """UUID of the account, without hyphens."""
    company: str | None = None
    """Company in the profile of the account."""
    date_joined: datetime | None = None
    """When the account was made."""
    full_name: str | None = None
    """Full name in the profile of the account."""
    gravatar_email: str | None = None
    """E-mail address of the account's picture at Gravatar."""
    gravatar_url: str | None = None
    """URL of the account's picture at Gravatar."""
    location: str | None = None
    """Location that the profile of the account states."""
    profile_url: str | None = None
    """Web page in the profile of the account."""
    type: Literal["User", "Org"] | str | None = None
    """Kind of account: `User`, or `Org` for an organization."""
    username: str | None = None
    """Name of the account (Docker ID)."""
    email: str | None = None
    """E-mail address; only in responses to callers who may see it."""
    role: str | None = None
    """Role in the organization, such as `Owner` or `Member`, or a custom one."""
    groups: list[str] | None = None
    """Groups that the user is a member of."""
    is_guest: bool | None = None
    """Whether the e-mail address is outside the domains of the organization."""
    uuid: str | None = None
    """UUID of the account."""
    primary_email: str | None = None
    """Main e-mail address of the account; only in responses to callers who may see it."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.id = src.id
            model.company = src.company
            v = src.date_joined
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.date_joined = v
            model.full_name = src.full_name
            model.gravatar_email = src.gravatar_email
            model.gravatar_url = src.gravatar_url
            model.location = src.location
            model.profile_url = src.profile_url
            model.type = src.type
            model.username = src.username
            model.email = src.email
            model.role = src.role
            model.groups = src.groups
            model.is_guest = src.is_guest
            model.uuid = src.uuid
            model.primary_email = src.primary_email
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""The model `OrgMember`."""

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
class OrgMember(Model):
    """A member of an organization, or somebody who is invited.

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
        email: User's email address.
        role: The member's role in the organization (`Owner`, `Editor`, `Member`, or `Invitee`
            for pending invites).
        groups: Names of the groups (teams) that the user is a member of.
        is_guest: Whether the organization has verified domains, and the e-mail address of the
            member is outside of them.
        primary_email: The user's primary email address.
            Deprecated.
        last_logged_in_at: Last time the user logged in. Only visible to organizations with
            insights enabled; see Insights
            (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).
        last_seen_at: Last time the user was seen; which activity counts is not documented. Only
            visible to organizations with insights enabled; see Insights
            (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).
        last_desktop_version: Version of Docker Desktop that the user used last. Only visible to
            organizations with insights enabled; see Insights
            (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.org_member",
        inherited={
            "id": "$.components.schemas.user",
            "company": "$.components.schemas.user",
            "date_joined": "$.components.schemas.user",
            "full_name": "$.components.schemas.user",
            "gravatar_email": "$.components.schemas.user",
            "gravatar_url": "$.components.schemas.user",
            "location": "$.components.schemas.user",
            "profile_url": "$.components.schemas.user",
            "type": "$.components.schemas.user",
            "username": "$.components.schemas.user",
        },
    )

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
    """User's email address."""
    role: Literal["Owner", "Editor", "Member", "Invitee"] | str | None = None
    """The member's role in the organization (`Owner`, `Editor`, `Member`, or `Invitee` for pending
    invites).
    """
    groups: list[str] | None = None
    """Names of the groups (teams) that the user is a member of."""
    is_guest: bool | None = None
    """Whether the organization has verified domains, and the e-mail address of the member is outside
    of them.
    """
    primary_email: str | None = None
    """The user's primary email address.

    Deprecated.
    """
    last_logged_in_at: datetime | None = None
    """Last time the user logged in. Only visible to organizations with insights enabled; see Insights
    (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).
    """
    last_seen_at: datetime | None = None
    """Last time the user was seen; which activity counts is not documented. Only visible to
    organizations with insights enabled; see Insights
    (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).
    """
    last_desktop_version: str | None = None
    """Version of Docker Desktop that the user used last. Only visible to organizations with insights
    enabled; see Insights
    (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).
    """

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
            model.primary_email = src.primary_email
            v = src.last_logged_in_at
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_logged_in_at = v
            v = src.last_seen_at
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_seen_at = v
            model.last_desktop_version = src.last_desktop_version
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

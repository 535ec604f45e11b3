"""The model `OrgMember`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgMember(Model):
    """A member of an organization, or somebody who is invited."""

    SCHEMA: ClassVar = Schema(
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

    id: str | Unset = UNSET
    """The UUID trimmed."""
    company: str | Unset = UNSET
    """Company that the account names."""
    date_joined: datetime | Unset = UNSET
    """When the account was made."""
    full_name: str | Unset = UNSET
    """Name of the person, as the account gives it."""
    gravatar_email: str | Unset = UNSET
    """E-mail address that the picture belongs to."""
    gravatar_url: str | Unset = UNSET
    """Address of the picture."""
    location: str | Unset = UNSET
    """Place that the account names."""
    profile_url: str | Unset = UNSET
    """Web page that the account names."""
    type: Literal["User", "Org"] | str | Unset = UNSET
    """Whether the account is a user or an organization."""
    username: str | Unset = UNSET
    """Name of the account (Docker ID)."""
    email: str | Unset = UNSET
    """User's email address."""
    role: Literal["Owner", "Member", "Invitee", "Editor"] | str | Unset = UNSET
    """User's role in the Organization."""
    groups: list[str] | Unset = UNSET
    """Groups (Teams) that the user is member of."""
    is_guest: bool | Unset = UNSET
    """If the organization has verified domains, members that have email addresses outside of those
    domains will be flagged as guests.
    """
    primary_email: str | Unset = UNSET
    """The user's email primary address.

    Deprecated.
    """
    last_logged_in_at: datetime | Unset = UNSET
    """Last time the user logged in. To access this field, you must have insights visible for your
    organization. See Insights
    (https://docs.docker.com/admin/organization/insights/#view-insights-for-organization-users).
    """
    last_seen_at: datetime | Unset = UNSET
    """Last time the user was seen. To access this field, you must have insights visible for your
    organization. See Insights
    (https://docs.docker.com/admin/organization/insights/#view-insights-for-organization-users).
    """
    last_desktop_version: str | Unset = UNSET
    """Last desktop version the user used. To access this field, you must have insights visible for
    your organization. See Insights
    (https://docs.docker.com/admin/organization/insights/#view-insights-for-organization-users).
    """

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.company = src.company
            made.date_joined = v = src.date_joined
            if v is not UNSET:
                made.date_joined = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.full_name = src.full_name
            made.gravatar_email = src.gravatar_email
            made.gravatar_url = src.gravatar_url
            made.location = src.location
            made.profile_url = src.profile_url
            made.type = src.type
            made.username = src.username
            made.email = src.email
            made.role = src.role
            made.groups = src.groups
            made.is_guest = src.is_guest
            made.primary_email = src.primary_email
            made.last_logged_in_at = v = src.last_logged_in_at
            if v is not UNSET:
                made.last_logged_in_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_seen_at = v = src.last_seen_at
            if v is not UNSET:
                made.last_seen_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_desktop_version = src.last_desktop_version
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

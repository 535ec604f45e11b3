"""The model `CurrentUser`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CurrentUser(Model):
    """The logged-in user.

    Attributes:
        username: Name of a user (Docker ID).
        orgname: Name of an organization.
        id: UUID of the account, without hyphens.
        uuid: UUID of the account.
        full_name: Display name.
        location: Location that the profile of the account states.
        company: Company in the profile of the account.
        profile_url: Web page in the profile of the account.
        date_joined: When the account was made.
        gravatar_email: E-mail address of the account's picture at Gravatar.
        gravatar_url: URL of the account's picture at Gravatar.
        type: Kind of account, `User` or `Organization`.
        badge: Badge of the account for a programme of Docker; empty for none.
        is_active: Whether the account can be used.
        email: E-mail address of the account.
        is_staff: Whether the account belongs to an employee of Docker.
        is_admin: Whether the account administers Docker Hub itself.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.CurrentUser",
        inherited={
            "username": "$.components.schemas.Profile",
            "orgname": "$.components.schemas.Profile",
            "id": "$.components.schemas.Profile",
            "uuid": "$.components.schemas.Profile",
            "full_name": "$.components.schemas.Profile",
            "location": "$.components.schemas.Profile",
            "company": "$.components.schemas.Profile",
            "profile_url": "$.components.schemas.Profile",
            "date_joined": "$.components.schemas.Profile",
            "gravatar_email": "$.components.schemas.Profile",
            "gravatar_url": "$.components.schemas.Profile",
            "type": "$.components.schemas.Profile",
            "badge": "$.components.schemas.Profile",
            "is_active": "$.components.schemas.Profile",
            "email": "$.components.schemas.CurrentUser.allOf[1]",
            "is_staff": "$.components.schemas.CurrentUser.allOf[1]",
            "is_admin": "$.components.schemas.CurrentUser.allOf[1]",
        },
        nullable=(
            "full_name",
            "location",
            "company",
            "profile_url",
            "date_joined",
            "gravatar_email",
            "gravatar_url",
            "badge",
        ),
    )

    username: str
    """Name of a user (Docker ID)."""
    orgname: str | None = None
    """Name of an organization."""
    id: str | None = None
    """UUID of the account, without hyphens."""
    uuid: str | None = None
    """UUID of the account."""
    full_name: str | None = None
    """Display name."""
    location: str | None = None
    """Location that the profile of the account states."""
    company: str | None = None
    """Company in the profile of the account."""
    profile_url: str | None = None
    """Web page in the profile of the account."""
    date_joined: datetime | None = None
    """When the account was made."""
    gravatar_email: str | None = None
    """E-mail address of the account's picture at Gravatar."""
    gravatar_url: str | None = None
    """URL of the account's picture at Gravatar."""
    type: Literal["User", "Organization"] | str | None = None
    """Kind of account, `User` or `Organization`."""
    badge: Literal["verified_publisher", "open_source", ""] | str | None = None
    """Badge of the account for a programme of Docker; empty for none."""
    is_active: bool | None = None
    """Whether the account can be used."""
    email: str | None = None
    """E-mail address of the account."""
    is_staff: bool | None = None
    """Whether the account belongs to an employee of Docker."""
    is_admin: bool | None = None
    """Whether the account administers Docker Hub itself."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.username = src.username
            model.orgname = src.orgname
            model.id = src.id
            model.uuid = src.uuid
            v = src.full_name
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.full_name = v
            v = src.location
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.location = v
            v = src.company
            if v is None:
                bits += 4
            elif v is absent:
                v = None
            model.company = v
            v = src.profile_url
            if v is None:
                bits += 8
            elif v is absent:
                v = None
            model.profile_url = v
            v = src.date_joined
            if v is None:
                bits += 16
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.date_joined = v
            v = src.gravatar_email
            if v is None:
                bits += 32
            elif v is absent:
                v = None
            model.gravatar_email = v
            v = src.gravatar_url
            if v is None:
                bits += 64
            elif v is absent:
                v = None
            model.gravatar_url = v
            model.type = src.type
            v = src.badge
            if v is None:
                bits += 128
            elif v is absent:
                v = None
            model.badge = v
            model.is_active = src.is_active
            model.email = src.email
            model.is_staff = src.is_staff
            model.is_admin = src.is_admin
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

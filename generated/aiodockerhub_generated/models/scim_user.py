"""The model `ScimUser`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .scim_email import ScimEmail
from .scim_group import ScimGroup
from .scim_user_meta import ScimUserMeta
from .scim_user_name import ScimUserName


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUser(Model):
    """A user, as the identity provider sees it."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_user", keys={"user_name": "userName", "display_name": "displayName"}
    )

    schemas: list[str] | Unset = UNSET
    """URNs of the schemas that the user follows: `urn:ietf:params:scim:schemas:core:2.0:User`."""
    id: str | Unset = UNSET
    """The unique identifier for the user. A v4 UUID."""
    user_name: str | Unset = UNSET
    """The user's email address. This must be reachable via email."""
    name: ScimUserName | Unset = UNSET
    """Given name and family name of the user."""
    display_name: str | Unset = UNSET
    """The username in Docker. Also known as the "Docker ID"."""
    active: bool | Unset = UNSET
    """Whether the user may sign in."""
    emails: list[ScimEmail] | Unset = UNSET
    """E-mail addresses of the user."""
    groups: list[ScimGroup] | Unset = UNSET
    """Groups of the user."""
    meta: ScimUserMeta | Unset = UNSET
    """When and where the record of the user is kept."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.schemas = src.schemas
            made.id = src.id
            made.user_name = src.user_name
            v = src.name
            made.name = v if v is UNSET else ScimUserName.from_structs((v,), unknown)[0]
            made.display_name = src.display_name
            made.active = src.active
            v = src.emails
            made.emails = v if v is UNSET else ScimEmail.from_structs(v, unknown)
            v = src.groups
            made.groups = v if v is UNSET else ScimGroup.from_structs(v, unknown)
            v = src.meta
            made.meta = v if v is UNSET else ScimUserMeta.from_structs((v,), unknown)[0]
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

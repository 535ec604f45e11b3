"""The model `ScimUser`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .scim_email import ScimEmail
from .scim_group import ScimGroup
from .scim_user_meta import ScimUserMeta
from .scim_user_name import ScimUserName


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUser(Model):
    """A user, as the identity provider sees it.

    Attributes:
        schemas: URNs of the schemas that the user follows:
            `urn:ietf:params:scim:schemas:core:2.0:User`.
        id: The unique identifier for the user. A v4 UUID.
        user_name: The user's email address. This must be reachable via email.
        name: Given name and family name of the user.
        display_name: The username in Docker. Also known as the "Docker ID".
        active: Whether the user may log in.
        emails: E-mail addresses of the user.
        groups: Groups of the user.
        meta: Metadata of the record: its kind, its URL, and when it was created and changed.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.scim_user", keys={"user_name": "userName", "display_name": "displayName"}
    )

    schemas: list[str] | None = None
    """URNs of the schemas that the user follows: `urn:ietf:params:scim:schemas:core:2.0:User`."""
    id: str
    """The unique identifier for the user. A v4 UUID."""
    user_name: str | None = None
    """The user's email address. This must be reachable via email."""
    name: ScimUserName | None = None
    """Given name and family name of the user."""
    display_name: str | None = None
    """The username in Docker. Also known as the "Docker ID"."""
    active: bool | None = None
    """Whether the user may log in."""
    emails: list[ScimEmail] | None = None
    """E-mail addresses of the user."""
    groups: list[ScimGroup] | None = None
    """Groups of the user."""
    meta: ScimUserMeta | None = None
    """Metadata of the record: its kind, its URL, and when it was created and changed."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.schemas = src.schemas
            model.id = src.id
            model.user_name = src.user_name
            v = src.name
            if v is not None:
                v = ScimUserName._from_structs((v,), unknown)[0]
            model.name = v
            model.display_name = src.display_name
            model.active = src.active
            v = src.emails
            if v:
                v = ScimEmail._from_structs(v, unknown)
            model.emails = v
            v = src.groups
            if v:
                v = ScimGroup._from_structs(v, unknown)
            model.groups = v
            v = src.meta
            if v is not None:
                v = ScimUserMeta._from_structs((v,), unknown)[0]
            model.meta = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

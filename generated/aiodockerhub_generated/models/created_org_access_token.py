"""The model `CreatedOrgAccessToken`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .org_access_token_resource import OrgAccessTokenResource


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CreatedOrgAccessToken(Model):
    """A new organization access token, with its secret.

    Attributes:
        id: Identifier of the token; not the secret.
        label: Label that its creator gave the token.
        is_active: Whether the token is enabled.
        created_at: When the token was made.
        expires_at: When the token expires; null if never.
        last_used_at: When the token was last used; null if never.
        description: Description of the token, at most 200 characters.
        created_by: User who created the token; missing in this response.
            `org_access_tokens.get` returns it.
        token: The actual token value that can be used for authentication.
        resources: Resources that the token gives access to, each with its scopes.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.createOrgAccessTokenResponse",
        inherited={
            "id": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "label": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "is_active": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "created_at": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "expires_at": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "last_used_at": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "description": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "created_by": "$.components.schemas.createOrgAccessTokenResponse.allOf[0]",
            "token": "$.components.schemas.createOrgAccessTokenResponse.allOf[1]",
            "resources": "$.components.schemas.createOrgAccessTokenResponse.allOf[1]",
        },
        nullable=("expires_at", "last_used_at", "created_by"),
    )

    id: str
    """Identifier of the token; not the secret."""
    label: str
    """Label that its creator gave the token."""
    is_active: bool
    """Whether the token is enabled."""
    created_at: datetime
    """When the token was made."""
    expires_at: datetime | None = None
    """When the token expires; null if never."""
    last_used_at: datetime | None = None
    """When the token was last used; null if never."""
    description: str | None = None
    """Description of the token, at most 200 characters."""
    created_by: str | None = None
    """User who created the token; missing in this response. `org_access_tokens.get` returns it."""
    token: str = attrs.field(repr=False)
    """The actual token value that can be used for authentication."""
    resources: list[OrgAccessTokenResource] | None = None
    """Resources that the token gives access to, each with its scopes."""

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
            model.id = src.id
            model.label = src.label
            model.is_active = src.is_active
            v = src.created_at
            if v[7] != "-" or v[-1] != "Z":
                raise SchemaMismatch
            v = parse(v)
            model.created_at = v
            v = src.expires_at
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.expires_at = v
            v = src.last_used_at
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_used_at = v
            model.description = src.description
            v = src.created_by
            if v is None:
                bits += 4
            elif v is absent:
                v = None
            model.created_by = v
            model.token = src.token
            v = src.resources
            if v:
                v = OrgAccessTokenResource._from_structs(v, unknown)
            model.resources = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

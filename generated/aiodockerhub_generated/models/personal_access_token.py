"""The model `PersonalAccessToken`."""

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


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class PersonalAccessToken(Model):
    """A personal access token.

    Attributes:
        uuid: Identifier of the token; not the secret.
        client_id: Application that the token was made for.
        creator_ip: Network address from which the token was made.
        creator_ua: User agent with which the token was made.
        created_at: When the token was made.
        last_used: When the token was last used; null if never.
        generated_by: How the token was made, such as `manual`.
        is_active: Whether the token is enabled.
        token: Secret of the token in the response to its creation; empty in all other
            responses.
        token_label: Label that its creator gave the token.
        scopes: Scopes of the token, such as `repo:read`.
        expires_at: When the token expires; null or missing if never.
    """

    _schema: ClassVar = Schema("$.components.schemas.accessToken", nullable=("last_used", "expires_at"))

    uuid: str
    """Identifier of the token; not the secret."""
    client_id: str | None = None
    """Application that the token was made for."""
    creator_ip: str | None = None
    """Network address from which the token was made."""
    creator_ua: str | None = None
    """User agent with which the token was made."""
    created_at: datetime | None = None
    """When the token was made."""
    last_used: datetime | None = None
    """When the token was last used; null if never."""
    generated_by: str | None = None
    """How the token was made, such as `manual`."""
    is_active: bool
    """Whether the token is enabled."""
    token: str = attrs.field(repr=False)
    """Secret of the token in the response to its creation; empty in all other responses."""
    token_label: str
    """Label that its creator gave the token."""
    scopes: list[str] | None = None
    """Scopes of the token, such as `repo:read`."""
    expires_at: datetime | None = None
    """When the token expires; null or missing if never."""

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
            model.uuid = src.uuid
            model.client_id = src.client_id
            model.creator_ip = src.creator_ip
            model.creator_ua = src.creator_ua
            v = src.created_at
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.created_at = v
            v = src.last_used
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_used = v
            model.generated_by = src.generated_by
            model.is_active = src.is_active
            model.token = src.token
            model.token_label = src.token_label
            model.scopes = src.scopes
            v = src.expires_at
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.expires_at = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

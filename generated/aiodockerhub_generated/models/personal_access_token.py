"""The model `PersonalAccessToken`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class PersonalAccessToken(Model):
    """A personal access token."""

    SCHEMA: ClassVar = Schema("$.components.schemas.accessToken")

    uuid: str
    """Identifier of the token; not the secret."""
    client_id: str | Unset = UNSET
    """Application that the token was made for."""
    creator_ip: str | Unset = UNSET
    """Network address from which the token was made."""
    creator_ua: str | Unset = UNSET
    """User agent with which the token was made."""
    created_at: datetime | Unset = UNSET
    """When the token was made."""
    last_used: datetime | None | Unset = UNSET
    """When the token was last used; null if never."""
    generated_by: str | Unset = UNSET
    """How the token was made, such as `manual`."""
    is_active: bool
    """Whether the token works."""
    token: str | Unset = attrs.field(default=UNSET, repr=False)
    """The secret, which only the answer to its creation holds; empty otherwise."""
    token_label: str
    """Name of the token, for people."""
    scopes: list[str] | Unset = UNSET
    """What the token may do."""
    expires_at: datetime | None | Unset = UNSET
    """When the token expires; null or missing if never."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.uuid = src.uuid
            made.client_id = src.client_id
            made.creator_ip = src.creator_ip
            made.creator_ua = src.creator_ua
            made.created_at = v = src.created_at
            if v is not UNSET:
                made.created_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_used = v = src.last_used
            if v is not None and v is not UNSET:
                made.last_used = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.generated_by = src.generated_by
            made.is_active = src.is_active
            made.token = src.token
            made.token_label = src.token_label
            made.scopes = src.scopes
            made.expires_at = v = src.expires_at
            if v is not None and v is not UNSET:
                made.expires_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `OrgAccessToken`."""

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
from .org_access_token_resource import OrgAccessTokenResource


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgAccessToken(Model):
    """An organization access token."""

    SCHEMA: ClassVar = Schema("$.components.schemas.orgAccessToken")

    id: str
    """Identifier of the token; not the secret."""
    label: str
    """Name of the token, for people."""
    created_by: str | None | Unset = UNSET
    """Who created the token; the service may leave it out."""
    is_active: bool
    """Whether the token works."""
    created_at: datetime
    """When the token was made."""
    expires_at: datetime | None | Unset = UNSET
    """When the token expires; null if never."""
    last_used_at: datetime | None | Unset = UNSET
    """When the token was last used; null if never."""
    description: str | Unset = UNSET
    """Text about the token, at most 200 characters."""
    resources: list[OrgAccessTokenResource] | Unset = UNSET
    """What the token gives access to."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.label = src.label
            made.created_by = src.created_by
            made.is_active = src.is_active
            made.created_at = v = read_time(src.created_at)
            if v.tzinfo is None:
                raise SchemaMismatch
            made.expires_at = v = src.expires_at
            if v is not None and v is not UNSET:
                made.expires_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_used_at = v = src.last_used_at
            if v is not None and v is not UNSET:
                made.last_used_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.description = src.description
            v = src.resources
            made.resources = v if v is UNSET else OrgAccessTokenResource.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

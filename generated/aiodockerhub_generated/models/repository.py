"""The model `Repository`."""

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
from .category import Category
from .immutable_tags_settings import ImmutableTagsSettings
from .repository_permissions import RepositoryPermissions


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Repository(Model):
    """A repository."""

    SCHEMA: ClassVar = Schema("$.components.schemas.repository_info")

    user: str | Unset = UNSET
    """Username of the repository owner."""
    name: str
    """Repository name."""
    namespace: str
    """Repository namespace."""
    repository_type: str | None | Unset = UNSET
    """Type of the repository."""
    status: int | Unset = UNSET
    """Status as a code: 0 inactive, 1 active, 6 archived."""
    status_description: str | Unset = UNSET
    """Description of the repository status."""
    description: str | None | Unset = UNSET
    """Short description of the repository."""
    is_private: bool | Unset = UNSET
    """Whether the repository is private."""
    is_automated: bool | Unset = UNSET
    """Whether the repository has automated builds."""
    star_count: int | Unset = UNSET
    """Number of stars."""
    pull_count: int | Unset = UNSET
    """Number of pulls."""
    last_updated: datetime | None | Unset = UNSET
    """ISO 8601 timestamp of when repository was last updated."""
    last_modified: datetime | None | Unset = UNSET
    """ISO 8601 timestamp of when repository was last modified."""
    date_registered: datetime | Unset = UNSET
    """ISO 8601 timestamp of when repository was created."""
    collaborator_count: int | Unset = UNSET
    """Number of collaborators."""
    affiliation: str | None | Unset = UNSET
    """Repository affiliation."""
    hub_user: str | None | Unset = UNSET
    """Hub user information."""
    has_starred: bool | Unset = UNSET
    """Whether the current user has starred this repository."""
    full_description: str | None | Unset = UNSET
    """Full description of the repository."""
    permissions: RepositoryPermissions | Unset = UNSET
    """What the caller may do with a repository."""
    media_types: list[str | None] | Unset = UNSET
    """Supported media types."""
    content_types: list[str] | Unset = UNSET
    """Supported content types."""
    categories: list[Category] | Unset = UNSET
    """Repository categories."""
    immutable_tags_settings: ImmutableTagsSettings | Unset = UNSET
    """Which tags of a repository cannot be moved once they are pushed."""
    storage_size: int | None | Unset = UNSET
    """Storage size in bytes."""
    source: str | None | Unset = UNSET
    """Source of the repository, where it was created from."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.user = src.user
            made.name = src.name
            made.namespace = src.namespace
            made.repository_type = src.repository_type
            made.status = src.status
            made.status_description = src.status_description
            made.description = src.description
            made.is_private = src.is_private
            made.is_automated = src.is_automated
            made.star_count = src.star_count
            made.pull_count = src.pull_count
            made.last_updated = v = src.last_updated
            if v is not None and v is not UNSET:
                made.last_updated = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_modified = v = src.last_modified
            if v is not None and v is not UNSET:
                made.last_modified = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.date_registered = v = src.date_registered
            if v is not UNSET:
                made.date_registered = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.collaborator_count = src.collaborator_count
            made.affiliation = src.affiliation
            made.hub_user = src.hub_user
            made.has_starred = src.has_starred
            made.full_description = src.full_description
            v = src.permissions
            made.permissions = v if v is UNSET else RepositoryPermissions.from_structs((v,), unknown)[0]
            made.media_types = src.media_types
            made.content_types = src.content_types
            v = src.categories
            made.categories = v if v is UNSET else Category.from_structs(v, unknown)
            v = src.immutable_tags_settings
            made.immutable_tags_settings = v if v is UNSET else ImmutableTagsSettings.from_structs((v,), unknown)[0]
            made.storage_size = src.storage_size
            made.source = src.source
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

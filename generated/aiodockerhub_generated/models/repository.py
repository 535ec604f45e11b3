"""The model `Repository`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, Surprise, new, read_time
from .._structs import LEARNED, Unknown, keep
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
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            self = new(cls)
            found.append(self)
            self._extras = None
            self.user = src.user
            self.name = src.name
            self.namespace = src.namespace
            self.repository_type = src.repository_type
            self.status = src.status
            self.status_description = src.status_description
            self.description = src.description
            self.is_private = src.is_private
            self.is_automated = src.is_automated
            self.star_count = src.star_count
            self.pull_count = src.pull_count
            self.last_updated = v = src.last_updated
            if v is not None and v is not UNSET:
                self.last_updated = time = read_time(v)
                if "Z" not in v and time.tzinfo is None:
                    raise Surprise
            self.last_modified = v = src.last_modified
            if v is not None and v is not UNSET:
                self.last_modified = time = read_time(v)
                if "Z" not in v and time.tzinfo is None:
                    raise Surprise
            self.date_registered = v = src.date_registered
            if v is not UNSET:
                self.date_registered = time = read_time(v)
                if "Z" not in v and time.tzinfo is None:
                    raise Surprise
            self.collaborator_count = src.collaborator_count
            self.affiliation = src.affiliation
            self.hub_user = src.hub_user
            self.has_starred = src.has_starred
            self.full_description = src.full_description
            v = src.permissions
            self.permissions = v if v is UNSET else RepositoryPermissions.from_structs((v,), unknown)[0]
            self.media_types = src.media_types
            self.content_types = src.content_types
            v = src.categories
            self.categories = v if v is UNSET else Category.from_structs(v, unknown)
            v = src.immutable_tags_settings
            self.immutable_tags_settings = v if v is UNSET else ImmutableTagsSettings.from_structs((v,), unknown)[0]
            self.storage_size = src.storage_size
            self.source = src.source
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

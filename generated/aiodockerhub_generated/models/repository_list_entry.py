"""The model `RepositoryListEntry`."""

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
from .category import Category
from .immutable_tags_settings import ImmutableTagsSettings


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RepositoryListEntry(Model):
    """A repository, as lists show it."""

    SCHEMA: ClassVar = Schema("$.components.schemas.repository_list_entry")

    name: str
    """Name of the repository."""
    namespace: str
    """Namespace (organization or username) that owns the repository."""
    repository_type: Literal["image", "plugin"] | str | None | Unset = UNSET
    """Type of repository."""
    status: int | Unset = UNSET
    """Status as a code: 0 inactive, 1 active, 6 archived."""
    status_description: Literal["active", "inactive", "archived"] | str | Unset = UNSET
    """Human-readable repository status."""
    description: str | None | Unset = UNSET
    """Repository description."""
    is_private: bool | Unset = UNSET
    """Whether the repository is private."""
    star_count: int | Unset = UNSET
    """Number of users who starred this repository."""
    pull_count: int | Unset = UNSET
    """Total number of pulls for this repository."""
    last_updated: datetime | None | Unset = UNSET
    """ISO 8601 timestamp of when the repository was last updated."""
    last_modified: datetime | None | Unset = UNSET
    """ISO 8601 timestamp of when the repository was last modified."""
    date_registered: datetime | Unset = UNSET
    """ISO 8601 timestamp of when the repository was created."""
    affiliation: str | None | Unset = UNSET
    """User's affiliation with the repository (empty string if no affiliation)."""
    media_types: list[str | None] | Unset = UNSET
    """Media types supported by this repository."""
    content_types: list[str] | Unset = UNSET
    """Content types supported by this repository."""
    categories: list[Category] | Unset = UNSET
    """Categories associated with this repository."""
    storage_size: int | Unset = UNSET
    """Storage size in bytes used by this repository."""
    is_automated: bool | Unset = UNSET
    """Whether the repository has automated builds."""
    immutable_tags_settings: ImmutableTagsSettings | Unset = UNSET
    """Which tags of a repository cannot be moved once they are pushed."""
    full_description: str | None | Unset = UNSET
    """Full description of the repository."""
    source: str | None | Unset = UNSET
    """Source of the repository, where it was created from."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.namespace = src.namespace
            made.repository_type = src.repository_type
            made.status = src.status
            made.status_description = src.status_description
            made.description = src.description
            made.is_private = src.is_private
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
            made.affiliation = src.affiliation
            made.media_types = src.media_types
            made.content_types = src.content_types
            v = src.categories
            made.categories = v if v is UNSET else Category.from_structs(v, unknown)
            made.storage_size = src.storage_size
            made.is_automated = src.is_automated
            v = src.immutable_tags_settings
            made.immutable_tags_settings = v if v is UNSET else ImmutableTagsSettings.from_structs((v,), unknown)[0]
            made.full_description = src.full_description
            made.source = src.source
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

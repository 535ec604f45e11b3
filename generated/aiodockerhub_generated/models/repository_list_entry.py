"""The model `RepositoryListEntry`."""

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
from .category import Category
from .immutable_tags_settings import ImmutableTagsSettings


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RepositoryListEntry(Model):
    """A repository, as lists show it.

    Attributes:
        name: Name of the repository.
        namespace: Namespace (organization or username) that owns the repository.
        repository_type: Type of repository.
        status: Status as a code: 0 inactive, 1 active, 6 archived.
        status_description: Human-readable repository status.
        description: Repository description.
        is_private: Whether the repository is private.
        star_count: Number of users who starred this repository.
        pull_count: Total number of pulls for this repository.
        last_updated: When the repository was last updated.
        last_modified: When the repository was last modified.
        date_registered: When the repository was created.
        affiliation: User's affiliation with the repository (empty string if no affiliation).
        media_types: Media types supported by this repository.
        content_types: Content types supported by this repository.
        categories: Categories associated with this repository.
        storage_size: Storage size in bytes used by this repository.
        is_automated: Whether the repository has automated builds.
        immutable_tags_settings: Which tags of a repository, if any, are immutable: they can be
            neither overwritten nor deleted.
        full_description: Full description of the repository.
        source: What the repository was created from.
        user: Name of the owner; in responses recorded in 2019 only.
        can_edit: Whether the caller may edit the repository; in responses recorded in 2019
            only.
        is_migrated: Whether the repository was moved from an older Docker Hub; in responses
            recorded in 2019 only.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.repository_list_entry",
        nullable=(
            "repository_type",
            "description",
            "last_updated",
            "last_modified",
            "affiliation",
            "full_description",
            "source",
        ),
    )

    name: str
    """Name of the repository."""
    namespace: str
    """Namespace (organization or username) that owns the repository."""
    repository_type: Literal["image", "plugin"] | str | None = None
    """Type of repository."""
    status: int | None = None
    """Status as a code: 0 inactive, 1 active, 6 archived."""
    status_description: Literal["active", "inactive", "archived"] | str | None = None
    """Human-readable repository status."""
    description: str | None = None
    """Repository description."""
    is_private: bool | None = None
    """Whether the repository is private."""
    star_count: int | None = None
    """Number of users who starred this repository."""
    pull_count: int | None = None
    """Total number of pulls for this repository."""
    last_updated: datetime | None = None
    """When the repository was last updated."""
    last_modified: datetime | None = None
    """When the repository was last modified."""
    date_registered: datetime | None = None
    """When the repository was created."""
    affiliation: str | None = None
    """User's affiliation with the repository (empty string if no affiliation)."""
    media_types: list[str | None] | None = None
    """Media types supported by this repository."""
    content_types: list[str] | None = None
    """Content types supported by this repository."""
    categories: list[Category] | None = None
    """Categories associated with this repository."""
    storage_size: int | None = None
    """Storage size in bytes used by this repository."""
    is_automated: bool | None = None
    """Whether the repository has automated builds."""
    immutable_tags_settings: ImmutableTagsSettings | None = None
    """Which tags of a repository, if any, are immutable: they can be neither overwritten nor deleted."""
    full_description: str | None = None
    """Full description of the repository."""
    source: str | None = None
    """What the repository was created from."""
    user: str | None = None
    """Name of the owner; in responses recorded in 2019 only."""
    can_edit: bool | None = None
    """Whether the caller may edit the repository; in responses recorded in 2019 only."""
    is_migrated: bool | None = None
    """Whether the repository was moved from an older Docker Hub; in responses recorded in 2019 only."""

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
            model.name = src.name
            model.namespace = src.namespace
            v = src.repository_type
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.repository_type = v
            model.status = src.status
            model.status_description = src.status_description
            v = src.description
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.description = v
            model.is_private = src.is_private
            model.star_count = src.star_count
            model.pull_count = src.pull_count
            v = src.last_updated
            if v is None:
                bits += 4
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_updated = v
            v = src.last_modified
            if v is None:
                bits += 8
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_modified = v
            v = src.date_registered
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.date_registered = v
            v = src.affiliation
            if v is None:
                bits += 16
            elif v is absent:
                v = None
            model.affiliation = v
            model.media_types = src.media_types
            model.content_types = src.content_types
            v = src.categories
            if v:
                v = Category._from_structs(v, unknown)
            model.categories = v
            model.storage_size = src.storage_size
            model.is_automated = src.is_automated
            v = src.immutable_tags_settings
            if v is not None:
                v = ImmutableTagsSettings._from_structs((v,), unknown)[0]
            model.immutable_tags_settings = v
            v = src.full_description
            if v is None:
                bits += 32
            elif v is absent:
                v = None
            model.full_description = v
            v = src.source
            if v is None:
                bits += 64
            elif v is absent:
                v = None
            model.source = v
            model.user = src.user
            model.can_edit = src.can_edit
            model.is_migrated = src.is_migrated
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

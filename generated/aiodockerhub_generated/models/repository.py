"""The model `Repository`."""

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
from .category import Category
from .immutable_tags_settings import ImmutableTagsSettings
from .repository_permissions import RepositoryPermissions


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Repository(Model):
    """A repository.

    Attributes:
        user: Username of the repository owner.
        name: Repository name.
        namespace: Repository namespace.
        repository_type: Type of the repository.
        status: Status as a code: 0 inactive, 1 active, 6 archived.
        status_description: Description of the repository status.
        description: Short description of the repository.
        is_private: Whether the repository is private.
        is_automated: Whether the repository has automated builds.
        star_count: Number of stars.
        pull_count: Number of pulls.
        last_updated: When the repository was last updated.
        last_modified: When the repository was last modified.
        date_registered: When the repository was created.
        collaborator_count: Number of collaborators.
        affiliation: Repository affiliation.
        hub_user: Hub user information.
        has_starred: Whether the current user has starred this repository.
        full_description: Full description of the repository.
        permissions: Permissions of the caller on a repository.
        media_types: Supported media types.
        content_types: Supported content types.
        categories: Repository categories.
        immutable_tags_settings: Which tags of a repository, if any, are immutable: they can be
            neither overwritten nor deleted.
        storage_size: Storage size in bytes.
        source: What the repository was created from.
        can_edit: Whether the caller may edit the repository; in responses until 2022 only.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.repository_info",
        nullable=(
            "repository_type",
            "description",
            "last_updated",
            "last_modified",
            "affiliation",
            "hub_user",
            "full_description",
            "storage_size",
            "source",
        ),
    )

    user: str | None = None
    """Username of the repository owner."""
    name: str
    """Repository name."""
    namespace: str
    """Repository namespace."""
    repository_type: str | None = None
    """Type of the repository."""
    status: int | None = None
    """Status as a code: 0 inactive, 1 active, 6 archived."""
    status_description: str | None = None
    """Description of the repository status."""
    description: str | None = None
    """Short description of the repository."""
    is_private: bool | None = None
    """Whether the repository is private."""
    is_automated: bool | None = None
    """Whether the repository has automated builds."""
    star_count: int | None = None
    """Number of stars."""
    pull_count: int | None = None
    """Number of pulls."""
    last_updated: datetime | None = None
    """When the repository was last updated."""
    last_modified: datetime | None = None
    """When the repository was last modified."""
    date_registered: datetime | None = None
    """When the repository was created."""
    collaborator_count: int | None = None
    """Number of collaborators."""
    affiliation: str | None = None
    """Repository affiliation."""
    hub_user: str | None = None
    """Hub user information."""
    has_starred: bool | None = None
    """Whether the current user has starred this repository."""
    full_description: str | None = None
    """Full description of the repository."""
    permissions: RepositoryPermissions | None = None
    """Permissions of the caller on a repository."""
    media_types: list[str | None] | None = None
    """Supported media types."""
    content_types: list[str] | None = None
    """Supported content types."""
    categories: list[Category] | None = None
    """Repository categories."""
    immutable_tags_settings: ImmutableTagsSettings | None = None
    """Which tags of a repository, if any, are immutable: they can be neither overwritten nor deleted."""
    storage_size: int | None = None
    """Storage size in bytes."""
    source: str | None = None
    """What the repository was created from."""
    can_edit: bool | None = None
    """Whether the caller may edit the repository; in responses until 2022 only."""

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
            model.user = src.user
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
            model.is_automated = src.is_automated
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
            model.collaborator_count = src.collaborator_count
            v = src.affiliation
            if v is None:
                bits += 16
            elif v is absent:
                v = None
            model.affiliation = v
            v = src.hub_user
            if v is None:
                bits += 32
            elif v is absent:
                v = None
            model.hub_user = v
            model.has_starred = src.has_starred
            v = src.full_description
            if v is None:
                bits += 64
            elif v is absent:
                v = None
            model.full_description = v
            v = src.permissions
            if v is not None:
                v = RepositoryPermissions._from_structs((v,), unknown)[0]
            model.permissions = v
            model.media_types = src.media_types
            model.content_types = src.content_types
            v = src.categories
            if v:
                v = Category._from_structs(v, unknown)
            model.categories = v
            v = src.immutable_tags_settings
            if v is not None:
                v = ImmutableTagsSettings._from_structs((v,), unknown)[0]
            model.immutable_tags_settings = v
            v = src.storage_size
            if v is None:
                bits += 128
            elif v is absent:
                v = None
            model.storage_size = v
            v = src.source
            if v is None:
                bits += 256
            elif v is absent:
                v = None
            model.source = v
            model.can_edit = src.can_edit
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

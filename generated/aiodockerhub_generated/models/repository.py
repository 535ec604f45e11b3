"""The model `Repository`."""

from datetime import datetime
from typing import Any, ClassVar

import attrs

from .._decoding import Model, NoneType, Schema, Surprise, Unknown, all_of, extras, new, read_time
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.user = v = src["user"]
            if type(v) is not str and v is not UNSET:
                raise Surprise
            self.name = v = src["name"]
            if type(v) is not str:
                raise Surprise
            self.namespace = v = src["namespace"]
            if type(v) is not str:
                raise Surprise
            self.repository_type = v = src["repository_type"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.status = v = src["status"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            self.status_description = v = src["status_description"]
            if type(v) is not str and v is not UNSET:
                raise Surprise
            self.description = v = src["description"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.is_private = v = src["is_private"]
            if type(v) is not bool and v is not UNSET:
                raise Surprise
            self.is_automated = v = src["is_automated"]
            if type(v) is not bool and v is not UNSET:
                raise Surprise
            self.star_count = v = src["star_count"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            self.pull_count = v = src["pull_count"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            v = src["last_updated"]
            if v is not None and v is not UNSET:
                v = read_time(v)
                if v.tzinfo is None:
                    raise Surprise
            self.last_updated = v
            v = src["last_modified"]
            if v is not None and v is not UNSET:
                v = read_time(v)
                if v.tzinfo is None:
                    raise Surprise
            self.last_modified = v
            v = src["date_registered"]
            if v is not UNSET:
                v = read_time(v)
                if v.tzinfo is None:
                    raise Surprise
            self.date_registered = v
            self.collaborator_count = v = src["collaborator_count"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            self.affiliation = v = src["affiliation"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.hub_user = v = src["hub_user"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.has_starred = v = src["has_starred"]
            if type(v) is not bool and v is not UNSET:
                raise Surprise
            self.full_description = v = src["full_description"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            v = src["permissions"]
            self.permissions = v if v is UNSET else RepositoryPermissions.from_dicts([v], unknown)[0]
            v = src["media_types"]
            self.media_types = v if v is UNSET else all_of(v, str, NoneType)
            v = src["content_types"]
            self.content_types = v if v is UNSET else all_of(v, str)
            v = src["categories"]
            self.categories = v if v is UNSET else Category.from_dicts(v, unknown)
            v = src["immutable_tags_settings"]
            self.immutable_tags_settings = v if v is UNSET else ImmutableTagsSettings.from_dicts([v], unknown)[0]
            self.storage_size = v = src["storage_size"]
            if type(v) is not int and v is not None and v is not UNSET:
                raise Surprise
            self.source = v = src["source"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            if len(src) != 26:
                self.additional_properties = extras(cls, src, len(src) - 26, unknown)

"""The model `Repository`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, read_time, texts, texts_or_nulls
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
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
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.status = v = src["status"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.status_description = v = src["status_description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if v is not None and type(v) is not str and v is not UNSET:
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
                self.last_updated = v = src["last_updated"]
                if v is not None and v is not UNSET:
                    self.last_updated = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.last_modified = v = src["last_modified"]
                if v is not None and v is not UNSET:
                    self.last_modified = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.date_registered = v = src["date_registered"]
                if v is not UNSET:
                    self.date_registered = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.collaborator_count = v = src["collaborator_count"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.affiliation = v = src["affiliation"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.hub_user = v = src["hub_user"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.has_starred = v = src["has_starred"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.full_description = v = src["full_description"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["permissions"]
                self.permissions = v if v is UNSET else RepositoryPermissions.from_dicts((v,), unknown)[0]
                v = src["media_types"]
                self.media_types = v if v is UNSET else texts_or_nulls(v)
                v = src["content_types"]
                self.content_types = v if v is UNSET else texts(v)
                v = src["categories"]
                self.categories = v if v is UNSET else Category.from_dicts(array(v), unknown)
                v = src["immutable_tags_settings"]
                self.immutable_tags_settings = v if v is UNSET else ImmutableTagsSettings.from_dicts((v,), unknown)[0]
                self.storage_size = v = src["storage_size"]
                if v is not None and type(v) is not int and v is not UNSET:
                    raise Surprise
                self.source = v = src["source"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 26:
                    self._extras = extras(cls, src, len(src) - 26, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

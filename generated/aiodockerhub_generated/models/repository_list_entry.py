"""The model `RepositoryListEntry`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, read_time, texts, texts_or_nulls
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.name = v = src["name"]
                if type(v) is not str:
                    raise Surprise
                self.namespace = v = src["namespace"]
                if type(v) is not str:
                    raise Surprise
                self.repository_type = v = src["repository_type"]
                if v is not None and v != "image" and v != "plugin" and v is not UNSET:
                    raise Surprise
                self.status = v = src["status"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.status_description = v = src["status_description"]
                if v != "active" and v != "archived" and v != "inactive" and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.is_private = v = src["is_private"]
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
                self.affiliation = v = src["affiliation"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["media_types"]
                self.media_types = v if v is UNSET else texts_or_nulls(v)
                v = src["content_types"]
                self.content_types = v if v is UNSET else texts(v)
                v = src["categories"]
                self.categories = v if v is UNSET else Category.from_dicts(array(v), unknown)
                self.storage_size = v = src["storage_size"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.is_automated = v = src["is_automated"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                v = src["immutable_tags_settings"]
                self.immutable_tags_settings = v if v is UNSET else ImmutableTagsSettings.from_dicts((v,), unknown)[0]
                self.full_description = self.source = UNSET
                if len(src) != 19:
                    known = 19
                    if "full_description" in src:
                        known += 1
                        self.full_description = v = src["full_description"]
                        if v is not None and type(v) is not str and v is not UNSET:
                            raise Surprise
                    if "source" in src:
                        known += 1
                        self.source = v = src["source"]
                        if v is not None and type(v) is not str and v is not UNSET:
                            raise Surprise
                    if len(src) != known:
                        self._extras = extras(cls, src, len(src) - known, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

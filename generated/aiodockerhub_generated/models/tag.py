"""The model `Tag`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, read_time
from .._unset import UNSET, Unset
from .tag_image import TagImage


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Tag(Model):
    """A tag of a repository."""

    SCHEMA: ClassVar = Schema("$.components.schemas.tag")

    id: int | Unset = UNSET
    """Tag ID."""
    images: list[TagImage] | Unset = UNSET
    """One image for each platform; empty on a tag whose images are gone."""
    creator: int | Unset = UNSET
    """ID of the user that pushed the tag."""
    last_updated: datetime | None | Unset = UNSET
    """Datetime of last update."""
    last_updater: int | Unset = UNSET
    """ID of the last user that updated the tag."""
    last_updater_username: str | Unset = UNSET
    """Hub username of the user that updated the tag."""
    name: str
    """Name of the tag."""
    repository: int | Unset = UNSET
    """Repository ID."""
    full_size: int | Unset = UNSET
    """Compressed size (sum of all layers) of the tagged image."""
    v2: bool | Unset = UNSET
    """Whether the tag was pushed by version 2 of the registry protocol."""
    tag_last_pulled: datetime | None | Unset = UNSET
    """Datetime of last pull."""
    tag_last_pushed: datetime | None | Unset = UNSET
    """Datetime of last push."""
    tag_status: Literal["active", "inactive"] | str | Unset = UNSET
    """Whether the tag has been pushed or pulled in the past month."""
    media_type: str | Unset = UNSET
    """Media type of the manifest."""
    content_type: (
        Literal["image", "plugin", "helm", "volume", "wasm", "compose", "model", "unrecognized"] | str | Unset
    ) = UNSET
    """What the tag holds."""
    digest: str | Unset = UNSET
    """Digest of the manifest; missing on some old tags."""
    image_id: str | None | Unset = UNSET
    """Always null; kept by the service for old clients."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.id = v = src["id"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                v = src["images"]
                self.images = v if v is UNSET else TagImage.from_dicts(array(v), unknown)
                self.creator = v = src["creator"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.last_updated = v = src["last_updated"]
                if v is not None and v is not UNSET:
                    self.last_updated = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.last_updater = v = src["last_updater"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.last_updater_username = v = src["last_updater_username"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.name = v = src["name"]
                if type(v) is not str:
                    raise Surprise
                self.repository = v = src["repository"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.full_size = v = src["full_size"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.v2 = v = src["v2"]
                if type(v) is not bool and v is not UNSET:
                    raise Surprise
                self.tag_last_pulled = v = src["tag_last_pulled"]
                if v is not None and v is not UNSET:
                    self.tag_last_pulled = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.tag_last_pushed = v = src["tag_last_pushed"]
                if v is not None and v is not UNSET:
                    self.tag_last_pushed = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.tag_status = v = src["tag_status"]
                if v != "active" and v != "inactive" and v is not UNSET:
                    raise Surprise
                self.media_type = v = src["media_type"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.content_type = v = src["content_type"]
                if (
                    v not in {"compose", "helm", "image", "model", "plugin", "unrecognized", "volume", "wasm"}
                    and v is not UNSET
                ):
                    raise Surprise
                self.digest = v = src["digest"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.image_id = UNSET
                if len(src) != 16:
                    known = 16
                    if "image_id" in src:
                        known += 1
                        self.image_id = v = src["image_id"]
                        if v is not None and type(v) is not str and v is not UNSET:
                            raise Surprise
                    if len(src) != known:
                        self._extras = extras(cls, src, len(src) - known, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

"""The model `Tag`."""

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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            v = src.images
            made.images = v if v is UNSET else TagImage.from_structs(v, unknown)
            made.creator = src.creator
            made.last_updated = v = src.last_updated
            if v is not None and v is not UNSET:
                made.last_updated = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_updater = src.last_updater
            made.last_updater_username = src.last_updater_username
            made.name = src.name
            made.repository = src.repository
            made.full_size = src.full_size
            made.v2 = src.v2
            made.tag_last_pulled = v = src.tag_last_pulled
            if v is not None and v is not UNSET:
                made.tag_last_pulled = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.tag_last_pushed = v = src.tag_last_pushed
            if v is not None and v is not UNSET:
                made.tag_last_pushed = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.tag_status = src.tag_status
            made.media_type = src.media_type
            made.content_type = src.content_type
            made.digest = src.digest
            made.image_id = src.image_id
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

"""The model `Tag`."""

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
from .tag_image import TagImage


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Tag(Model):
    """A tag of a repository.

    Attributes:
        id: Tag ID.
        images: One image for each platform; empty on a tag whose images no longer exist.
        creator: ID of the user that pushed the tag.
        last_updated: Datetime of last update.
        last_updater: ID of the last user that updated the tag.
        last_updater_username: Hub username of the user that updated the tag.
        name: Name of the tag.
        repository: Repository ID.
        full_size: Compressed size of the tagged image (sum of all layers), in bytes.
        v2: Whether the tag was pushed by version 2 of the registry protocol.
        tag_last_pulled: Datetime of last pull.
        tag_last_pushed: Datetime of last push.
        tag_status: `active` if the tag was pushed or pulled in the past month, else `inactive`.
        media_type: Media type of the manifest.
        content_type: Kind of content that the tag refers to, such as `image`.
        digest: Digest of the manifest; missing on some old tags.
        image_id: Always null; kept by the service for old clients.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.tag", nullable=("last_updated", "tag_last_pulled", "tag_last_pushed", "image_id")
    )

    id: int | None = None
    """Tag ID."""
    images: list[TagImage] | None = None
    """One image for each platform; empty on a tag whose images no longer exist."""
    creator: int | None = None
    """ID of the user that pushed the tag."""
    last_updated: datetime | None = None
    """Datetime of last update."""
    last_updater: int | None = None
    """ID of the last user that updated the tag."""
    last_updater_username: str | None = None
    """Hub username of the user that updated the tag."""
    name: str
    """Name of the tag."""
    repository: int | None = None
    """Repository ID."""
    full_size: int | None = None
    """Compressed size of the tagged image (sum of all layers), in bytes."""
    v2: bool | None = None
    """Whether the tag was pushed by version 2 of the registry protocol."""
    tag_last_pulled: datetime | None = None
    """Datetime of last pull."""
    tag_last_pushed: datetime | None = None
    """Datetime of last push."""
    tag_status: Literal["active", "inactive"] | str | None = None
    """`active` if the tag was pushed or pulled in the past month, else `inactive`."""
    media_type: str | None = None
    """Media type of the manifest."""
    content_type: (
        Literal["image", "plugin", "helm", "volume", "wasm", "compose", "model", "unrecognized"] | str | None
    ) = None
    """Kind of content that the tag refers to, such as `image`."""
    digest: str | None = None
    """Digest of the manifest; missing on some old tags."""
    image_id: str | None = None
    """Always null; kept by the service for old clients."""

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
            model.id = src.id
            v = src.images
            if v:
                v = TagImage._from_structs(v, unknown)
            model.images = v
            model.creator = src.creator
            v = src.last_updated
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_updated = v
            model.last_updater = src.last_updater
            model.last_updater_username = src.last_updater_username
            model.name = src.name
            model.repository = src.repository
            model.full_size = src.full_size
            model.v2 = src.v2
            v = src.tag_last_pulled
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.tag_last_pulled = v
            v = src.tag_last_pushed
            if v is None:
                bits += 4
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.tag_last_pushed = v
            model.tag_status = src.tag_status
            model.media_type = src.media_type
            model.content_type = src.content_type
            model.digest = src.digest
            v = src.image_id
            if v is None:
                bits += 8
            elif v is absent:
                v = None
            model.image_id = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

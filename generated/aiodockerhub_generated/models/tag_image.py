"""The model `TagImage`."""

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
from .image_layer import ImageLayer


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class TagImage(Model):
    """An image that a tag refers to, one for each platform."""

    SCHEMA: ClassVar = Schema("$.components.schemas.image")

    architecture: str | Unset = UNSET
    """CPU architecture; `unknown` for an attestation, empty for some old images."""
    features: str | None | Unset = UNSET
    """CPU features."""
    variant: str | None | Unset = UNSET
    """CPU variant."""
    digest: str | None | Unset = UNSET
    """Image digest."""
    layers: list[ImageLayer] | Unset = UNSET
    """Layers, base first; only in the answer of `repositories.list_tag_images`."""
    os: str | Unset = UNSET
    """Operating system; `unknown` for an attestation, empty for some old images."""
    os_features: str | None | Unset = UNSET
    """OS features."""
    os_version: str | None | Unset = UNSET
    """OS version."""
    size: int | Unset = UNSET
    """Size of the image."""
    status: Literal["active", "inactive"] | str | Unset = UNSET
    """Status of the image."""
    last_pulled: datetime | None | Unset = UNSET
    """Datetime of last pull."""
    last_pushed: datetime | None | Unset = UNSET
    """Datetime of last push."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.architecture = src.architecture
            made.features = src.features
            made.variant = src.variant
            made.digest = src.digest
            v = src.layers
            made.layers = v if v is UNSET else ImageLayer.from_structs(v, unknown)
            made.os = src.os
            made.os_features = src.os_features
            made.os_version = src.os_version
            made.size = src.size
            made.status = src.status
            made.last_pulled = v = src.last_pulled
            if v is not None and v is not UNSET:
                made.last_pulled = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_pushed = v = src.last_pushed
            if v is not None and v is not UNSET:
                made.last_pushed = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

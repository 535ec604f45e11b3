"""The model `TagImage`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model import Model, Schema, Surprise, new, read_time
from .._structs import LEARNED, Unknown, keep
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
    """layers, base first; only in the answer of `repositories.list_tag_images`."""
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
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            self = new(cls)
            found.append(self)
            self._extras = None
            self.architecture = src.architecture
            self.features = src.features
            self.variant = src.variant
            self.digest = src.digest
            v = src.layers
            self.layers = v if v is UNSET else ImageLayer.from_structs(v, unknown)
            self.os = src.os
            self.os_features = src.os_features
            self.os_version = src.os_version
            self.size = src.size
            self.status = src.status
            self.last_pulled = v = src.last_pulled
            if v is not None and v is not UNSET:
                self.last_pulled = time = read_time(v)
                if "Z" not in v and time.tzinfo is None:
                    raise Surprise
            self.last_pushed = v = src.last_pushed
            if v is not None and v is not UNSET:
                self.last_pushed = time = read_time(v)
                if "Z" not in v and time.tzinfo is None:
                    raise Surprise
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found

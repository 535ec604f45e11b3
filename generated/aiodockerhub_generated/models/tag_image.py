"""The model `TagImage`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, read_time
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.architecture = v = src["architecture"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.features = v = src["features"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.variant = v = src["variant"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.digest = v = src["digest"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.os = v = src["os"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.os_features = v = src["os_features"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.os_version = v = src["os_version"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.size = v = src["size"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.status = v = src["status"]
                if v != "active" and v != "inactive" and v is not UNSET:
                    raise Surprise
                self.last_pulled = v = src["last_pulled"]
                if v is not None and v is not UNSET:
                    self.last_pulled = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.last_pushed = v = src["last_pushed"]
                if v is not None and v is not UNSET:
                    self.last_pushed = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.layers = UNSET
                if len(src) != 11:
                    known = 11
                    if "layers" in src:
                        known += 1
                        v = src["layers"]
                        self.layers = v if v is UNSET else ImageLayer.from_dicts(array(v), unknown)
                    if len(src) != known:
                        self._extras = extras(cls, src, len(src) - known, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

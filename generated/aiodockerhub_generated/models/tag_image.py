"""The model `TagImage`."""

from datetime import datetime
from typing import Any, ClassVar, Literal

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new, read_time
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            known = 11
            self.architecture = v = src["architecture"]
            if type(v) is not str and v is not UNSET:
                raise Surprise
            self.features = v = src["features"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.variant = v = src["variant"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.digest = v = src["digest"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            if "layers" in src:
                known += 1
                v = src["layers"]
                self.layers = v if v is UNSET else ImageLayer.from_dicts(v, unknown)
            else:
                self.layers = UNSET
            self.os = v = src["os"]
            if type(v) is not str and v is not UNSET:
                raise Surprise
            self.os_features = v = src["os_features"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.os_version = v = src["os_version"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.size = v = src["size"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            self.status = v = src["status"]
            if v != "active" and v != "inactive" and v is not UNSET:
                raise Surprise
            v = src["last_pulled"]
            if v is not None and v is not UNSET:
                v = read_time(v)
                if v.tzinfo is None:
                    raise Surprise
            self.last_pulled = v
            v = src["last_pushed"]
            if v is not None and v is not UNSET:
                v = read_time(v)
                if v.tzinfo is None:
                    raise Surprise
            self.last_pushed = v
            if len(src) != known:
                self.additional_properties = extras(cls, src, len(src) - known, unknown)

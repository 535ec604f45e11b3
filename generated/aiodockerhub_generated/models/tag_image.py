"""The model `TagImage`."""

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
from .image_layer import ImageLayer


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class TagImage(Model):
    """An image that a tag refers to, one for each platform.

    Attributes:
        architecture: CPU architecture; `unknown` for an attestation, empty for some old images.
        features: CPU features.
        variant: CPU variant.
        digest: Image digest.
        layers: Layers, base first; only in the response of `repositories.list_tag_images`.
        os: Operating system; `unknown` for an attestation, empty for some old images.
        os_features: OS features.
        os_version: OS version.
        size: Compressed size of the image, in bytes.
        status: Status of the image.
        last_pulled: Datetime of last pull.
        last_pushed: Datetime of last push.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.image",
        nullable=("features", "variant", "digest", "os_features", "os_version", "last_pulled", "last_pushed"),
    )

    architecture: str | None = None
    """CPU architecture; `unknown` for an attestation, empty for some old images."""
    features: str | None = None
    """CPU features."""
    variant: str | None = None
    """CPU variant."""
    digest: str | None = None
    """Image digest."""
    layers: list[ImageLayer] | None = None
    """Layers, base first; only in the response of `repositories.list_tag_images`."""
    os: str | None = None
    """Operating system; `unknown` for an attestation, empty for some old images."""
    os_features: str | None = None
    """OS features."""
    os_version: str | None = None
    """OS version."""
    size: int | None = None
    """Compressed size of the image, in bytes."""
    status: Literal["active", "inactive"] | str | None = None
    """Status of the image."""
    last_pulled: datetime | None = None
    """Datetime of last pull."""
    last_pushed: datetime | None = None
    """Datetime of last push."""

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
            model.architecture = src.architecture
            v = src.features
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.features = v
            v = src.variant
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.variant = v
            v = src.digest
            if v is None:
                bits += 4
            elif v is absent:
                v = None
            model.digest = v
            v = src.layers
            if v:
                v = ImageLayer._from_structs(v, unknown)
            model.layers = v
            model.os = src.os
            v = src.os_features
            if v is None:
                bits += 8
            elif v is absent:
                v = None
            model.os_features = v
            v = src.os_version
            if v is None:
                bits += 16
            elif v is absent:
                v = None
            model.os_version = v
            model.size = src.size
            model.status = src.status
            v = src.last_pulled
            if v is None:
                bits += 32
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_pulled = v
            v = src.last_pushed
            if v is None:
                bits += 64
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_pushed = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

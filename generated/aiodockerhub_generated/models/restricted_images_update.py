"""The model `RestrictedImagesUpdate`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RestrictedImagesUpdate(Model):
    """Which images members of the organization may use.

    Attributes:
        enabled: Whether or not to restrict image usage for users in the organization.
        allow_official_images: Allow usage of official images if "enabled" is `true`.
        allow_verified_publishers: Allow usage of verified publisher images if "enabled" is
            `true`.
    """

    _schema: ClassVar = Schema(
        "$.paths['/v2/orgs/{name}/settings'].put.requestBody.content['application/json'].schema.properties.restricted_images",
        inherited={
            "enabled": "$.components.schemas.restricted_images",
            "allow_official_images": "$.components.schemas.restricted_images",
            "allow_verified_publishers": "$.components.schemas.restricted_images",
        },
    )

    enabled: bool
    """Whether or not to restrict image usage for users in the organization."""
    allow_official_images: bool
    """Allow usage of official images if "enabled" is `true`."""
    allow_verified_publishers: bool
    """Allow usage of verified publisher images if "enabled" is `true`."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.enabled = src.enabled
            model.allow_official_images = src.allow_official_images
            model.allow_verified_publishers = src.allow_verified_publishers
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""The model `RestrictedImagesUpdate`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RestrictedImagesUpdate(Model):
    """Which images members of the organization may use."""

    SCHEMA: ClassVar = Schema(
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.enabled = v = src["enabled"]
            if type(v) is not bool:
                raise Surprise
            self.allow_official_images = v = src["allow_official_images"]
            if type(v) is not bool:
                raise Surprise
            self.allow_verified_publishers = v = src["allow_verified_publishers"]
            if type(v) is not bool:
                raise Surprise
            if len(src) != 3:
                self.additional_properties = extras(cls, src, len(src) - 3, unknown)

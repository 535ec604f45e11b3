"""The model `UserOrganization`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class UserOrganization(Model):
    """An organization of the signed-in user."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/user/orgs/'].get.responses['200'].content['application/json'].schema.allOf[1].properties.results.items"
    )

    orgname: str
    """Name of the organization."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.orgname = v = src["orgname"]
            if type(v) is not str:
                raise Surprise
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

"""The model `NamespacePage`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, all_of, extras, new


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class NamespacePage(Model):
    """The namespaces of the signed-in user."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/repositories/namespaces/'].get.responses['200'].content['application/json'].schema"
    )

    namespaces: list[str]
    """Names of users and organizations."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.namespaces = all_of(src["namespaces"], str)
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)

"""The model `NamespacePage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Unknown, complete, extras, new, texts


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class NamespacePage(Model):
    """The namespaces of the signed-in user."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/repositories/namespaces/'].get.responses['200'].content['application/json'].schema"
    )

    namespaces: list[str]
    """Names of users and organizations."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.namespaces = texts(src["namespaces"])
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

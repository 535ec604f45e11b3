"""The model `NamespacePage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class NamespacePage(Model):
    """The namespaces of the signed-in user."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/repositories/namespaces/'].get.responses['200'].content['application/json'].schema"
    )

    namespaces: list[str]
    """Names of users and organizations."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.namespaces = src.namespaces
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

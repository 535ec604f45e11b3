"""The model `UserOrganization`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class UserOrganization(Model):
    """An organization of the signed-in user, with whatever keys the service sends."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/user/orgs/'].get.responses['200'].content['application/json'].schema.allOf[1].properties.results.items",
        open=True,
    )

    orgname: str
    """Name of the organization."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.orgname = src.orgname
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

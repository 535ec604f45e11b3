"""The model `UserOrganization`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep


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
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.orgname = src.orgname
        if LEARNED:
            keep(cls, items, found, unknown)
        return found

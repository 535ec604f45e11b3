"""The model `OrganizationProfile`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrganizationProfile(Model):
    """What an organization shows of itself, with whatever keys the service sends."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/orgs/{org_name}/'].get.responses['200'].content['application/json'].schema", open=True
    )

    badge: Literal["verified_publisher", "open_source", ""] | str | Unset = UNSET
    """Programme that the organization belongs to; empty for none."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.badge = src.badge
        if LEARNED:
            keep(cls, items, found, unknown)
        return found

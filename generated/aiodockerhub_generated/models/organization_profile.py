"""The model `OrganizationProfile`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.badge = src.badge
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

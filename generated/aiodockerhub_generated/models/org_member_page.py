"""The model `OrgMemberPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .org_member import OrgMember


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgMemberPage(Model):
    """One page of members."""

    SCHEMA: ClassVar = Schema("$.components.schemas.org_member_paginated")

    count: int | Unset = UNSET
    """The total number of items that match with the search."""
    previous: str | None | Unset = UNSET
    """The URL or link for the previous page of items."""
    next: str | None | Unset = UNSET
    """The URL or link for the next page of items."""
    results: list[OrgMember] | Unset = UNSET
    """List of accounts."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.count = src.count
            made.previous = src.previous
            made.next = src.next
            v = src.results
            made.results = v if v is UNSET else OrgMember.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

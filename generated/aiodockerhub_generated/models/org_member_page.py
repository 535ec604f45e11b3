"""The model `OrgMemberPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.count = v = src["count"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.previous = v = src["previous"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.next = v = src["next"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["results"]
                self.results = v if v is UNSET else OrgMember.from_dicts(array(v), unknown)
                if len(src) != 4:
                    self._extras = extras(cls, src, len(src) - 4, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

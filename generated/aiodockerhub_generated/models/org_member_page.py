"""The model `OrgMemberPage`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.count = v = src["count"]
            if type(v) is not int and v is not UNSET:
                raise Surprise
            self.previous = v = src["previous"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            self.next = v = src["next"]
            if type(v) is not str and v is not None and v is not UNSET:
                raise Surprise
            v = src["results"]
            self.results = v if v is UNSET else OrgMember.from_dicts(v, unknown)
            if len(src) != 4:
                self.additional_properties = extras(cls, src, len(src) - 4, unknown)

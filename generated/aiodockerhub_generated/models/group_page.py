"""The model `GroupPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new
from .._unset import UNSET, Unset
from .group import Group


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class GroupPage(Model):
    """One page of groups."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/orgs/{org_name}/groups'].get.responses['200'].content['application/json'].schema"
    )

    count: int | Unset = UNSET
    """Items on all pages together."""
    next: str | None | Unset = UNSET
    """Link to the next page, if there is one."""
    previous: str | None | Unset = UNSET
    """Link to the page before, if there is one."""
    results: list[Group] | Unset = UNSET
    """Items of this page."""

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
                self.next = v = src["next"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                self.previous = v = src["previous"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                v = src["results"]
                self.results = v if v is UNSET else Group.from_dicts(array(v), unknown)
                if len(src) != 4:
                    self._extras = extras(cls, src, len(src) - 4, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

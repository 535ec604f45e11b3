"""The model `PersonalAccessTokenPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new
from .._unset import UNSET, Unset
from .personal_access_token import PersonalAccessToken


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class PersonalAccessTokenPage(Model):
    """One page of personal access tokens."""

    SCHEMA: ClassVar = Schema("$.components.schemas.getAccessTokensResponse")

    count: int | Unset = UNSET
    """Items on all pages together."""
    next: str | None | Unset = UNSET
    """Link to the next page, if there is one."""
    previous: str | None | Unset = UNSET
    """Link to the page before, if there is one."""
    active_count: int | Unset = UNSET
    """Tokens that work, among all of them."""
    results: list[PersonalAccessToken] | Unset = UNSET
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
                self.active_count = v = src["active_count"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                v = src["results"]
                self.results = v if v is UNSET else PersonalAccessToken.from_dicts(array(v), unknown)
                if len(src) != 5:
                    self._extras = extras(cls, src, len(src) - 5, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

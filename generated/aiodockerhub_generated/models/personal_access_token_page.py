"""The model `PersonalAccessTokenPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.count = src.count
            made.next = src.next
            made.previous = src.previous
            made.active_count = src.active_count
            v = src.results
            made.results = v if v is UNSET else PersonalAccessToken.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

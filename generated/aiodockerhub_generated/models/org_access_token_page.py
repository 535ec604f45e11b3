"""The model `OrgAccessTokenPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .org_access_token import OrgAccessToken


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgAccessTokenPage(Model):
    """One page of organization access tokens."""

    SCHEMA: ClassVar = Schema("$.components.schemas.getOrgAccessTokensResponse")

    total: int | Unset = UNSET
    """Items on all pages together."""
    next: str | None | Unset = UNSET
    """Link to the next page, if there is one."""
    previous: str | None | Unset = UNSET
    """Link to the page before, if there is one."""
    results: list[OrgAccessToken] | Unset = UNSET
    """Items of this page."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.total = src.total
            made.next = src.next
            made.previous = src.previous
            v = src.results
            made.results = v if v is UNSET else OrgAccessToken.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

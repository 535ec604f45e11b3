"""The model `OrgMemberPage`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .org_member import OrgMember


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgMemberPage(Model):
    """One page of members.

    Attributes:
        count: The total number of items that match with the search.
        previous: The URL or link for the previous page of items.
        next: The URL or link for the next page of items.
        results: List of accounts.
    """

    _schema: ClassVar = Schema("$.components.schemas.org_member_paginated", nullable=("previous", "next"))

    count: int | None = None
    """The total number of items that match with the search."""
    previous: str | None = None
    """The URL or link for the previous page of items."""
    next: str | None = None
    """The URL or link for the next page of items."""
    results: list[OrgMember] | None = None
    """List of accounts."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.count = src.count
            v = src.previous
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.previous = v
            v = src.next
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.next = v
            v = src.results
            if v:
                v = OrgMember._from_structs(v, unknown)
            model.results = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

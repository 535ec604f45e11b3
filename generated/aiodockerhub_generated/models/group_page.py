"""The model `GroupPage`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .group import Group


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class GroupPage(Model):
    """One page of groups.

    Attributes:
        count: Number of items on all pages together.
        next: Link to the next page, if there is one.
        previous: Link to the previous page, if there is one.
        results: Items of this page.
    """

    _schema: ClassVar = Schema(
        "$.paths['/v2/orgs/{org_name}/groups'].get.responses['200'].content['application/json'].schema",
        nullable=("next", "previous"),
    )

    count: int | None = None
    """Number of items on all pages together."""
    next: str | None = None
    """Link to the next page, if there is one."""
    previous: str | None = None
    """Link to the previous page, if there is one."""
    results: list[Group] | None = None
    """Items of this page."""

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
            v = src.next
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.next = v
            v = src.previous
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.previous = v
            v = src.results
            if v:
                v = Group._from_structs(v, unknown)
            model.results = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

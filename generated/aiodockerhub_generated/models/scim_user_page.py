"""The model `ScimUserPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .scim_user import ScimUser


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUserPage(Model):
    """One page of users."""

    SCHEMA: ClassVar = Schema(
        "$.components.responses.scim_get_users_resp.content['application/scim+json'].schema",
        keys={"total_results": "totalResults", "start_index": "startIndex", "items_per_page": "itemsPerPage"},
    )

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    total_results: int | Unset = UNSET
    """Items in the whole list."""
    start_index: int | Unset = UNSET
    """Index of the first item of this answer, from 1."""
    items_per_page: int | Unset = UNSET
    """Items in this answer."""
    resources: list[ScimUser] | Unset = UNSET
    """Items of this answer."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.schemas = src.schemas
            made.total_results = src.total_results
            made.start_index = src.start_index
            made.items_per_page = src.items_per_page
            v = src.resources
            made.resources = v if v is UNSET else ScimUser.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

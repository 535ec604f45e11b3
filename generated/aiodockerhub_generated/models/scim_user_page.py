"""The model `ScimUserPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, array, complete, extras, new, texts
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                v = src["schemas"]
                self.schemas = v if v is UNSET else texts(v)
                self.total_results = v = src["totalResults"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.start_index = v = src["startIndex"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                self.items_per_page = v = src["itemsPerPage"]
                if type(v) is not int and v is not UNSET:
                    raise Surprise
                v = src["resources"]
                self.resources = v if v is UNSET else ScimUser.from_dicts(array(v), unknown)
                if len(src) != 5:
                    self._extras = extras(cls, src, len(src) - 5, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found

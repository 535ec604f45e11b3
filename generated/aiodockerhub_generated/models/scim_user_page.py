"""The model `ScimUserPage`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, all_of, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["schemas"]
            self.schemas = v if v is UNSET else all_of(v, str)
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
            self.resources = v if v is UNSET else ScimUser.from_dicts(v, unknown)
            if len(src) != 5:
                self.additional_properties = extras(cls, src, len(src) - 5, unknown)

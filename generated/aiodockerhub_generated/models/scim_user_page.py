"""The model `ScimUserPage`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .scim_user import ScimUser


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimUserPage(Model):
    """One page of users.

    Attributes:
        schemas: URNs of the SCIM schemas that this object follows.
        total_results: Number of items in the whole list.
        start_index: Index of the first item of this response, from 1.
        items_per_page: Number of items in this response.
        resources: Items of this response.
    """

    _schema: ClassVar = Schema(
        "$.components.responses.scim_get_users_resp.content['application/scim+json'].schema",
        keys={"total_results": "totalResults", "start_index": "startIndex", "items_per_page": "itemsPerPage"},
    )

    schemas: list[str] | None = None
    """URNs of the SCIM schemas that this object follows."""
    total_results: int | None = None
    """Number of items in the whole list."""
    start_index: int | None = None
    """Index of the first item of this response, from 1."""
    items_per_page: int | None = None
    """Number of items in this response."""
    resources: list[ScimUser] | None = None
    """Items of this response."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.schemas = src.schemas
            model.total_results = src.total_results
            model.start_index = src.start_index
            model.items_per_page = src.items_per_page
            v = src.resources
            if v:
                v = ScimUser._from_structs(v, unknown)
            model.resources = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

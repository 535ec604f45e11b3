"""The model `ScimSchemaPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .scim_schema import ScimSchema


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchemaPage(Model):
    """The schemas that the service knows."""

    SCHEMA: ClassVar = Schema(
        "$.components.responses.scim_get_schemas_resp.content['application/scim+json'].schema",
        keys={"total_results": "totalResults"},
    )

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    total_results: int | Unset = UNSET
    """Items in the whole list."""
    resources: list[ScimSchema] | Unset = UNSET
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
            v = src.resources
            made.resources = v if v is UNSET else ScimSchema.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

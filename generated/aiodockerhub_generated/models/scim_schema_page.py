"""The model `ScimSchemaPage`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .scim_schema import ScimSchema


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimSchemaPage(Model):
    """The schemas of all kinds of record that the SCIM endpoint has.

    Attributes:
        schemas: URNs of the SCIM schemas that this object follows.
        total_results: Number of items in the whole list.
        resources: Items of this response.
    """

    _schema: ClassVar = Schema(
        "$.components.responses.scim_get_schemas_resp.content['application/scim+json'].schema",
        keys={"total_results": "totalResults"},
    )

    schemas: list[str] | None = None
    """URNs of the SCIM schemas that this object follows."""
    total_results: int | None = None
    """Number of items in the whole list."""
    resources: list[ScimSchema] | None = None
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
            v = src.resources
            if v:
                v = ScimSchema._from_structs(v, unknown)
            model.resources = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

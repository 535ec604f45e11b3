"""The model `WebhookPage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .webhook import Webhook


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class WebhookPage(Model):
    """One page of a list."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/repositories/{namespace}/{repository}/webhook_pipeline/'].get.responses['200'].content['application/json'].schema",
        inherited={
            "count": "$.components.schemas.page",
            "next": "$.components.schemas.page",
            "previous": "$.components.schemas.page",
            "results": "$.paths['/v2/repositories/{namespace}/{repository}/webhook_pipeline/'].get.responses['200'].content['application/json'].schema.allOf[1]",
        },
    )

    count: int | Unset = UNSET
    """Total number of results available across all pages."""
    next: str | None | Unset = UNSET
    """Link to next page of results if any."""
    previous: str | None | Unset = UNSET
    """Link to previous page of results if any."""
    results: list[Webhook] | Unset = UNSET
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
            v = src.results
            made.results = v if v is UNSET else Webhook.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

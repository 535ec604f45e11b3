"""The model `Webhook`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .webhook_target import WebhookTarget


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Webhook(Model):
    """A webhook, with one or more addresses that are called one after the other."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.Webhook",
        inherited={
            "name": "$.components.schemas.WebhookRequest",
            "expect_final_callback": "$.components.schemas.WebhookRequest",
            "webhooks": "$.components.schemas.WebhookRequest",
            "registry": "$.components.schemas.WebhookRequest",
            "slug": "$.components.schemas.Webhook.allOf[1]",
            "created": "$.components.schemas.Webhook.allOf[1]",
            "last_updated": "$.components.schemas.Webhook.allOf[1]",
        },
    )

    name: str
    """Name of the webhook."""
    expect_final_callback: bool | Unset = UNSET
    """Whether Docker Hub waits for a callback before it calls the next address."""
    webhooks: list[WebhookTarget]
    """The addresses to call."""
    registry: str | None | Unset = UNSET
    """Registry of the repository; leave it out for Docker Hub's."""
    slug: str | Unset = UNSET
    """Name of the webhook in paths."""
    created: datetime | Unset = UNSET
    """When the webhook was made."""
    last_updated: datetime | None | Unset = UNSET
    """When it was last changed."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.expect_final_callback = src.expect_final_callback
            made.webhooks = WebhookTarget.from_structs(src.webhooks, unknown)
            made.registry = src.registry
            made.slug = src.slug
            made.created = v = src.created
            if v is not UNSET:
                made.created = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.last_updated = v = src.last_updated
            if v is not None and v is not UNSET:
                made.last_updated = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found

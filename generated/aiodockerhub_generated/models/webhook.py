"""The model `Webhook`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .webhook_target import WebhookTarget


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Webhook(Model):
    """A webhook, with one or more URLs that Docker Hub calls one after the other.

    Attributes:
        name: Name of the webhook.
        expect_final_callback: Whether Docker Hub waits for a callback before it calls the next
            URL.
        webhooks: The URLs to call, each with a name.
        registry: Registry that has the repository; if it is missing, the registry of Docker
            Hub.
        slug: Identifier of the webhook in paths of the API.
        created: When the webhook was made.
        last_updated: When the webhook was last changed.
    """

    _schema: ClassVar = Schema(
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
        nullable=("registry", "last_updated"),
    )

    name: str
    """Name of the webhook."""
    expect_final_callback: bool | None = None
    """Whether Docker Hub waits for a callback before it calls the next URL."""
    webhooks: list[WebhookTarget]
    """The URLs to call, each with a name."""
    registry: str | None = None
    """Registry that has the repository; if it is missing, the registry of Docker Hub."""
    slug: str | None = None
    """Identifier of the webhook in paths of the API."""
    created: datetime | None = None
    """When the webhook was made."""
    last_updated: datetime | None = None
    """When the webhook was last changed."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.name = src.name
            model.expect_final_callback = src.expect_final_callback
            model.webhooks = WebhookTarget._from_structs(src.webhooks, unknown)
            v = src.registry
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.registry = v
            model.slug = src.slug
            v = src.created
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.created = v
            v = src.last_updated
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.last_updated = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models

"""Calls of `hub.webhooks` as values, for `hub.request`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import _encoding, _responses, _shapes, models
from .._calls import JSON, Call, PagedCall
from .._omit import OMIT, Omit
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.webhook import Webhook
    from ..models.webhook_page import WebhookPage
    from ..models.webhook_target import WebhookTarget


def list(
    namespace: str, repository: str, *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[WebhookPage, Webhook]":
    """Make the call that `Webhooks.list` sends."""
    return PagedCall(
        operation=OPERATIONS["webhooks.list"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/webhook_pipeline/", namespace=namespace, repository=repository
        ),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.WebhookPage, array_of="results"),
        items=_responses.items_of("results"),
    )


def create(
    namespace: str,
    repository: str,
    *,
    name: str,
    webhooks: "Sequence[WebhookTarget]",
    expect_final_callback: bool | None = None,
    registry: str | None | Omit = OMIT,
) -> "Call[Webhook]":
    """Make the call that `Webhooks.create` sends."""
    return Call(
        operation=OPERATIONS["webhooks.create"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/webhook_pipeline/", namespace=namespace, repository=repository
        ),
        body=_encoding.body(
            {
                "name": _encoding.check_type("name", name, "str"),
                "webhooks": _encoding.check_list("webhooks", webhooks, "WebhookTarget"),
                "expect_final_callback": _encoding.check_type(
                    "expect_final_callback", expect_final_callback, "bool | None"
                ),
                "registry": _encoding.check_type("registry", registry, "str | None"),
            },
            nullable=("registry",),
        ),
        decode=models.Webhook.from_json,
    )


def delete(namespace: str, repository: str, slug: str) -> Call[None]:
    """Make the call that `Webhooks.delete` sends."""
    return Call(
        operation=OPERATIONS["webhooks.delete"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/webhook_pipeline/{slug}/",
            namespace=namespace,
            repository=repository,
            slug=slug,
        ),
        decode=_responses.nothing,
    )


def get_history(namespace: str, repository: str, slug: str) -> Call[JSON]:
    """Make the call that `Webhooks.get_history` sends."""
    return Call(
        operation=OPERATIONS["webhooks.get_history"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/webhook_pipeline/{slug}/history/",
            namespace=namespace,
            repository=repository,
            slug=slug,
        ),
        decode=_responses.anything,
    )

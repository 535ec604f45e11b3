"""Handlers of webhooks, which a FakeHub stores and never calls."""

import re

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response
from aiodockerhub.testing.state import Repository, Webhook


@handles("webhooks.list")
def list_(request: HandledRequest, namespace: str, name: str) -> Response:
    """GET .../webhook_pipeline/."""
    repository = request.repository(namespace, name, "admin")
    return json_response(page_body(request, list(repository.webhooks.values()), bodies.webhook))


@handles("webhooks.create")
def create(request: HandledRequest, namespace: str, name: str) -> Response:
    """POST .../webhook_pipeline/: the slug is made from the name."""
    repository = request.repository(namespace, name, "admin")
    fields = request.fields()
    title = fields.text("name", least=1)
    targets = [{"name": item.text("name"), "hook_url": item.text("hook_url")} for item in fields.objects("webhooks")]
    waits = fields.maybe_flag("expect_final_callback") or False
    registry = fields.maybe_text("registry") if fields.values.get("registry") is not None else None
    slug = _slug(title)
    if slug in repository.webhooks:
        raise errors.message(400, "webhook already exists", name=title)
    webhook = Webhook(slug, title, targets, waits, registry, request.world.now())
    repository.webhooks[slug] = webhook
    return json_response(bodies.webhook(webhook), 201)


@handles("webhooks.delete")
def delete(request: HandledRequest, namespace: str, name: str, slug: str) -> Response:
    """DELETE .../webhook_pipeline/{slug}/."""
    repository = request.repository(namespace, name, "admin")
    del repository.webhooks[_webhook(repository, slug).slug]
    return empty_response()


@handles("webhooks.get_history")
def get_history(request: HandledRequest, namespace: str, name: str, slug: str) -> Response:
    """GET .../webhook_pipeline/{slug}/history/: an empty page.

    The body of Docker Hub's response is unknown.
    """
    _webhook(request.repository(namespace, name, "admin"), slug)
    return json_response({"count": 0, "next": None, "previous": None, "results": []})


def _webhook(repository: Repository, slug: str) -> Webhook:
    webhook = repository.webhooks.get(slug)
    if webhook is None:
        raise errors.not_found(namespace=repository.namespace, repository=repository.name)
    return webhook


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "webhook"

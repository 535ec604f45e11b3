"""Webhooks of a repository; this Hub keeps them and calls nobody."""

import re

from starlette.responses import Response

from aiodockerhub.testing import errors, wire
from aiodockerhub.testing.call import Call
from aiodockerhub.testing.paging import cut
from aiodockerhub.testing.routing import empty, handles, reply
from aiodockerhub.testing.state import Repository, Webhook


@handles("webhooks.list")
def list_(call: Call, namespace: str, name: str) -> Response:
    """GET .../webhook_pipeline/."""
    found = call.repository(namespace, name, "admin")
    return reply(cut(call, list(found.webhooks.values()), wire.webhook))


@handles("webhooks.create")
def create(call: Call, namespace: str, name: str) -> Response:
    """POST .../webhook_pipeline/: 201, with a slug made from the name."""
    found = call.repository(namespace, name, "admin")
    fields = call.fields()
    title = fields.text("name", least=1)
    targets = [{"name": item.text("name"), "hook_url": item.text("hook_url")} for item in fields.objects("webhooks")]
    waits = fields.maybe_flag("expect_final_callback") or False
    registry = fields.maybe_text("registry") if fields.values.get("registry") is not None else None
    slug = _slug(title)
    if slug in found.webhooks:
        raise errors.message(400, "webhook already exists", name=title)
    webhook = Webhook(slug, title, targets, waits, registry, call.world.now())
    found.webhooks[slug] = webhook
    return reply(wire.webhook(webhook), 201)


@handles("webhooks.delete")
def delete(call: Call, namespace: str, name: str, slug: str) -> Response:
    """DELETE .../webhook_pipeline/{slug}/."""
    found = call.repository(namespace, name, "admin")
    del found.webhooks[_webhook(found, slug).slug]
    return empty()


@handles("webhooks.get_history")
def get_history(call: Call, namespace: str, name: str, slug: str) -> Response:
    """GET .../webhook_pipeline/{slug}/history/: an empty page.

    The body of the real service is unknown.
    """
    _webhook(call.repository(namespace, name, "admin"), slug)
    return reply({"count": 0, "next": None, "previous": None, "results": []})


def _webhook(found: Repository, slug: str) -> Webhook:
    webhook = found.webhooks.get(slug)
    if webhook is None:
        raise errors.not_found(namespace=found.namespace, repository=found.name)
    return webhook


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "webhook"

"""Handlers of categories, and of the categories of a repository."""

import json
from typing import Any, cast

from starlette.responses import Response

from aiodockerhub.testing import errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.routing import empty_response, handles, json_response

_MAX_CATEGORIES = 3  # of a repository
_CATEGORIES = {
    "api-management": "API management",
    "content-management-system": "Content management system",
    "data-science": "Data science",
    "databases-and-storage": "Databases & storage",
    "developer-tools": "Developer tools",
    "languages-and-frameworks": "Languages & frameworks",
    "machine-learning-and-ai": "Machine learning & AI",
    "message-queues": "Message queues",
    "monitoring-and-observability": "Monitoring & observability",
    "networking": "Networking",
    "operating-systems": "Operating systems",
    "security": "Security",
    "web-servers": "Web servers",
}


@handles("categories.list")
def list_(_call: HandledRequest) -> Response:
    """GET /v2/categories/: all categories, for any caller."""
    return json_response([{"slug": slug, "name": name} for slug, name in _CATEGORIES.items()])


@handles("repositories.set_categories")
def set_categories(request: HandledRequest, namespace: str, name: str) -> Response:
    """PATCH /v2/repositories/{namespace}/{repository}/categories/.

    The body is a JSON array of at most three categories.
    """
    repository = request.repository(namespace, name, "admin")
    try:
        value: Any = json.loads(request.body)
    except (ValueError, RecursionError):
        value = None
    items: Any = value
    if not isinstance(value, list) or len(items) > _MAX_CATEGORIES:
        raise errors.malformed(f"expected a list of at most {_MAX_CATEGORIES} categories")
    repository.categories = [_category(item) for item in items]
    return empty_response(200)


def _category(value: Any) -> dict[str, str]:
    slug = cast("dict[str, Any]", value).get("slug") if isinstance(value, dict) else None
    if not isinstance(slug, str) or slug not in _CATEGORIES:
        raise errors.malformed("unknown category")
    return {"name": _CATEGORIES[slug], "slug": slug}

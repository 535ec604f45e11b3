"""Handlers of a namespace's settings, allowlist and default visibility."""

from starlette.responses import Response

from aiodockerhub.testing import errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response

_VISIBILITIES = ("public", "private")


@handles("namespace_settings.get")
def get(request: HandledRequest, name: str) -> Response:
    """GET /v2/namespaces/{org_name}/settings."""
    return json_response(request.organization(name).namespace_settings)


@handles("namespace_settings.update")
def update(request: HandledRequest, name: str) -> Response:
    """PUT /v2/namespaces/{org_name}/settings: requires all settings."""
    org = request.organization(name, owner=True)
    fields = request.fields()
    org.namespace_settings = {key: fields.flag(key) for key in org.namespace_settings}
    return empty_response(200)


@handles("namespace_settings.list_allowlist")
def list_allowlist(request: HandledRequest, name: str) -> Response:
    """GET /v2/namespaces/{org_name}/allowlist/items."""
    names = list(request.organization(name).allowlist)
    return json_response(page_body(request, names, lambda repository: {"repository_name": repository}, size=25))


@handles("namespace_settings.add_to_allowlist")
def add_to_allowlist(request: HandledRequest, name: str) -> Response:
    """POST /v2/namespaces/{org_name}/allowlist/items.

    Items that are on the list already are ignored.
    """
    org = request.organization(name, owner=True)
    org.allowlist |= dict.fromkeys(_names(request))
    return empty_response(200)


@handles("namespace_settings.remove_from_allowlist")
def remove_from_allowlist(request: HandledRequest, name: str) -> Response:
    """DELETE /v2/namespaces/{org_name}/allowlist/items.

    The request has a body. Items that are not on the list are ignored.
    """
    org = request.organization(name, owner=True)
    for repository in _names(request):
        org.allowlist.pop(repository, None)
    return empty_response()


@handles("namespace_settings.get_registry")
def get_registry(request: HandledRequest, name: str) -> Response:
    """GET /v2/namespaces/{org_name}/registry-settings."""
    return json_response({"default_repo_visibility": request.organization(name).default_visibility})


@handles("namespace_settings.set_default_visibility")
def set_default_visibility(request: HandledRequest, name: str) -> Response:
    """PATCH .../registry-settings/default_repo_visibility."""
    org = request.organization(name, owner=True)
    org.default_visibility = request.fields().choice("default_repo_visibility", _VISIBILITIES)
    return empty_response(200)


def _names(request: HandledRequest) -> list[str]:
    names = request.fields().texts("repository_names")
    if any(not name.strip() for name in names):
        raise errors.malformed()
    return names

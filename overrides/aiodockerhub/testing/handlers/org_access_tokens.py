"""Handlers of organization access tokens, which owners manage."""

from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.account_state import Org, OrgToken
from aiodockerhub.testing.handled_request import Fields, HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response

_TYPES = ("TYPE_REPO", "TYPE_ORG")
_MAX_REPOSITORIES = 50  # of a token


@handles("org_access_tokens.create")
def create(request: HandledRequest, name: str) -> Response:
    """POST /v2/orgs/{name}/access-tokens."""
    org = _org(request, name)
    fields = request.fields(errors.invalid)
    label = fields.text("label", least=1)
    description = fields.maybe_text("description", most=200)
    resources = _resources(request, org, fields) if "resources" in fields else []
    expires_at = fields.maybe_moment("expires_at", nullable=True)
    if len(org.tokens) >= request.settings.org_tokens:
        raise errors.message(403, "maximum number of organization access tokens reached")
    token = OrgToken(
        id=request.world.new_uuid(),
        label=label,
        secret=request.world.new_token_value("oat"),
        resources=resources,
        created_at=request.world.now(),
        created_by=request.caller.name,
        description=description,
        expires_at=expires_at,
    )
    org.tokens[token.id] = token
    _record(request, org, token, "create", "created")
    return json_response(bodies.created_org_token(token), 201)


@handles("org_access_tokens.list")
def list_(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{name}/access-tokens."""
    tokens = list(_org(request, name).tokens.values())
    return json_response(
        page_body(request, tokens, lambda token: bodies.org_token(token, resources=False), total="total")
    )


@handles("org_access_tokens.get")
def get(request: HandledRequest, name: str, identifier: str) -> Response:
    """GET /v2/orgs/{org_name}/access-tokens/{access_token_id}."""
    return json_response(bodies.org_token(_token(_org(request, name), identifier), resources=True))


@handles("org_access_tokens.update")
def update(request: HandledRequest, name: str, identifier: str) -> Response:
    """PATCH /v2/orgs/{org_name}/access-tokens/{access_token_id}.

    The request can change everything except the expiry.
    """
    org = _org(request, name)
    token = _token(org, identifier)
    fields = request.fields(errors.invalid)
    label = fields.maybe_text("label", least=1)
    description = fields.maybe_text("description", most=200)
    active = fields.maybe_flag("is_active")
    token.resources = _resources(request, org, fields) if "resources" in fields else token.resources
    token.label = token.label if label is None else label
    token.description = token.description if description is None else description
    token.is_active = token.is_active if active is None else active
    _record(request, org, token, "update", "updated")
    return json_response(bodies.org_token(token, resources=True))


@handles("org_access_tokens.delete")
def delete(request: HandledRequest, name: str, identifier: str) -> Response:
    """DELETE /v2/orgs/{org_name}/access-tokens/{access_token_id}."""
    org = _org(request, name)
    token = _token(org, identifier)
    del org.tokens[token.id]
    _record(request, org, token, "delete", "deleted")
    return empty_response()


def _org(request: HandledRequest, name: str) -> Org:
    # The caller is a user: `caller_of` has refused organization access tokens, which cannot manage such tokens.
    return request.organization(name, owner=True)


def _token(org: Org, identifier: str) -> OrgToken:
    token = org.tokens.get(identifier)
    if token is None:
        raise errors.not_found(access_token_id=identifier)
    return token


def _resources(request: HandledRequest, org: Org, fields: Fields) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = []
    for item in fields.objects("resources"):
        kind, path, scopes = item.choice("type", _TYPES), item.text("path", least=1), item.texts("scopes")
        _check_path(request, org, kind, path)
        for scope in scopes:
            if not scope.startswith("scope-"):
                raise errors.invalid("scopes", f"invalid scope: {scope}")
        resources.append({"type": kind, "path": path, "scopes": scopes})
    if sum(resource["type"] == "TYPE_REPO" for resource in resources) > _MAX_REPOSITORIES:
        raise errors.invalid("resources", f"a token has at most {_MAX_REPOSITORIES} repositories")
    return resources


def _check_path(request: HandledRequest, org: Org, kind: str, path: str) -> None:
    if kind == "TYPE_ORG":
        if path != org.name:
            raise errors.invalid("path", f"{path} is not this organization")
        return
    namespace, _, name = path.partition("/")
    if path in {"*/*/public", f"{org.name}/*"}:
        return
    if namespace != org.name or (namespace, name) not in request.world.repositories:
        raise errors.invalid("path", f"repository {path} does not exist")


def _record(request: HandledRequest, org: Org, token: OrgToken, event: str, done: str) -> None:
    request.world.record(
        org.name,
        f"org.access_token.{event}",
        org.name,
        request.caller.actor,
        f"{done} the access token {token.label}",
        access_token_label=token.label,
        access_token_id=token.id,
    )

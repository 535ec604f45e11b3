"""Organization access tokens: managed by owners, their value shown once."""

from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.call import Call, Fields
from aiodockerhub.testing.paging import cut
from aiodockerhub.testing.routing import empty, handles, reply
from aiodockerhub.testing.state import Org, OrgToken

_TYPES = ("TYPE_REPO", "TYPE_ORG")
_MOST_REPOSITORIES = 50


@handles("org_access_tokens.create")
def create(call: Call, name: str) -> Response:
    """POST /v2/orgs/{name}/access-tokens."""
    org = _org(call, name)
    fields = call.fields(errors.invalid)
    label = fields.text("label", least=1)
    description = fields.maybe_text("description", most=200)
    resources = _resources(call, org, fields) if "resources" in fields else []
    expires_at = fields.maybe_moment("expires_at", nullable=True)
    if len(org.tokens) >= call.settings.org_tokens:
        raise errors.message(403, "maximum number of organization access tokens reached")
    token = OrgToken(
        id=call.world.new_uuid(),
        label=label,
        secret=call.world.new_secret("oat", 32),
        resources=resources,
        created_at=call.world.now(),
        created_by=call.caller.name,
        description=description,
        expires_at=expires_at,
    )
    org.tokens[token.id] = token
    _record(call, org, token, "create", "created")
    return reply(bodies.created_org_token(token), 201)


@handles("org_access_tokens.list")
def list_(call: Call, name: str) -> Response:
    """GET /v2/orgs/{name}/access-tokens."""
    tokens = list(_org(call, name).tokens.values())
    return reply(cut(call, tokens, lambda token: bodies.org_token(token, resources=False), total="total"))


@handles("org_access_tokens.get")
def get(call: Call, name: str, identifier: str) -> Response:
    """GET /v2/orgs/{org_name}/access-tokens/{access_token_id}."""
    return reply(bodies.org_token(_token(_org(call, name), identifier), resources=True))


@handles("org_access_tokens.update")
def update(call: Call, name: str, identifier: str) -> Response:
    """PATCH /v2/orgs/{org_name}/access-tokens/{access_token_id}.

    Everything but the expiry can change.
    """
    org = _org(call, name)
    token = _token(org, identifier)
    fields = call.fields(errors.invalid)
    label = fields.maybe_text("label", least=1)
    description = fields.maybe_text("description", most=200)
    active = fields.maybe_flag("is_active")
    token.resources = _resources(call, org, fields) if "resources" in fields else token.resources
    token.label = token.label if label is None else label
    token.description = token.description if description is None else description
    token.is_active = token.is_active if active is None else active
    _record(call, org, token, "update", "updated")
    return reply(bodies.org_token(token, resources=True))


@handles("org_access_tokens.delete")
def delete(call: Call, name: str, identifier: str) -> Response:
    """DELETE /v2/orgs/{org_name}/access-tokens/{access_token_id}."""
    org = _org(call, name)
    token = _token(org, identifier)
    del org.tokens[token.id]
    _record(call, org, token, "delete", "deleted")
    return empty()


def _org(call: Call, name: str) -> Org:
    # No scope lets an OAT manage OATs: routing has refused them already.
    return call.organization(name, owner=True)


def _token(org: Org, identifier: str) -> OrgToken:
    token = org.tokens.get(identifier)
    if token is None:
        raise errors.not_found(access_token_id=identifier)
    return token


def _resources(call: Call, org: Org, fields: Fields) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = []
    for item in fields.objects("resources"):
        kind, path, scopes = item.choice("type", _TYPES), item.text("path", least=1), item.texts("scopes")
        _check_path(call, org, kind, path)
        for scope in scopes:
            if not scope.startswith("scope-"):
                raise errors.invalid("scopes", f"invalid scope: {scope}")
        resources.append({"type": kind, "path": path, "scopes": scopes})
    if sum(resource["type"] == "TYPE_REPO" for resource in resources) > _MOST_REPOSITORIES:
        raise errors.invalid("resources", f"a token has at most {_MOST_REPOSITORIES} repositories")
    return resources


def _check_path(call: Call, org: Org, kind: str, path: str) -> None:
    if kind == "TYPE_ORG":
        if path != org.name:
            raise errors.invalid("path", f"{path} is not this organization")
        return
    namespace, _, name = path.partition("/")
    if path in {"*/*/public", f"{org.name}/*"}:
        return
    if namespace != org.name or (namespace, name) not in call.world.repositories:
        raise errors.invalid("path", f"repository {path} does not exist")


def _record(call: Call, org: Org, token: OrgToken, event: str, done: str) -> None:
    call.world.record(
        org.name,
        f"org.access_token.{event}",
        org.name,
        call.caller.actor,
        f"{done} the access token {token.label}",
        access_token_label=token.label,
        access_token_id=token.id,
    )

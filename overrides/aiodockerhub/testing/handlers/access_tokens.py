"""Handlers of personal access tokens."""

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.account_state import PersonalToken, User
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response

_SCOPES = ("repo:admin", "repo:write", "repo:read", "repo:public_read")
_NO_SCOPED_TOKENS = "not allowed to create a scoped personal access token with your current plan"


@handles("access_tokens.create")
def create(request: HandledRequest) -> Response:
    """POST /v2/access-tokens."""
    fields = request.fields(errors.invalid)
    label = fields.text("token_label", least=1, most=100)
    scopes = fields.texts("scopes")
    if not set(scopes) <= set(_SCOPES):
        raise errors.invalid("scopes", f"Valid scopes: {', '.join(_SCOPES)}")
    expires_at = fields.maybe_moment("expires_at")
    if not request.settings.scoped_tokens and scopes != ["repo:admin"]:
        raise errors.Refusal(403, {"errinfo": None, "message": _NO_SCOPED_TOKENS})
    user = _user(request)
    token = PersonalToken(
        uuid=request.world.new_uuid(),
        label=label,
        secret=request.world.new_token_value("pat"),
        scopes=scopes,
        created_at=request.world.now(),
        creator_ip=request.client,
        creator_ua=request.headers.get("user-agent", ""),
        expires_at=expires_at,
    )
    user.tokens[token.uuid] = token
    return json_response(bodies.personal_token(token, secret=True), 201)


@handles("access_tokens.list")
def list_(request: HandledRequest) -> Response:
    """GET /v2/access-tokens."""
    tokens = list(_user(request).tokens.values())
    page = page_body(
        request, tokens, bodies.personal_token, refuse=lambda name: errors.invalid(name, "A valid integer is required.")
    )
    return json_response(page | {"active_count": sum(token.is_active for token in tokens)})


@handles("access_tokens.get")
def get(request: HandledRequest, uuid: str) -> Response:
    """GET /v2/access-tokens/{uuid}."""
    return json_response(bodies.personal_token(_token(request, uuid)))


@handles("access_tokens.update")
def update(request: HandledRequest, uuid: str) -> Response:
    """PATCH /v2/access-tokens/{uuid}."""
    token = _token(request, uuid)
    fields = request.fields(errors.invalid)
    label = fields.maybe_text("token_label", least=1, most=100)
    active = fields.maybe_flag("is_active")
    token.label = token.label if label is None else label
    token.is_active = token.is_active if active is None else active
    return json_response(bodies.personal_token(token))


@handles("access_tokens.delete")
def delete(request: HandledRequest, uuid: str) -> Response:
    """DELETE /v2/access-tokens/{uuid}."""
    del _user(request).tokens[_token(request, uuid).uuid]
    return empty_response()


def _user(request: HandledRequest) -> User:
    if request.caller.user is None:  # `caller_of` accepts only users with a password here
        raise errors.unauthorized()
    return request.caller.user


def _token(request: HandledRequest, uuid: str) -> PersonalToken:
    token = _user(request).tokens.get(uuid)
    if token is None:
        raise errors.not_found()
    return token

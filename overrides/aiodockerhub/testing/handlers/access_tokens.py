"""Personal access tokens."""

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.call import Call
from aiodockerhub.testing.paging import cut
from aiodockerhub.testing.routing import empty, handles, reply
from aiodockerhub.testing.state import PersonalToken, User

_SCOPES = ("repo:admin", "repo:write", "repo:read", "repo:public_read")
_NO_SCOPED_TOKENS = "not allowed to create a scoped personal access token with your current plan"


@handles("access_tokens.create")
def create(call: Call) -> Response:
    """POST /v2/access-tokens."""
    fields = call.fields(errors.invalid)
    label = fields.text("token_label", least=1, most=100)
    scopes = fields.texts("scopes")
    if not set(scopes) <= set(_SCOPES):
        raise errors.invalid("scopes", f"Valid scopes: {', '.join(_SCOPES)}")
    expires_at = fields.maybe_moment("expires_at")
    if not call.settings.scoped_tokens and scopes != ["repo:admin"]:
        raise errors.Refusal(403, {"errinfo": None, "message": _NO_SCOPED_TOKENS})
    user = _user(call)
    token = PersonalToken(
        uuid=call.world.new_uuid(),
        label=label,
        secret=call.world.new_secret("pat", 27),
        scopes=scopes,
        created_at=call.world.now(),
        creator_ip=call.client,
        creator_ua=call.headers.get("user-agent", ""),
        expires_at=expires_at,
    )
    user.tokens[token.uuid] = token
    return reply(bodies.personal_token(token, secret=True), 201)


@handles("access_tokens.list")
def list_(call: Call) -> Response:
    """GET /v2/access-tokens."""
    tokens = list(_user(call).tokens.values())
    page = cut(
        call, tokens, bodies.personal_token, refuse=lambda name: errors.invalid(name, "A valid integer is required.")
    )
    return reply(page | {"active_count": sum(token.is_active for token in tokens)})


@handles("access_tokens.get")
def get(call: Call, uuid: str) -> Response:
    """GET /v2/access-tokens/{uuid}."""
    return reply(bodies.personal_token(_token(call, uuid)))


@handles("access_tokens.update")
def update(call: Call, uuid: str) -> Response:
    """PATCH /v2/access-tokens/{uuid}."""
    token = _token(call, uuid)
    fields = call.fields(errors.invalid)
    label = fields.maybe_text("token_label", least=1, most=100)
    active = fields.maybe_flag("is_active")
    token.label = token.label if label is None else label
    token.is_active = token.is_active if active is None else active
    return reply(bodies.personal_token(token))


@handles("access_tokens.delete")
def delete(call: Call, uuid: str) -> Response:
    """DELETE /v2/access-tokens/{uuid}."""
    del _user(call).tokens[_token(call, uuid).uuid]
    return empty()


def _user(call: Call) -> User:
    if call.caller.user is None:  # routing lets password sessions through and no others
        raise errors.unauthorized()
    return call.caller.user


def _token(call: Call, uuid: str) -> PersonalToken:
    token = _user(call).tokens.get(uuid)
    if token is None:
        raise errors.not_found()
    return token

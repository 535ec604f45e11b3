"""Handlers of log-ins: passwords, access tokens, second factors, lock-out."""

import hmac
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import errors, jwt
from aiodockerhub.testing.account_state import User
from aiodockerhub.testing.handled_request import Fields, HandledRequest, moment
from aiodockerhub.testing.routing import handles, json_response

_LOCKED = "Too many failed login attempts. Please try again in 10 minutes."


@handles("authentication.create_token")
def create_token(request: HandledRequest) -> Response:
    """POST /v2/auth/token: a bearer token for any kind of credentials."""
    fields = _credentials(request)
    name, secret = fields.text("identifier"), fields.text("secret")
    org = request.world.orgs.get(name)
    if org is not None:
        for token in org.tokens.values():
            if _same(token.secret, secret) and token.is_active and not _is_expired(request, token.expires_at):
                token.last_used_at = request.world.now()
                return json_response(
                    {"access_token": make_bearer_token(request, org.name, org.uuid, "", f"docker_oat|{token.id}")}
                )
        raise errors.detail(401, "Cannot log into an organization account")
    return json_response({"access_token": _log_in(request, name, secret)})


@handles("authentication.login")
def login(request: HandledRequest) -> Response:
    """POST /v2/users/login: a bearer token for a password or access token.

    The access token must be personal. The name of an organization gets status 401.
    """
    fields = _credentials(request)
    name, secret = fields.text("username"), fields.text("password")
    if name in request.world.orgs:
        raise errors.detail(401, "Cannot log into an organization account")
    body = {"token": _log_in(request, name, secret)}
    if request.query.get("refresh_token") == "true":
        body["refresh_token"] = request.world.new_hex(64)
    return json_response(body)


@handles("authentication.two_factor_login")
def two_factor_login(request: HandledRequest) -> Response:
    """POST /v2/users/2fa-login: a bearer token for a challenge and a code.

    The challenge is the `login_2fa_token` of a refused log-in. It expires after five minutes, and cannot be used again
    after a success.
    """
    fields = _credentials(request)
    challenge, code = fields.text("login_2fa_token"), fields.text("code")
    user = request.world.pending_codes.get(challenge)
    claims = jwt.read_claims(challenge, request.world.key)
    if user is None or claims is None or claims["exp"] <= request.world.now():
        raise errors.detail(401, errors.BAD_CREDENTIALS)
    if user.code is None or not _same(user.code, code):
        _count_failure(request, user.name)
        raise errors.detail(401, errors.BAD_CREDENTIALS)
    del request.world.pending_codes[challenge]
    return json_response({"token": _bearer_for_password(request, user)})


def make_bearer_token(request: HandledRequest, username: str, uuid: str, email: str, source: str) -> str:
    """Make a bearer token with the claims of Docker Hub's tokens.

    Args:
        request: Log-in request.
        username: Name of the user or organization.
        uuid: UUID of the user or organization.
        email: E-mail address of the user; empty for an organization.
        source: Kind and id of the credentials, such as `docker_pat|<uuid>`.
    """
    now = int(request.world.now())
    claims: dict[str, Any] = {
        "iss": "https://api.docker.com/",
        "aud": "https://hub.docker.com",
        "sub": uuid,
        "iat": now,
        "exp": now + request.settings.token_lifetime,
        "jti": request.world.new_hex(32),
        "scope": "repo:public_read",
        jwt.ACCOUNT_CLAIM: {
            "username": username,
            "uuid": uuid,
            "email": email,
            "roles": [],
            "session_id": request.world.new_uuid(),
            "source": source,
        },
    }
    return jwt.mint_token(claims, request.world.key)


def _credentials(request: HandledRequest) -> Fields:
    # Docker's document has no status 400 here. A log-in with an unreadable body gets the error of wrong credentials.
    return request.fields(lambda _field, _problem: errors.detail(401, errors.BAD_CREDENTIALS))


def _log_in(request: HandledRequest, name: str, secret: str) -> str:
    """Make a bearer token for a personal access token or password."""
    _refuse_if_locked(request, name)
    for user in request.world.users.values():  # a personal access token is valid with any name
        for token in user.tokens.values():
            if _same(token.secret, secret) and token.is_active and not _is_expired(request, token.expires_at):
                token.last_used = request.world.now()
                return make_bearer_token(request, user.name, user.uuid, user.email, f"docker_pat|{token.uuid}")
    user_named = request.world.users.get(name)
    if user_named is None or not user_named.active or not _same(user_named.password, secret):
        _count_failure(request, name)
        raise errors.detail(401, errors.BAD_CREDENTIALS)
    request.world.failed_logins.pop(name, None)
    if user_named.code is not None:
        raise _challenge(request, user_named)
    return _bearer_for_password(request, user_named)


def _bearer_for_password(request: HandledRequest, user: User) -> str:
    return make_bearer_token(request, user.name, user.uuid, user.email, "docker_password")


def _challenge(request: HandledRequest, user: User) -> errors.Refusal:
    """Make the error that requires a second factor, and store its token."""
    now = int(request.world.now())
    token = jwt.mint_token(
        {"sub": user.uuid, "iat": now, "exp": now + 300, "jti": request.world.new_hex(32)}, request.world.key
    )
    request.world.pending_codes[token] = user
    return errors.detail(request.settings.two_factor_status, errors.MFA_REQUIRED, login_2fa_token=token)


def _refuse_if_locked(request: HandledRequest, name: str) -> None:
    failures = request.world.failed_logins.get(name, [])
    since = request.world.now() - request.settings.lockout_seconds
    if len([at for at in failures if at > since]) >= request.settings.lockout_after:
        raise errors.detail(401, _LOCKED)


def _count_failure(request: HandledRequest, name: str) -> None:
    failures = request.world.failed_logins.setdefault(name, [])
    failures.append(request.world.now())
    del failures[: -request.settings.lockout_after]


def _is_expired(request: HandledRequest, expires_at: str | None) -> bool:
    until = None if expires_at is None else moment(expires_at)
    return until is not None and until <= request.world.now()


def _same(first: str, second: str) -> bool:
    return hmac.compare_digest(first.encode("utf-8", "replace"), second.encode("utf-8", "replace"))

"""Log-in: passwords, PATs, OATs, second factors, and lock-out."""

import hmac
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import errors, tokens
from aiodockerhub.testing.call import Call, Fields, moment
from aiodockerhub.testing.routing import handles, reply
from aiodockerhub.testing.state import User

_LOCKED = "Too many failed login attempts. Please try again in 10 minutes."


@handles("authentication.create_token")
def create_token(call: Call) -> Response:
    """POST /v2/auth/token: any credential for a bearer that lives ten minutes."""
    fields = _credentials(call)
    name, secret = fields.text("identifier"), fields.text("secret")
    org = call.world.orgs.get(name)
    if org is not None:
        for token in org.tokens.values():
            if _same(token.secret, secret) and token.is_active and not _expired(call, token.expires_at):
                token.last_used_at = call.world.now()
                return reply({"access_token": bearer(call, org.name, org.uuid, "", f"docker_oat|{token.id}")})
        raise errors.detail(401, "Cannot log into an organization account")
    return reply({"access_token": _sign_in(call, name, secret)})


@handles("authentication.login")
def login(call: Call) -> Response:
    """POST /v2/users/login: a password or PAT; organizations are refused."""
    fields = _credentials(call)
    name, secret = fields.text("username"), fields.text("password")
    if name in call.world.orgs:
        raise errors.detail(401, "Cannot log into an organization account")
    body = {"token": _sign_in(call, name, secret)}
    if call.query.get("refresh_token") == "true":
        body["refresh_token"] = call.world.new_hex(64)
    return reply(body)


@handles("authentication.two_factor_login")
def two_factor_login(call: Call) -> Response:
    """POST /v2/users/2fa-login: the code for a challenge.

    A challenge is good for one success.
    """
    fields = _credentials(call)
    challenge, code = fields.text("login_2fa_token"), fields.text("code")
    user = call.world.pending_codes.get(challenge)
    claims = tokens.read(challenge, call.world.key)
    if user is None or claims is None or claims["exp"] <= call.world.now():
        raise errors.detail(401, errors.BAD_CREDENTIALS)
    if user.code is None or not _same(user.code, code):
        _count_failure(call, user.name)
        raise errors.detail(401, errors.BAD_CREDENTIALS)
    del call.world.pending_codes[challenge]
    return reply({"token": _for_password(call, user)})


def bearer(call: Call, username: str, uuid: str, email: str, source: str) -> str:
    """Make a bearer token with the claims that Hub's have.

    Args:
        call: The request that asks for it.
        username: User or organization.
        uuid: Their UUID.
        email: Their address.
        source: What the session was opened with, such as `docker_pat|<uuid>`.
    """
    now = int(call.world.now())
    claims: dict[str, Any] = {
        "iss": "https://api.docker.com/",
        "aud": "https://hub.docker.com",
        "sub": uuid,
        "iat": now,
        "exp": now + call.settings.token_lifetime,
        "jti": call.world.new_hex(32),
        "scope": "repo:public_read",
        tokens.ACCOUNT_CLAIM: {
            "username": username,
            "uuid": uuid,
            "email": email,
            "roles": [],
            "session_id": call.world.new_uuid(),
            "source": source,
        },
    }
    return tokens.mint(claims, call.world.key)


def _credentials(call: Call) -> Fields:
    # The document knows no 400 here: a login that cannot be read is a login that failed.
    return call.fields(lambda _field, _problem: errors.detail(401, errors.BAD_CREDENTIALS))


def _sign_in(call: Call, name: str, secret: str) -> str:
    _refuse_if_locked(call, name)
    for user in call.world.users.values():  # with a PAT the name does not matter
        for token in user.tokens.values():
            if _same(token.secret, secret) and token.is_active and not _expired(call, token.expires_at):
                token.last_used = call.world.now()
                return bearer(call, user.name, user.uuid, user.email, f"docker_pat|{token.uuid}")
    user_named = call.world.users.get(name)
    if user_named is None or not user_named.active or not _same(user_named.password, secret):
        _count_failure(call, name)
        raise errors.detail(401, errors.BAD_CREDENTIALS)
    call.world.failed_logins.pop(name, None)
    if user_named.code is not None:
        raise _challenge(call, user_named)
    return _for_password(call, user_named)


def _for_password(call: Call, user: User) -> str:
    return bearer(call, user.name, user.uuid, user.email, "docker_password")


def _challenge(call: Call, user: User) -> errors.Refusal:
    now = int(call.world.now())
    token = tokens.mint({"sub": user.uuid, "iat": now, "exp": now + 300, "jti": call.world.new_hex(32)}, call.world.key)
    call.world.pending_codes[token] = user
    return errors.detail(call.settings.two_factor_status, errors.MFA_REQUIRED, login_2fa_token=token)


def _refuse_if_locked(call: Call, name: str) -> None:
    failures = call.world.failed_logins.get(name, [])
    since = call.world.now() - call.settings.lockout_seconds
    if len([at for at in failures if at > since]) >= call.settings.lockout_after:
        raise errors.detail(401, _LOCKED)


def _count_failure(call: Call, name: str) -> None:
    failures = call.world.failed_logins.setdefault(name, [])
    failures.append(call.world.now())
    del failures[: -call.settings.lockout_after]


def _expired(call: Call, expires_at: str | None) -> bool:
    until = None if expires_at is None else moment(expires_at)
    return until is not None and until <= call.world.now()


def _same(first: str, second: str) -> bool:
    return hmac.compare_digest(first.encode("utf-8", "replace"), second.encode("utf-8", "replace"))

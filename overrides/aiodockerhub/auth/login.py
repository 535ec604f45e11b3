"""Logs in: exchanges credentials for a bearer token, with a second factor where the account has one."""

import re
import warnings
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, cast

from aiodockerhub_generated._redaction import SecretText
from aiodockerhub_generated.types import Call, read_json
from attrs import evolve

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor, is_visible
from aiodockerhub.errors import AuthenticationError, CredentialsRefusedError, StatusError, TwoFactorRequiredError
from aiodockerhub.helpers.clock import Clock

Send: TypeAlias = Callable[[Call[Any]], Awaitable[Any]]
"""Sends a call without credentials and gives its decoded answer, or raises the error of its status."""

LogInCredentials: TypeAlias = Password | AccessToken | OrganizationToken | TwoFactor
"""The credentials that are exchanged for a token; the others are one, or none."""

_CHALLENGE = "login_2fa_token"
_MFA = re.compile(r"secondary authentication", re.IGNORECASE)
_REFUSALS = {401, 409}  # 409: "Please reset your password."
# Hub's words for the ten minutes' lock after many failures are not recorded: go by what such words have in common.
_LOCKED = re.compile(r"\block(ed|out)\b|too many (failed|login|attempts)", re.IGNORECASE)
_NOT_AGAIN = "It is not tried again until it changes, because Docker Hub locks accounts after repeated failures"


async def log_in(send: Send, credentials: LogInCredentials, clock: Clock) -> SecretText:
    """Exchange credentials for a bearer token.

    Endpoints: `POST /v2/auth/token`; with two factors `POST /v2/users/login` and `POST /v2/users/2fa-login`.

    Args:
        send: Sends the calls.
        credentials: What to log in with.
        clock: Tells how long the user took to find the code.

    Returns:
        The token.

    Raises:
        CredentialsRefusedError: Docker Hub does not accept the credentials or the code.
        TwoFactorRequiredError: The account has two factors, and the credentials only one.
        DockerHubError: The log-in failed in another way and may be tried again.
    """
    from aiodockerhub_generated import calls

    match credentials:
        case TwoFactor():
            return await _with_two_factors(send, credentials, clock)
        case Password(name, secret) | AccessToken(name, secret) | OrganizationToken(name, secret):
            answer = await _answer(send, calls.authentication.create_token(identifier=name, secret=secret), credentials)
    if answer.get(_CHALLENGE):
        raise TwoFactorRequiredError(
            f"Docker Hub wants a second factor for {credentials}: use TwoFactor(user, password, code=...), or a "
            "personal access token, which needs none"
        )
    return _token(answer, "access_token")


async def _with_two_factors(send: Send, credentials: TwoFactor, clock: Clock, *, start_over: bool = True) -> SecretText:
    from aiodockerhub_generated import calls

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # deprecated, but the one route to a second factor
        first = calls.authentication.login(username=credentials.user, password=credentials.password)
    answer = await _answer(send, first, credentials)
    challenge = answer.get(_CHALLENGE)
    if not challenge:
        return _token(answer, "token")
    asked = clock.monotonic()
    code = "".join((await credentials.code()).split())
    if not code:
        raise CredentialsRefusedError(f"there is no code for {credentials}: its code callable gave an empty one")
    second = calls.authentication.two_factor_login(login_2fa_token=challenge, code=code)
    try:
        return _token(await _answer(send, second, credentials), "token")
    except CredentialsRefusedError as refusal:
        took, allowed = clock.monotonic() - asked, jwt.lifetime(challenge)
        late = "expired" in str(refusal).lower() or (allowed is not None and took >= allowed)
        if not (late and start_over):
            raise
    return await _with_two_factors(send, credentials, clock, start_over=False)


async def _answer(send: Send, call: Call[Any], credentials: LogInCredentials) -> dict[str, Any]:
    """Send a step of the log-in; the demand for a second factor is an answer, whatever its status."""
    try:
        # Undecoded: a demand for a second factor is not what the document says these routes answer.
        answer = await send(evolve(call, decode=_undecoded))
    except StatusError as error:
        if error.detail.get(_CHALLENGE):
            return _hidden(error.detail)
        if _MFA.search(error.message):
            return {_CHALLENGE: True}
        if error.status_code in _REFUSALS or _LOCKED.search(error.message):
            raise CredentialsRefusedError(f"Docker Hub refused {credentials}: {error.message}. {_NOT_AGAIN}") from error
        raise
    return _hidden(cast("dict[str, Any]", answer)) if isinstance(answer, dict) else {}


def _hidden(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer whose texts do not show in dumps of local variables: tokens are among them."""
    return {name: SecretText(value) if isinstance(value, str) else value for name, value in answer.items()}


def _undecoded(payload: bytes, _: object) -> object:
    return read_json(payload)


def _token(answer: dict[str, Any], name: str) -> SecretText:
    token = answer.get(name)
    if not isinstance(token, str) or not is_visible(token):
        raise AuthenticationError(f"Docker Hub accepted the log-in, but its answer holds no usable {name!r}")
    return SecretText(token)

"""The log-in: exchanges credentials for a bearer token."""

import inspect
import re
import warnings
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, cast

from aiodockerhub_generated._redaction import SecretText, hidden
from aiodockerhub_generated.arguments import described
from aiodockerhub_generated.types import Call, read_json
from attrs import evolve, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor, is_visible
from aiodockerhub.auth.sent_codes import SentCodes
from aiodockerhub.errors import (
    ArgumentTypeError,
    AuthenticationError,
    CredentialsRefusedError,
    DockerHubError,
    ServerError,
    StatusError,
    TransportError,
    TwoFactorRequiredError,
)
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.outcome import as_outcome, disown, is_outcome

Send: TypeAlias = Callable[[Call[Any]], Awaitable[Any]]
"""Sends a call without credentials and gives its decoded response, or raises the error of its status."""

LogInCredentials: TypeAlias = Password | AccessToken | OrganizationToken | TwoFactor
"""The credentials that are exchanged for a token; the others are one, or none."""

_CHALLENGE = "login_2fa_token"
_MFA = re.compile(r"secondary authentication", re.IGNORECASE)
_CLIENT_ERRORS = range(400, 500)
_NOT_NOW = {408, 425, 429}
_REFUSALS = {401, 409}  # 409: "Please reset your password."
# Hub's words for the ten minutes' lock after many failures are not recorded: go by what such words have in common.
_LOCKED = re.compile(r"\block(ed|out)\b|too many (failed|login|attempts)", re.IGNORECASE)
_NOT_AGAIN = "It is not tried again until it changes, because Docker Hub locks accounts after repeated failures"


class _StepError(Exception):
    """A failed step of the log-in: its response is an error, or missing.

    Errors that hooks or the provider of the code raise are no outcome, and pass without this wrapper.

    Args:
        error: The error.
    """

    def __init__(self, error: DockerHubError) -> None:
        super().__init__()
        self.error = error


async def log_in(send: Send, credentials: LogInCredentials, clock: Clock, sent: SentCodes) -> SecretText:
    """Exchange credentials for a bearer token.

    Endpoints: `POST /v2/auth/token`; with two factors `POST /v2/users/login` and `POST /v2/users/2fa-login`.

    Args:
        send: Sends the calls.
        credentials: The credentials.
        clock: Measures how long the user took to enter the code.
        sent: The one-time codes that the session has sent; the codes of this log-in are added.

    Returns:
        The token.

    Raises:
        CredentialsRefusedError: Docker Hub does not accept the credentials or the code. This error and the next are
            marked as the outcome of `sent` (`helpers.outcome`), unless a hook or a provider raised them.
        TwoFactorRequiredError: The account has two-factor authentication, and the credentials have no code.
        DockerHubError: The log-in failed in another way and may be retried.
    """
    try:
        return await _token_for(send, credentials, clock, sent)
    except _StepError as step:
        failure = as_outcome(step.error, sent)
    except DockerHubError as error:
        disown(error)
        raise
    raise failure  # here and not above, so that it has no context


async def _token_for(send: Send, credentials: LogInCredentials, clock: Clock, sent: SentCodes) -> SecretText:
    from aiodockerhub_generated import calls

    match credentials:
        case TwoFactor():
            return await _with_two_factors(send, credentials, clock, sent)
        case Password(name, secret) | AccessToken(name, secret) | OrganizationToken(name, secret):
            call = calls.authentication.create_token(identifier=name, secret=secret)
            response = await _response(send, call, credentials)
    if response.get(_CHALLENGE):
        raise _StepError(
            TwoFactorRequiredError(
                f"Docker Hub wants a second factor for {credentials}: use a personal access token, which needs none, "
                "or in a program TwoFactor(user, password, code=...)"
            )
        )
    return _token(response, "access_token")


async def _with_two_factors(send: Send, credentials: TwoFactor, clock: Clock, sent: SentCodes) -> SecretText:
    """Log in with password and one-time code.

    If the first code had expired, or its request got no response, the log-in is attempted once more with a new code.
    """
    for last in (False, True):
        challenge = await _challenge(send, credentials)
        if isinstance(challenge, SecretText):
            return challenge
        asked = clock.monotonic()
        code = await _code(credentials, sent)
        memories = sent, credentials.sent
        for memory in memories:
            memory.add(code)  # before it is: nothing can cancel that away
        try:
            return await _second_step(send, credentials, challenge.text, code)
        except _StepError as step:
            error = step.error
            if isinstance(error, TransportError) and not error.sent:
                for memory in memories:
                    memory.remove(code)
            took, allowed = clock.monotonic() - asked, jwt.lifetime(challenge.text)
            late = "expired" in str(error).lower() or (allowed is not None and took >= allowed)
            late = late and isinstance(error, CredentialsRefusedError)
            if last or not (late or isinstance(error, TransportError | ServerError)):
                raise
    raise AssertionError  # pragma: no cover - the second round returns or raises


@frozen
class _Challenge:
    """The token that Docker Hub expects back with the one-time code."""

    text: SecretText


async def _challenge(send: Send, credentials: TwoFactor) -> SecretText | _Challenge:
    """Send the password.

    Returns:
        A bearer token if the account has one factor only; else the challenge to return with the code.
    """
    from aiodockerhub_generated import calls

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # deprecated, but the one route to a second factor
        first = calls.authentication.login(username=credentials.user, password=credentials.password)
    response = await _response(send, first, credentials)
    challenge = response.get(_CHALLENGE)
    if not challenge:
        return _token(response, "token")
    if not isinstance(challenge, str):
        raise AuthenticationError(
            f"Docker Hub wants a second factor for {credentials}, and does not say for what log-in"
        )
    return _Challenge(SecretText(challenge))


async def _code(credentials: TwoFactor, sent: SentCodes) -> SecretText:
    """Ask for a code that was not sent before."""
    asked = credentials.code()
    if not inspect.isawaitable(asked):
        raise ArgumentTypeError(
            f"code must be an async callable that returns the code; calling it gave {described(asked)}", argument="code"
        )
    given = cast("object", hidden(await asked))
    if not isinstance(given, str):
        raise ArgumentTypeError(f"code must return the code as text; it gave {described(given)}", argument="code")
    code = SecretText("".join(given.split()))
    if not code:
        raise _StepError(
            CredentialsRefusedError(f"there is no code for {credentials}: its code callable gave an empty one")
        )
    if code in sent or code in credentials.sent:
        raise AuthenticationError(
            f"the code callable of {credentials} gave a code that was sent already, and a code is never sent twice: "
            "log in again once there is a new one"
        )
    return code


async def _second_step(send: Send, credentials: TwoFactor, challenge: SecretText, code: SecretText) -> SecretText:
    from aiodockerhub_generated import calls

    call = calls.authentication.two_factor_login(login_2fa_token=challenge, code=code)
    return _token(await _response(send, call, credentials), "token")


async def _response(send: Send, call: Call[Any], credentials: LogInCredentials) -> dict[str, Any]:
    """Send one step of the log-in.

    The demand for a second factor is a response, whatever its status.

    Raises:
        _StepError: There is no response, or Docker Hub refuses the log-in.
    """
    # Undecoded: a demand for a second factor is not what the document says these routes respond with.
    call = evolve(call, decode=_undecoded)
    try:
        response = await send(call)
    except (StatusError, TransportError) as error:
        if not is_outcome(error, call):
            raise
        failure: DockerHubError = error
    else:
        return _hidden(cast("dict[str, Any]", response)) if isinstance(response, dict) else {}
    if isinstance(failure, StatusError):
        if failure.detail.get(_CHALLENGE):
            return _hidden(failure.detail)
        if _MFA.search(failure.message):
            return {_CHALLENGE: True}
        refusal = _refusal(failure, credentials)
        if refusal is not None:
            refusal.__cause__ = failure
            failure = refusal
    raise _StepError(failure)


def _refusal(error: StatusError, credentials: LogInCredentials) -> AuthenticationError | None:
    """Make the error of a refused log-in; `None` if it may succeed later."""
    refusal: AuthenticationError
    if error.status_code in _REFUSALS or _LOCKED.search(error.message):
        refusal = CredentialsRefusedError(
            f"Docker Hub refused {credentials}: {error.message.rstrip('.')}. {_NOT_AGAIN}"
        )
    elif error.status_code in _CLIENT_ERRORS and error.status_code not in _NOT_NOW:
        refusal = AuthenticationError(f"Docker Hub refused the log-in with {credentials}: {error}")
    else:
        return None
    for note in getattr(error, "__notes__", ()):
        refusal.add_note(note)
    return refusal


def _hidden(response: Mapping[str, Any]) -> dict[str, Any]:
    """Wrap the texts of a response, as tokens are among them.

    Of any other value only whether it is set is kept, as a boolean, so that frames of errors show nothing of it.
    """
    return {name: SecretText(value) if isinstance(value, str) else bool(value) for name, value in response.items()}


def _undecoded(payload: bytes, _: object) -> object:
    return read_json(payload)


def _token(response: dict[str, Any], name: str) -> SecretText:
    token = response.get(name)
    if not isinstance(token, str) or not is_visible(token):
        raise AuthenticationError(f"Docker Hub accepted the log-in, but its response holds no usable {name!r}")
    return SecretText(token)

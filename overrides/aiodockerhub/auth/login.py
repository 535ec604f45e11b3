"""The log-in: its requests, the second factor, and refused credentials."""

import inspect
import json
import warnings
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, cast

from aiodockerhub_generated._masking import SecretText, hidden
from aiodockerhub_generated.arguments import described
from aiodockerhub_generated.types import Call, read_json
from attrs import evolve, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor
from aiodockerhub.auth.refusals import is_refusal, refusal_error, says_second_factor
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
"""Async function that sends a call without a bearer token.

The function returns the decoded response, even of an error response that requires a second factor. It raises
`StatusError` for any other status that is not 2xx, `DecodeError` for a success that is not JSON, and `TransportError`
if there is no response.
"""

LogInCredentials: TypeAlias = Password | AccessToken | OrganizationToken | TwoFactor
"""Credentials that need a log-in: a `BearerToken` is sent as it is, and `Anonymous` sends nothing."""

_CHALLENGE_KEY = "login_2fa_token"


class _StepError(Exception):
    """One request of the log-in failed.

    This exception wraps only errors that the log-in itself causes: an error response, a missing response, a required
    second factor, or an empty code. Errors that hooks or the provider of the code raise are not wrapped.

    Args:
        error: Error that `log_in` raises instead.
    """

    def __init__(self, error: DockerHubError) -> None:
        super().__init__()
        self.error = error


async def log_in(send: Send, credentials: LogInCredentials, clock: Clock, sent: SentCodes) -> SecretText:
    """Exchange credentials for a bearer token.

    Most credentials need one request, `POST /v2/auth/token`; `TwoFactor` needs `POST /v2/users/login` and `POST
    /v2/users/2fa-login`.

    An error is marked as the outcome of `sent` (see `helpers.outcome`) if a request of the log-in got an error response
    or no response, if the credentials lack a code, or if the code is empty. No error of a hook or a provider has this
    mark.

    Args:
        send: Async function that sends a call without a bearer token.
        credentials: Credentials to exchange.
        clock: Clock that measures how long the user took to enter the code, and how long a code is remembered.
        sent: Memory of the one-time codes that the session has sent. The codes of this log-in are added.

    Returns:
        The bearer token.

    Raises:
        CredentialsRefusedError: Docker Hub rejects the credentials or the one-time code, the account is locked, or the
            code is empty.
        TwoFactorRequiredError: The account has two-factor authentication, but the credentials have no code.
        DockerHubError: The log-in failed for another reason. Another log-in may succeed.
        Exception: A hook or the function `code` of the credentials raised this exception.
    """
    try:
        return await _log_in_by_kind(send, credentials, clock, sent)
    except _StepError as step:
        failure = as_outcome(step.error, sent)
    except DockerHubError as error:
        disown(error)
        raise
    raise failure  # after the handler (CONTRIBUTING, Style)


async def _log_in_by_kind(send: Send, credentials: LogInCredentials, clock: Clock, sent: SentCodes) -> SecretText:
    from aiodockerhub_generated import calls

    match credentials:
        case TwoFactor():
            return await _log_in_with_code(send, credentials, clock, sent)
        case Password(name, secret) | AccessToken(name, secret) | OrganizationToken(name, secret):
            call = calls.authentication.create_token(identifier=name, secret=secret)
            response = await _send_step(send, call, credentials)
    if response.get(_CHALLENGE_KEY):
        raise _StepError(
            TwoFactorRequiredError(
                f"Docker Hub requires a second factor for {credentials}: use a personal access token, which needs "
                "none, or in a program TwoFactor(user, password, code=...)"
            )
        )
    return _token_in(response, "access_token")


async def _log_in_with_code(send: Send, credentials: TwoFactor, clock: Clock, sent: SentCodes) -> SecretText:
    """Log in with a password and a one-time code.

    The log-in starts again with a new code if Docker Hub rejected the first code because the code or the challenge had
    expired, responded to the first code with status 5xx, or did not respond. There is no third code.
    """
    for last in (False, True):
        challenge = await _send_password(send, credentials)
        if isinstance(challenge, SecretText):
            return challenge
        asked = clock.monotonic()
        code = await _ask_for_code(credentials, sent, clock)
        try:
            return await _send_code(send, credentials, challenge.text, code)
        except _StepError as step:
            error = step.error
            if isinstance(error, TransportError) and not error.sent:
                for memory in (sent, credentials.sent):
                    memory.remove(code)
            took, allowed = clock.monotonic() - asked, jwt.lifetime(challenge.text)
            late = "expired" in str(error).lower() or (allowed is not None and took >= allowed)
            late = late and isinstance(error, CredentialsRefusedError)
            if last or not (late or isinstance(error, TransportError | ServerError)):
                raise
    raise AssertionError  # pragma: no cover - the second pass of the loop returns or raises


@frozen
class _Challenge:
    """The response to a correct password: a second factor is required.

    Attributes:
        text: Token that identifies the log-in. The request with the one-time code must contain this token.
    """

    text: SecretText


async def _send_password(send: Send, credentials: TwoFactor) -> SecretText | _Challenge:
    """Send user name and password.

    Returns:
        The bearer token if the account has no two-factor authentication; otherwise the challenge for the second
        request.

    Raises:
        AuthenticationError: The response has neither a usable token nor a challenge that identifies the log-in.
        Exception: `_send_step` raised this exception.
    """
    from aiodockerhub_generated import calls

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # only this deprecated operation supports a second factor
        first = calls.authentication.login(username=credentials.user, password=credentials.password)
    response = await _send_step(send, first, credentials)
    challenge = response.get(_CHALLENGE_KEY)
    if not challenge:
        return _token_in(response, "token")
    if not isinstance(challenge, str):
        raise AuthenticationError(
            f"Docker Hub requires a second factor for {credentials}, but its response does not identify the log-in"
        )
    return _Challenge(SecretText(challenge))


async def _ask_for_code(credentials: TwoFactor, sent: SentCodes, clock: Clock) -> SecretText:
    """Call the function `code` of the credentials for a one-time code.

    The code is remembered before its request is sent, because a cancelled request may have reached the server.

    Returns:
        The code without white space.

    Raises:
        ArgumentTypeError: The function is not async, or does not return text.
        _StepError: The code is empty.
        AuthenticationError: The code was sent before.
        Exception: The function raised this exception.
    """
    asked = credentials.code()
    if not inspect.isawaitable(asked):
        raise ArgumentTypeError(
            f"code must be an async callable that returns the code; it returned {described(asked)}", argument="code"
        )
    given = cast("object", hidden(await asked))
    if not isinstance(given, str):
        raise ArgumentTypeError(f"code must return the code as text; it returned {described(given)}", argument="code")
    code = SecretText("".join(given.split()))
    if not code:
        raise _StepError(
            CredentialsRefusedError(f"there is no code for {credentials}: its code callable returned empty text")
        )
    now = clock.monotonic()
    # All clients with these credentials share the second memory, so only this memory decides between threads.
    if sent.has(code, now) or not credentials.sent.claim(code, now):
        raise AuthenticationError(
            f"the code callable of {credentials} returned a code that was sent before, and no code is sent twice: "
            "log in again when there is a new code"
        )
    sent.claim(code, now)
    return code


async def _send_code(send: Send, credentials: TwoFactor, challenge: SecretText, code: SecretText) -> SecretText:
    from aiodockerhub_generated import calls

    call = calls.authentication.two_factor_login(login_2fa_token=challenge, code=code)
    return _token_in(await _send_step(send, call, credentials), "token")


async def _send_step(send: Send, call: Call[Any], credentials: LogInCredentials) -> dict[str, Any]:
    """Send one request of the log-in.

    Returns:
        The fields of the response; empty if the response is not a JSON object. If Docker Hub requires a second factor,
        the field `login_2fa_token` has the token of the challenge, or is true if only the message of an error response
        requires the factor.

    Raises:
        _StepError: The request got no response, or a response that is not 2xx.
        DecodeError: The response is a success, but not JSON.
        Exception: A hook raised this exception.
    """
    # Docker's OpenAPI document lacks the response that requires a second factor, so the body is read as plain JSON.
    call = evolve(call, decode=_read_undecoded)
    try:
        response = await send(call)
    except (StatusError, TransportError) as error:
        if not is_outcome(error, call):
            raise
        failure: DockerHubError = error
    else:
        return _hide_texts(cast("dict[str, Any]", response)) if isinstance(response, dict) else {}
    if isinstance(failure, StatusError):
        if says_second_factor(failure) and not has_code(call):
            return {_CHALLENGE_KEY: True}
        refusal = refusal_error(failure, credentials)
        if refusal is not None:
            refusal.__cause__ = failure
            failure = refusal
    raise _StepError(failure)


def _hide_texts(response: Mapping[str, Any]) -> dict[str, Any]:
    """Hide the values of a response of the log-in, which holds tokens.

    Frames of errors show the result, so texts are wrapped, and any other value is replaced by its boolean.
    """
    values = map(hidden, response.values())
    return dict(
        zip(response, (value if isinstance(value, SecretText) else bool(value) for value in values), strict=True)
    )


def has_code(call: Call[Any]) -> bool:
    """Return whether the request of a log-in has a one-time code.

    Args:
        call: Call of the log-in.
    """
    return isinstance(call.body, dict) and "code" in call.body


def requires_second_factor(call: Call[Any], status_code: int, body: bytes) -> bool:
    """Return whether an error response to a log-in requires a second factor.

    Args:
        call: Call of the log-in. If the call has sent a one-time code, the result is false: an error response then
            refuses that code, although it may contain a challenge for another code.
        status_code: Status of the response.
        body: Body of the response.

    Returns:
        True if the status is 4xx, but not 408, 425 or 429, and the body is a JSON object with a challenge, which
        identifies the log-in.
    """
    if not is_refusal(status_code) or has_code(call):
        return False
    try:
        content: object = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and bool(cast("dict[str, Any]", content).get(_CHALLENGE_KEY))


def _read_undecoded(payload: bytes, _: object) -> object:
    return hidden(read_json(payload))


def _token_in(response: dict[str, Any], name: str) -> SecretText:
    """Return the bearer token of a response to a log-in.

    Raises:
        AuthenticationError: The response has no such field, or its value is not visible ASCII text.
    """
    token = response.get(name)
    if not isinstance(token, str) or not is_visible(token):
        raise AuthenticationError(f"Docker Hub accepted the log-in, but its response has no usable {name!r}")
    return SecretText(token)

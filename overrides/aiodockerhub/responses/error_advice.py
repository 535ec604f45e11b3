"""The advice below an error, by its status, message and credentials."""

import re
from typing import Literal, TypeAlias
from urllib.parse import unquote

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.types import Operation, Security

from aiodockerhub.errors import DecodeError, DockerHubError, TransportError
from aiodockerhub.helpers.statuses import SERVER_ERRORS

Caller: TypeAlias = Literal["organization", "personal", "anonymous"]
"""Kind of credentials of a session: an access token of an organization or of a user, or no credentials.

`None` in the place of a kind means a password, another kind of credentials, or unknown credentials.
"""

_PLAN = "The plan of this account does not include the requested feature; see https://www.docker.com/pricing."
_BLOCKED = (
    "Cloudflare blocked the request before it reached Docker Hub. Send fewer requests, set the name of your program "
    "(`application='name/version'` of the client), or ask whether your network or proxy is blocked."
)
_PERSONAL = (
    "This route does not accept personal access tokens: log in with the account's password, or with an "
    "organization access token if api.md marks the operation for such tokens."
)
_ORGANIZATION = (
    "Organization access tokens work only for the operations that api.md marks: use the credentials of a user for this "
    "operation."
)
_LEGACY = (
    "Only the legacy route of this operation is known, and it does not accept organization access tokens. Docker's "
    "manual mentions a namespaced route that accepts them, but not its path: use the credentials of a user."
)
_ORGANIZATION_LOGIN = (
    "An organization has no password: use one of its access tokens, or the credentials of a user who owns it."
)
_LOCKED = (
    "Docker Hub locks an account for about ten minutes after repeated failures: wait ten minutes, then log in with the "
    "right secret. An earlier attempt may restart the ten minutes."
)
_IMMUTABLE = (
    "Immutable tags can be neither overwritten nor deleted by anyone: first exclude the tag from the rules of the "
    "repository with `repositories.update_immutable_tags`."
)
_ABUSE = "Docker Hub limits requests per IP address to prevent abuse: slow down, and log in if you have not."
_WALL = (
    "Docker Hub shows anonymous callers only the beginning of a long list. Log in to read the rest: any personal "
    "access token is sufficient, even one that can only read public repositories (DOCKERHUB_USERNAME and "
    "DOCKERHUB_TOKEN in the environment, or in a program `AccessToken`)."
)
_SECOND_FACTOR = (
    "The account has two-factor authentication: log in with a personal access token, which needs no code, or in a "
    "program with `TwoFactor` (if it calls the log-in operations itself, `error.detail` has the `login_2fa_token` of "
    "the second step)."
)
_RESET = (
    "Docker Hub requires a new password for this account: set one on its site, or log in with a personal access token."
)
_REFUSED_LOG_IN = (
    "Check user name and secret. An account with two-factor authentication or single sign-on needs a personal access "
    "token instead of its password."
)
_SESSION = (
    "Docker Hub does not accept this session: it was ended or revoked, or an access token was given as bearer "
    "token. An access token must be exchanged for a bearer token by a log-in."
)
_LOG_IN = (
    "There are no credentials. Set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN in the environment, or in a program log in "
    "with `AccessToken`; docs/credentials.md lists all sources."
)
_PERMISSION = (
    "The account lacks the permission for this request. In an organization an owner grants it, or an admin of the "
    "repository grants it to a team."
)
_RESOURCES = (
    "The resources of this organization access token do not include the requested object{scope}; an owner can add it "
    "with `org_access_tokens.update`."
)
_NO_ROUTE = "Docker Hub has no such route: compare the path and the base URL with api.md."
_FALSE_404 = (  # hub-feedback#1919
    "Docker Hub sometimes responds with 404 though the object exists: repeat the request before you act on it."
)
_ABSENT = f"There is no such object, or these credentials may not see it. {_FALSE_404}"
_ABSENT_OR_PRIVATE = f"There is no such object, or it is private: log in to see it. {_FALSE_404}"
_REFERENCE = (
    "{name} looks like a part of an image reference, and no {placeholder} has such a name: pass namespace, "
    "repository and tag separately (in a program, `ImageReference.parse` splits a reference)."
)
_CONFLICT = "The request conflicts with the current state: read that state before you send another request."
_SLOW_DOWN = (
    "Try again at the time that the response names (`error.retry_at`); the client itself retries after shorter waits. "
    "Docker Hub counts requests per account, or per IP address without credentials, so running fewer programs at the "
    "same time helps, too."
)
_LATER = "Docker Hub or Cloudflare failed: try again later; https://www.dockerstatus.com may report an incident."
_CHECK_FIRST = "The change may have been made: check before you repeat the request."
_LATER_WRITE = f"{_LATER} {_CHECK_FIRST}"
_PROBABLY_DONE = (
    "Docker Hub responded with {status}, a success, so the change has probably been made: check before you repeat the "
    "request."
)
_NOTES_BY_MESSAGE = (
    ({401, 403}, re.compile(r"current plan|upgrade your plan", re.IGNORECASE), _PLAN),
    ({401, 403}, re.compile(r"personal access token", re.IGNORECASE), _PERSONAL),
    ({401, 403}, re.compile(r"log into an organization account", re.IGNORECASE), _ORGANIZATION_LOGIN),
    ({401, 403}, re.compile(r"secondary authentication", re.IGNORECASE), _SECOND_FACTOR),
    ({401, 403, 429, 503}, re.compile(r"cloudflare|error code: 1\d{3}", re.IGNORECASE), _BLOCKED),
    ({401, 403}, re.compile(r"too large for anonymous requests|sign in to page further", re.IGNORECASE), _WALL),
    ({404}, re.compile(r"^an HTML page"), _NO_ROUTE),
    ({401, 403, 409}, re.compile(r"reset your password", re.IGNORECASE), _RESET),
    ({401, 403, 429}, re.compile(r"\block(ed|out)\b|too many (failed|login)", re.IGNORECASE), _LOCKED),
    ({400, 403, 409}, re.compile(r"\bimmutable\b(?! tags rules)", re.IGNORECASE), _IMMUTABLE),
    ({403, 429, 503}, re.compile(r"HAP429"), _ABUSE),
)
_ORGANIZATION_TOKEN_WORDS = re.compile(r"organi[sz]ation access token", re.IGNORECASE)
_SCOPE_WORDS = re.compile(r"insufficient scope", re.IGNORECASE)
_PERSONAL_SCOPES = "`repo:admin` to edit or delete, and `repo:read` to read what is private"
_CREATE_ANOTHER = "Create a personal access token with that scope; the scopes of an existing token cannot be changed."
_MORE_SCOPES = "An owner can add the scope with `org_access_tokens.update`."
_REMEDIES: dict[Caller | None, str] = {
    "personal": _CREATE_ANOTHER,
    "organization": _MORE_SCOPES,
    None: f"{_CREATE_ANOTHER} {_MORE_SCOPES}",
}
_NOT_MODIFIED_NOTE = (
    "Docker Hub supports no conditional requests, so a proxy or cache has sent this response. Send no If-None-Match "
    "or If-Modified-Since; to learn whether something has changed, compare `last_updated`, or the digest of a tag."
)
_NOTES_BY_STATUS = {304: _NOT_MODIFIED_NOTE, 409: _CONFLICT, 429: _SLOW_DOWN}
_SCOPE_STATUSES = {401, 403}
_NOT_FOUND = 404
_FOREIGN_CHARACTERS = {"namespace": frozenset(":@."), "repository": frozenset(":@"), "tag": frozenset(":@")}
"""Characters of an image reference that the name itself cannot have, by the placeholder of the name in the path."""


def note(
    status_code: int, message: str, operation: Operation, caller: Caller | None = None, path: str = ""
) -> str | None:
    """Return advice on a refused request.

    Args:
        status_code: HTTP status of the response.
        message: Message of the response, from `error_bodies.extract`.
        operation: Operation of the request.
        caller: Kind of the session's credentials; `None`, the default, for a password, another kind, or unknown
            credentials.
        path: Path of the request. If the status is 404, a name in the path that contains a tag, a digest or a registry
            gets advice; empty, the default, for no such advice.

    Returns:
        The advice, in sentences; `None` if the message of the response is sufficient.
    """
    if status_code in _SCOPE_STATUSES:
        if _SCOPE_WORDS.search(message):
            return _scope_note(operation, caller)
        if _ORGANIZATION_TOKEN_WORDS.search(message):
            return _organization_note(operation)
    advice = next(
        (text for statuses, pattern, text in _NOTES_BY_MESSAGE if status_code in statuses and pattern.search(message)),
        None,
    )
    if advice is None and status_code == _NOT_FOUND:
        advice = _reference_note(operation.path, path)
    return advice or _note_by_status(status_code, operation, caller)


def lost_result_note(error: DockerHubError) -> str | None:
    """Return advice on a write whose result is lost.

    Args:
        error: Error of a request that is no read.

    Returns:
        A sentence; `None` if the write has not been carried out, or if `note` has the advice.
    """
    if isinstance(error, DecodeError) and error.status_code is not None:
        return _PROBABLY_DONE.format(status=error.status_code)
    return _CHECK_FIRST if isinstance(error, TransportError) and error.sent else None


def _reference_note(template: str, path: str) -> str | None:
    """Return the note on a name that contains a tag, a digest or a registry.

    Args:
        template: Path of the operation, with placeholders.
        path: Path of the request.

    Returns:
        The note; `None` if no name in the path contains a tag, a digest or a registry.
    """
    names = zip(template.split("/"), path.split("/"), strict=False)
    for placeholder, name in ((placeholder.strip("{}"), unquote(segment)) for placeholder, segment in names):
        if _FOREIGN_CHARACTERS.get(placeholder, frozenset()) & {*name}:
            return _REFERENCE.format(name=shortened(name), placeholder=placeholder)
    return None


def _note_by_status(status_code: int, operation: Operation, caller: Caller | None) -> str | None:
    """Return the note on a refusal whose message is not recognized."""
    text: str | None = None
    match status_code:
        case 401 if operation.security is Security.NONE:
            text = _REFUSED_LOG_IN
        case 401:
            text = _LOG_IN if caller == "anonymous" else _SESSION
        case 403:
            text = _forbidden_note(operation, caller)
        case 404:
            text = _ABSENT_OR_PRIVATE if caller == "anonymous" else _ABSENT
        case status if status in SERVER_ERRORS:
            text = _LATER if operation.method in {"GET", "HEAD"} else _LATER_WRITE
        case _:
            text = _NOTES_BY_STATUS.get(status_code)
    return text


def _forbidden_note(operation: Operation, caller: Caller | None) -> str:
    misplaced = _wrong_token_note(operation, caller)
    if misplaced is not None:
        return misplaced
    match caller:
        case "anonymous":
            return _LOG_IN
        case "organization":
            scope = operation.organization_scope
            return _RESOURCES.format(scope=f", or not with the scope `{scope}`" if scope else "")
        case "personal":
            return f"{_PERMISSION} {_scope_note(operation, caller)}"
        case None:
            return _PERMISSION


def _wrong_token_note(operation: Operation, caller: Caller | None) -> str | None:
    if caller == "personal" and not operation.personal_token:
        return _PERSONAL
    return _organization_note(operation) if caller == "organization" and not operation.organization_token else None


def _organization_note(operation: Operation) -> str:
    return _LEGACY if operation.legacy_route else _ORGANIZATION


def _scope_note(operation: Operation, caller: Caller | None) -> str:
    """Return the note on a missing scope.

    If the kind of access token is unknown, the note names the scope for both kinds. If the session has an organization
    access token, and the operation accepts none, the note says so instead.
    """
    if caller == "organization" and not operation.organization_token:
        return _organization_note(operation)
    needs: list[str] = []
    if caller != "organization":
        needs.append(f"a personal access token needs {_name_scope(operation.personal_scope, _PERSONAL_SCOPES)}")
    if caller != "personal" and operation.organization_token:
        needs.append(
            f"an organization access token needs {_name_scope(operation.organization_scope, 'a further scope')}"
        )
    return f"For {operation.id}, {'; '.join(needs)}. {_REMEDIES.get(caller, _REMEDIES[None])}"


def _name_scope(scope: str | None, otherwise: str) -> str:
    return f"the scope `{scope}`" if scope else otherwise

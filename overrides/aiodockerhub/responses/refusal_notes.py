"""Notes on refusals: what to do about those that are well known."""

import re
from typing import Literal, TypeAlias
from urllib.parse import unquote

from aiodockerhub_generated.types import Operation, Security

from aiodockerhub.helpers.statuses import SERVER_ERRORS

Caller: TypeAlias = Literal["organization", "personal", "anonymous"]
"""What a session was opened with: an access token of an organization or a person, or nothing."""

_PLAN = "The plan of this account does not include what was asked for; see https://www.docker.com/pricing."
_EDGE = (
    "The edge in front of Docker Hub blocked the request before Hub saw it. Slow down, give your program a "
    "name (`application='name/version'` of the client), or ask whether your network or proxy is blocked."
)
_PERSONAL = (
    "This route does not accept personal access tokens: log in with the account's password, or with an "
    "organization access token where api.md lists one."
)
_ORGANIZATION = (
    "Organization access tokens work only on the operations that api.md marks with them: use a user's credentials "
    "for this one."
)
_LEGACY = (
    "Only the legacy route of this operation is known, and it does not accept organization access tokens. Docker's "
    "manual mentions a namespaced route that does, without its path: use a user's credentials."
)
_ORGANIZATION_LOGIN = "An organization has no password: use one of its access tokens, or a user who owns it."
_LOCKED = (
    "Docker Hub locks an account for about ten minutes after repeated failures: wait so long, and then log in with the "
    "right secret. Each attempt before may begin the time anew."
)
_IMMUTABLE = (
    "Immutable tags can be neither overwritten nor deleted, whoever asks: take the tag out of the repository's rules "
    "with `repositories.update_immutable_tags` first."
)
_ABUSE = "Docker Hub's protection against abuse counts by address: slow down, and log in if you have not."
_WALL = (
    "Docker Hub shows anonymous callers only the beginning of a long list. Log in to read the rest: any personal "
    "access token will do, even one that may only read public repositories (DOCKERHUB_USERNAME and DOCKERHUB_TOKEN in "
    "the environment, or in a program `AccessToken`)."
)
_SECOND_FACTOR = (
    "The account has a second factor: log in with a personal access token, which needs none, or in a program with "
    "`TwoFactor` (after a call of one's own, `error.detail` has the `login_2fa_token` of the second step)."
)
_RESET = (
    "Docker Hub wants a new password for this account: set one on its site, or log in with a personal access token."
)
_REFUSED_LOG_IN = (
    "Check user name and secret. An account with a second factor or single sign-on needs a personal access token "
    "in the place of its password."
)
_SESSION = (
    "Docker Hub does not accept this session: it was ended or revoked, or an access token was given as bearer "
    "token, where logging in with it would be right."
)
_LOG_IN = (
    "There are no credentials. Set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN in the environment, or in a program log in "
    "with `AccessToken`; docs/credentials.md lists more places."
)
_PERMISSION = (
    "Whoever is logged in lacks the permission for this. In an organization an owner grants it, or an admin of the "
    "repository to one of its teams."
)
_RESOURCES = (
    "The resources of this organization access token do not include what was asked for{scope}; an owner can add it "
    "with `org_access_tokens.update`."
)
_NO_ROUTE = "Docker Hub has no such route: compare the path and the base URL with api.md."
_SOMETIMES = "Docker Hub now and then says so of what exists: ask again before you act on it."  # hub-feedback#1919
_ABSENT = f"There is no such object, or these credentials may not see it. {_SOMETIMES}"
_ABSENT_OR_PRIVATE = f"There is no such object, or it is private: log in to see it. {_SOMETIMES}"
_REFERENCE = (
    "{name!r} looks like a part of an image reference, and no {placeholder} is called so: give namespace, "
    "repository and tag each on its own (in a program, `ImageReference.parse` takes it apart)."
)
_CONFLICT = "What is there already stands in the way: read it, and decide anew."
_SLOW_DOWN = (
    "Come back when the response says (`error.retry_at`); shorter waits need no asking. Docker Hub counts by account, "
    "or by address for callers without credentials, so fewer programs at once help, too."
)
_LATER = "Docker Hub or its edge failed: try again later; https://www.dockerstatus.com may know more."
_LATER_WRITE = f"{_LATER} The change may have been made: look before you repeat it."
_NOTES = (
    ({401, 403}, re.compile(r"current plan|upgrade your plan", re.IGNORECASE), _PLAN),
    ({401, 403}, re.compile(r"personal access token", re.IGNORECASE), _PERSONAL),
    ({401, 403}, re.compile(r"log into an organization account", re.IGNORECASE), _ORGANIZATION_LOGIN),
    ({401, 403}, re.compile(r"secondary authentication", re.IGNORECASE), _SECOND_FACTOR),
    ({401, 403, 429, 503}, re.compile(r"cloudflare|error code: 1\d{3}", re.IGNORECASE), _EDGE),
    ({401, 403}, re.compile(r"too large for anonymous requests|sign in to page further", re.IGNORECASE), _WALL),
    ({404}, re.compile(r"^an HTML page"), _NO_ROUTE),
    ({401, 403, 409}, re.compile(r"reset your password", re.IGNORECASE), _RESET),
    ({401, 403, 429}, re.compile(r"\block(ed|out)\b|too many (failed|login)", re.IGNORECASE), _LOCKED),
    ({400, 403, 409}, re.compile(r"\bimmutable\b(?! tags rules)", re.IGNORECASE), _IMMUTABLE),
    ({403, 429, 503}, re.compile(r"HAP429"), _ABUSE),
)
_OF_ORGANIZATIONS = re.compile(r"organi[sz]ation access token", re.IGNORECASE)
_INSUFFICIENT = re.compile(r"insufficient scope", re.IGNORECASE)
_PERSONAL_SCOPES = "`repo:admin` to edit or delete, and `repo:read` to read what is private"
_NEW_ONE = "Create a personal access token that has it; the scopes of one cannot be changed."
_MORE_SCOPES = "An owner can add it with `org_access_tokens.update`."
_WAY_OUT: dict[Caller | None, str] = {
    "personal": _NEW_ONE,
    "organization": _MORE_SCOPES,
    None: f"{_NEW_ONE} {_MORE_SCOPES}",
}
_NOT_MODIFIED_NOTE = (
    "Docker Hub supports no conditional requests, so this comes from a proxy or cache on the way. Send no "
    "If-None-Match or If-Modified-Since; to learn whether something has changed, compare `last_updated`, or the digest "
    "of a tag."
)
_OTHERS = {304: _NOT_MODIFIED_NOTE, 409: _CONFLICT, 429: _SLOW_DOWN}
_REFUSED_FOR_SCOPES = {401, 403}
_NOT_FOUND = 404
_FOREIGN = {"namespace": frozenset(":@."), "repository": frozenset(":@"), "tag": frozenset(":@")}
"""Characters that names of a kind do not have, by the placeholder in the path, and other parts of a reference do."""


def note(
    status_code: int, message: str, operation: Operation, caller: Caller | None = None, path: str = ""
) -> str | None:
    """Give advice on a refused request.

    Args:
        status_code: HTTP status of the response.
        message: Message of the response, from `error_bodies.extract`.
        operation: The operation.
        caller: Kind of the session's credentials; `None` for a password, or if not known.
        path: Path of the request; a name in it with a tag or a registry may be the reason.

    Returns:
        A sentence or two; `None` if there is nothing to say beyond the message.
    """
    if status_code in _REFUSED_FOR_SCOPES:
        if _INSUFFICIENT.search(message):
            return _scopes(operation, caller)
        if _OF_ORGANIZATIONS.search(message):
            return _of_organization(operation)
    advice = next(
        (text for statuses, pattern, text in _NOTES if status_code in statuses and pattern.search(message)), None
    )
    if advice is None and status_code == _NOT_FOUND:
        advice = _reference(operation.path, path)
    return advice or _by_status(status_code, operation, caller)


def _reference(template: str, path: str) -> str | None:
    """Find a name with a tag, a digest or a registry in it."""
    names = zip(template.split("/"), path.split("/"), strict=False)
    for placeholder, name in ((placeholder.strip("{}"), unquote(segment)) for placeholder, segment in names):
        if _FOREIGN.get(placeholder, frozenset()) & {*name}:
            return _REFERENCE.format(name=name, placeholder=placeholder)
    return None


def _by_status(status_code: int, operation: Operation, caller: Caller | None) -> str | None:
    """Choose the note of a refusal by its status alone."""
    text: str | None = None
    match status_code:
        case 401 if operation.security is Security.NONE:
            text = _REFUSED_LOG_IN
        case 401:
            text = _LOG_IN if caller == "anonymous" else _SESSION
        case 403:
            text = _forbidden(operation, caller)
        case 404:
            text = _ABSENT_OR_PRIVATE if caller == "anonymous" else _ABSENT
        case status if status in SERVER_ERRORS:
            text = _LATER if operation.method in {"GET", "HEAD"} else _LATER_WRITE
        case _:
            text = _OTHERS.get(status_code)
    return text


def _forbidden(operation: Operation, caller: Caller | None) -> str:
    misplaced = _misplaced(operation, caller)
    if misplaced is not None:
        return misplaced
    match caller:
        case "anonymous":
            return _LOG_IN
        case "organization":
            scope = operation.organization_scope
            return _RESOURCES.format(scope=f", or not with the scope `{scope}`" if scope else "")
        case "personal":
            return f"{_PERMISSION} {_scopes(operation, caller)}"
        case None:
            return _PERMISSION


def _misplaced(operation: Operation, caller: Caller | None) -> str | None:
    if caller == "personal" and not operation.personal_token:
        return _PERSONAL
    return _of_organization(operation) if caller == "organization" and not operation.organization_token else None


def _of_organization(operation: Operation) -> str:
    return _LEGACY if operation.legacy_route else _ORGANIZATION


def _scopes(operation: Operation, caller: Caller | None) -> str:
    """Name the missing scope, by the kind of token or for each kind."""
    if caller == "organization" and not operation.organization_token:
        return _of_organization(operation)
    needs: list[str] = []
    if caller != "organization":
        needs.append(f"a personal access token needs {_named(operation.personal_scope, _PERSONAL_SCOPES)}")
    if caller != "personal" and operation.organization_token:
        needs.append(f"an organization access token needs {_named(operation.organization_scope, 'a further scope')}")
    return f"For {operation.id}, {'; '.join(needs)}. {_WAY_OUT.get(caller, _WAY_OUT[None])}"


def _named(scope: str | None, otherwise: str) -> str:
    return f"the scope `{scope}`" if scope else otherwise

"""Notes on refusals: what to do about those that are well known."""

import re
from typing import Literal, TypeAlias

from aiodockerhub_generated.types import Operation

TokenKind: TypeAlias = Literal["organization", "personal"]
"""Kind of the access token that a session was opened with."""

_PLAN = "The plan of this account does not include what was asked for; see https://www.docker.com/pricing."
_EDGE = (
    "The edge in front of Docker Hub blocked the request before Hub saw it. Give your program a name with "
    "DockerHub(application='name/version'), slow down, or ask whether your network or proxy is blocked."
)
_PERSONAL = (
    "This route does not accept personal access tokens: log in with the account's password (`Password` or "
    "`TwoFactor`), or with an `OrganizationToken` where api.md lists one."
)
_ORGANIZATION = (
    "Organization access tokens work only on the operations that api.md marks with them: use a user's credentials "
    "for this one."
)
_LEGACY = (
    "Only the legacy route of this operation is known, and it does not accept organization access tokens. Docker's "
    "manual mentions a namespaced route that does, without its path: use a user's credentials."
)
_ORGANIZATION_LOGIN = (
    "An organization has no password: use `OrganizationToken(organization, token)`, or a user who owns it."
)
_ABUSE = "Docker Hub's protection against abuse counts by address: slow down, and log in if you have not."
_WALL = (
    "Docker Hub shows anonymous callers only the beginning of a long list. Log in to read the rest, with "
    "DockerHub(AccessToken(username, token)) or the environment's credentials: any personal access token will do, even "
    "one that may only read public repositories."
)
_NOTES = (
    (re.compile(r"current plan|upgrade your plan", re.IGNORECASE), _PLAN),
    (re.compile(r"personal access token", re.IGNORECASE), _PERSONAL),
    (re.compile(r"log into an organization account", re.IGNORECASE), _ORGANIZATION_LOGIN),
    (re.compile(r"cloudflare|error code: 1\d{3}", re.IGNORECASE), _EDGE),
    (re.compile(r"too large for anonymous requests|sign in to page further", re.IGNORECASE), _WALL),
    (re.compile(r"HAP429"), _ABUSE),
)
_OF_ORGANIZATIONS = re.compile(r"organi[sz]ation access token", re.IGNORECASE)
_INSUFFICIENT = re.compile(r"insufficient scope", re.IGNORECASE)
_PERSONAL_SCOPES = "`repo:admin` to edit or delete, and `repo:read` to read what is private"
_NEW_ONE = "Create a personal access token that has it; the scopes of one cannot be changed."
_MORE_SCOPES = "An owner can add it with `org_access_tokens.update`."
_WAY_OUT: dict[TokenKind | None, str] = {
    "personal": _NEW_ONE,
    "organization": _MORE_SCOPES,
    None: f"{_NEW_ONE} {_MORE_SCOPES}",
}
_NOT_MODIFIED_NOTE = (
    "Docker Hub supports no conditional requests, so this comes from a proxy or cache on the way. Send no "
    "If-None-Match or If-Modified-Since; to learn whether something has changed, compare `last_updated`, or the digest "
    "of a tag."
)
_NOT_MODIFIED = 304
_FORBIDDEN = 403
_NOTED = {401, 403, 429, 503}


def note(status_code: int, message: str, operation: Operation, kind: TokenKind | None = None) -> str | None:
    """Say what to do about a well-known refusal.

    Args:
        status_code: HTTP status of the response; only 304, 401, 403, 429 and 503 have notes.
        message: Message of the response, as extracted.
        operation: What was called.
        kind: Kind of access token that the session was opened with; `None` for none, or if that is not known.

    Returns:
        A sentence or two; `None` if the refusal is not well known.
    """
    if status_code == _NOT_MODIFIED:
        return _NOT_MODIFIED_NOTE
    if status_code not in _NOTED:
        return None
    if _INSUFFICIENT.search(message):
        return _scopes(operation, kind)
    if _OF_ORGANIZATIONS.search(message):
        return _of_organization(operation)
    known = next((text for pattern, text in _NOTES if pattern.search(message)), None)
    return known or (_misplaced(operation, kind) if status_code == _FORBIDDEN else None)


def _misplaced(operation: Operation, kind: TokenKind | None) -> str | None:
    if kind == "personal" and not operation.personal_token:
        return _PERSONAL
    return _of_organization(operation) if kind == "organization" and not operation.organization_token else None


def _of_organization(operation: Operation) -> str:
    return _LEGACY if operation.legacy_route else _ORGANIZATION


def _scopes(operation: Operation, kind: TokenKind | None) -> str:
    """Name the missing scope, for one kind of token or for both."""
    if kind == "organization" and not operation.organization_token:
        return _of_organization(operation)
    needs: list[str] = []
    if kind != "organization":
        needs.append(f"a personal access token needs {_named(operation.personal_scope, _PERSONAL_SCOPES)}")
    if kind != "personal" and operation.organization_token:
        needs.append(f"an organization access token needs {_named(operation.organization_scope, 'a further scope')}")
    return f"For {operation.id}, {'; '.join(needs)}. {_WAY_OUT[kind]}"


def _named(scope: str | None, otherwise: str) -> str:
    return f"the scope `{scope}`" if scope else otherwise

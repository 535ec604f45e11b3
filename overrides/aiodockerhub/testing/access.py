"""Decides who the caller of a request is, and what the caller may do.

The permissions depend on the kind of log-in, the membership of organizations, the permissions of teams, and scopes. In
names, `pat` stands for a personal access token, and `oat` for an organization access token.
"""

from typing import Any, Literal

from aiodockerhub_generated.types import Operation, Security
from attrs import frozen

from aiodockerhub.auth.scopes import Scope
from aiodockerhub.testing import errors, jwt
from aiodockerhub.testing.account_state import PERMISSIONS, Org, OrgToken, Permission, PersonalToken, User
from aiodockerhub.testing.state import Repository, World

Kind = Literal["anonymous", "password", "pat", "oat", "scim"]

_PAT_LEVELS: dict[str, Permission] = {"repo:read": "read", "repo:write": "write", "repo:admin": "admin"}


@frozen
class Caller:
    """The caller of a request according to its bearer token.

    Attributes:
        kind: Kind of the credentials with which the caller logged in.
        name: Name of the user or organization; empty for an anonymous caller.
        user: User who logged in with a password or personal access token; `None` for other callers.
        pat: Personal access token of the log-in; `None` for other credentials.
        org: Organization of an organization access token or SCIM token; `None` for other callers.
        oat: Organization access token of the log-in; `None` for other credentials.
    """

    kind: Kind = "anonymous"
    name: str = ""
    user: User | None = None
    pat: PersonalToken | None = None
    org: Org | None = None
    oat: OrgToken | None = None

    @property
    def actor(self) -> str:
        """The caller in the audit log: `jane`, or `jane - access token "ci"`."""
        if self.pat is not None:
            return f'{self.name} - access token "{self.pat.label}"'
        return f'{self.name} - access token "{self.oat.label}"' if self.oat is not None else self.name


def caller_of(world: World, operation: Operation, authorization: str | None) -> Caller:
    """Identify the caller of an operation, and check the kind of its token.

    Args:
        world: State of the FakeHub.
        operation: Operation of the request.
        authorization: Value of the Authorization header; `None` without the header. The schemes `Bearer` and `JWT` are
            equivalent, except that SCIM accepts `Bearer` only.

    Returns:
        The caller; anonymous if the operation takes no token, or if it is public and the header is missing.

    Raises:
        Refusal: The request has no valid bearer token (401), or the operation does not accept this kind of token (403).
    """
    if operation.security in {Security.NONE, Security.NAMED}:
        return Caller()
    scheme, _, value = (authorization or "").partition(" ")
    if operation.security is Security.SCIM_BEARER:
        return _scim_caller(world, scheme, value)
    if authorization is None:
        if operation.security is Security.OPTIONAL_BEARER:
            return Caller()
        raise errors.unauthorized()
    if scheme.lower() not in {"bearer", "jwt"}:
        raise errors.unauthorized()
    caller = _bearer_token_caller(world, value.strip())
    if caller.kind == "pat" and not operation.personal_token:
        if operation.id.startswith("access_tokens."):
            raise errors.message(403, "token issued from personal access token")
        raise errors.message(403, "access to the resource is forbidden with personal access token")
    if caller.kind == "oat" and not operation.organization_token:
        raise errors.message(403, "token issued from organization access token is not allowed")
    return caller


def _scim_caller(world: World, scheme: str, value: str) -> Caller:
    for org in world.orgs.values():
        if scheme.lower() == "bearer" and org.scim_token is not None and org.scim_token == value:
            return Caller("scim", org.name, org=org)
    raise errors.scim(401, "Unauthorized")


def _bearer_token_caller(world: World, token: str) -> Caller:
    """Identify the caller of a bearer token that this FakeHub made.

    Raises:
        Refusal: The token is invalid or has expired, or its access token was deleted or made inactive (401).
    """
    claims = jwt.read_claims(token, world.key)
    if claims is None or claims["exp"] <= world.now():
        raise errors.unauthorized()
    account: dict[str, Any] = claims[jwt.ACCOUNT_CLAIM]
    source, _, identifier = account["source"].partition("|")
    if source == "docker_oat":
        org = world.orgs.get(account["username"])
        oat = org.tokens.get(identifier) if org else None
        if org is not None and oat is not None and oat.is_active:
            return Caller("oat", org.name, org=org, oat=oat)
        raise errors.unauthorized()
    user = world.users.get(account["username"])
    if user is None:
        raise errors.unauthorized()
    if source != "docker_pat":
        return Caller("password", user.name, user=user)
    pat = user.tokens.get(identifier)
    if pat is None or not pat.is_active:
        raise errors.unauthorized()
    return Caller("pat", user.name, user=user, pat=pat)


def permission_for(world: World, caller: Caller, repository: Repository) -> Permission | None:
    """Compute the permission of a user or anonymous caller for a repository.

    The scopes of a personal access token may reduce the permission, but never below that of an anonymous caller.

    Args:
        world: State of the FakeHub.
        caller: Caller of the request. An organization access token counts as an anonymous caller here, because
            `has_scope` checks its scopes.
        repository: Repository of the request.

    Returns:
        The permission; `None` if the caller may not know that the repository exists.
    """
    public: Permission | None = None if repository.is_private else "read"
    user = caller.user
    if user is None:
        return public
    granted = _highest_permission(public, _own_permission(world, user, repository))
    if caller.pat is not None:
        limit = _highest_permission(*(_PAT_LEVELS.get(scope) for scope in caller.pat.scopes))
        allowed = PERMISSIONS[: PERMISSIONS.index(limit) + 1] if limit else ()
        return _highest_permission(
            public, *(permission for permission in allowed if granted and _reaches(granted, permission))
        )
    return granted


def _own_permission(world: World, user: User, repository: Repository) -> Permission | None:
    """Return the permission that a user has and anonymous callers lack.

    Owners of the namespace, and owners and editors of its organization, have `admin`; collaborators have `write`. Other
    members of the organization have the permission of their teams.

    Returns:
        The highest of these permissions; `None` for no permission.
    """
    if repository.namespace == user.name:
        return "admin"
    if user.name in repository.collaborators:
        return "write"
    org = world.orgs.get(repository.namespace)
    member = org.members.get(user.name) if org else None
    if org is None or member is None:
        return None
    if member.role in {"Owner", "Editor"}:
        return "admin"
    return _highest_permission(
        *(repository.groups.get(team.id) for team in org.teams.values() if user.name in team.members)
    )


def _reaches(permission: Permission, need: Permission) -> bool:
    return PERMISSIONS.index(permission) >= PERMISSIONS.index(need)


def _highest_permission(*permissions: str | None) -> Permission | None:
    return next((permission for permission in reversed(PERMISSIONS) if permission in permissions), None)


def find_repository(  # noqa: PLR0917 - the caller, the repository, and the two ways to be allowed
    world: World, caller: Caller, namespace: str, name: str, need: Permission, scope: str | None
) -> Repository:
    """Find a repository that the caller may use.

    An organization access token may read every public repository, whatever its scopes.

    Args:
        world: State of the FakeHub.
        caller: Caller of the request.
        namespace: Name of the user or organization.
        name: Name of the repository.
        need: Permission that a user needs.
        scope: Scope that an organization access token needs; `None` if no scope allows the operation.

    Returns:
        The repository.

    Raises:
        Refusal: The repository does not exist, or the caller may not know that it exists (404); or the caller may see
            the repository, but lacks the permission (403; 401 for an anonymous caller).
    """
    candidate = world.repositories.get((namespace, name))
    hidden = errors.not_found(namespace=namespace, repository=name)
    if candidate is None:
        raise hidden
    if caller.oat is not None:
        if has_scope(caller, "TYPE_REPO", candidate, scope) or (need == "read" and not candidate.is_private):
            return candidate
        raise errors.insufficient_scope() if not candidate.is_private or _knows_of(caller, candidate) else hidden
    permission = permission_for(world, caller, candidate)
    if permission is None:
        raise hidden
    if not _reaches(permission, need):
        raise _permission_error(world, caller, candidate, need)
    return candidate


def _permission_error(world: World, caller: Caller, repository: Repository, need: Permission) -> errors.Refusal:
    """Make the error for a caller who lacks the permission for a repository."""
    if caller.user is None:
        return errors.unauthorized()
    own = _own_permission(world, caller.user, repository)
    return errors.insufficient_scope() if own is not None and _reaches(own, need) else errors.forbidden()


def has_scope(caller: Caller, kind: str, target: Repository | Org, scope: str | None) -> bool:
    """Return whether a token has a scope for a repository or organization.

    A scope that implies the required scope is enough.

    Args:
        caller: Caller of the request; the result is false if it has no organization access token.
        kind: Type of the resource: `TYPE_REPO` or `TYPE_ORG`.
        target: Repository or organization of the request.
        scope: Required scope; the result is false for `None`.
    """
    if caller.oat is None or scope is None:
        return False
    return any(
        resource["type"] == kind and _includes(resource["path"], target) and _grants(resource["scopes"], scope)
        for resource in caller.oat.resources
    )


def _includes(path: str, target: Repository | Org) -> bool:
    """Return whether the path of a token's resource includes the target."""
    if isinstance(target, Org):
        return path == target.name
    return path in {target.path, f"{target.namespace}/*"} or (path == "*/*/public" and not target.is_private)


def _knows_of(caller: Caller, target: Repository) -> bool:
    """Return whether a token has any resource that includes a repository."""
    return caller.oat is not None and any(_includes(resource["path"], target) for resource in caller.oat.resources)


def _grants(scopes: list[str], scope: str) -> bool:
    """Return whether scopes include a scope, or a scope that implies it."""
    implying = (Scope(name) for name in scopes if name in Scope.__members__.values())
    return scope in scopes or any(scope in broader.implies for broader in implying)


def find_organization(world: World, caller: Caller, name: str, scope: str | None, *, owner: bool = False) -> Org:
    """Find an organization that the caller may use.

    Args:
        world: State of the FakeHub.
        caller: Caller of the request.
        name: Name of the organization.
        scope: Scope that an organization access token needs; `None` if no scope allows the operation.
        owner: Whether a user must be an owner; if not, any member may use the organization; `False` by default.

    Returns:
        The organization.

    Raises:
        Refusal: The organization does not exist (404; 403 for an organization access token), or the caller is no member
            or lacks the permission (403).
    """
    org = world.orgs.get(name)
    if caller.oat is not None:
        if org is None or org is not caller.org:
            raise errors.forbidden()
        if not has_scope(caller, "TYPE_ORG", org, scope):
            raise errors.insufficient_scope()
        return org
    if org is None:
        raise errors.not_found(orgname=name)
    member = org.members.get(caller.name)
    if member is None or (owner and member.role != "Owner"):
        raise errors.forbidden()
    return org

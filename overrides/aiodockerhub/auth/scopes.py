"""Scopes of access tokens, and the resources that they are granted on."""

import enum
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias

from aiodockerhub_generated.arguments import checked, described
from aiodockerhub_generated.types import JSON, Drift, DriftSink, Operation

from aiodockerhub.errors import ArgumentError, ArgumentTypeError

if TYPE_CHECKING:
    from aiodockerhub_generated.models import OrgAccessTokenResource

ResourceType: TypeAlias = Literal["TYPE_REPO", "TYPE_ORG"]


class _Scope(enum.StrEnum):
    """Base of the scopes of both kinds of access token."""

    resource_type: ResourceType | None
    """Type of resource that the scope is for; None if undocumented."""
    _value_: str
    next_lower: str | None
    """Text of the next lower scope, which this one includes; None if there is none."""

    def __new__(cls, text: str, resource_type: ResourceType | None = None, lower: str | None = None) -> Self:
        member = str.__new__(cls, text)
        member._value_ = text
        member.resource_type = resource_type
        member.next_lower = lower
        return member

    @property
    def implies(self) -> frozenset[Self]:
        """All other scopes that this scope includes, directly or through others."""
        if self.next_lower is None:
            return frozenset()
        lower = type(self)(self.next_lower)
        return lower.implies | {lower}

    @classmethod
    def minimal(cls, scopes: Iterable[str]) -> list[str]:
        """Drop scopes that others in the list include.

        Args:
            scopes: Scopes in any accepted spelling. Unknown ones are kept.

        Returns:
            The remaining scopes in the given order, without duplicates.
        """
        given = list(dict.fromkeys(cls.normalize(scope) for scope in scopes))
        implied = {other for scope in given if scope in cls._value2member_map_ for other in cls(scope).implies}
        return [scope for scope in given if scope not in implied]

    @classmethod
    def normalize(cls, scope: str) -> str:
        """Spell a scope as Docker Hub does.

        Args:
            scope: A constant, or text such as `image-pull`, `repo-pull` or `scope-image-pull`.

        Returns:
            The constant; an unknown scope unchanged.
        """
        scope = str.__str__(scope)  # the text of a member of the caller's own enumeration
        for text in (scope, f"scope-{scope}", _OLD_NAMES.get(scope, scope)):
            if text in cls._value2member_map_:
                return cls(text)
        return scope


class Scope(_Scope):
    """Scopes of organization access tokens.

    Each member is a `str`, usable as any argument that takes a scope. `Scope.IMAGE_PUSH.implies` is the set of
    scopes that `IMAGE_PUSH` includes; `Scope.minimal([...])` drops scopes that others in the list include.
    """

    # repositories
    IMAGE_PULL = "scope-image-pull", "TYPE_REPO"
    IMAGE_PUSH = "scope-image-push", "TYPE_REPO", "scope-image-pull"
    IMAGE_DELETE = "scope-image-delete", "TYPE_REPO", "scope-image-push"
    REPOSITORY_READ = "scope-repository-read", "TYPE_REPO"
    REPOSITORY_EDIT = "scope-repository-edit", "TYPE_REPO", "scope-repository-read"
    REPOSITORY_ADMIN = "scope-repository-admin", "TYPE_REPO", "scope-repository-edit"
    TAG_READ = "scope-tag-read", "TYPE_REPO"
    TAG_ADMIN = "scope-tag-admin", "TYPE_REPO", "scope-tag-read"
    WEBHOOK_READ = "scope-webhook-read", "TYPE_REPO"
    WEBHOOK_EDIT = "scope-webhook-edit", "TYPE_REPO", "scope-webhook-read"
    WEBHOOK_ADMIN = "scope-webhook-admin", "TYPE_REPO", "scope-webhook-edit"
    REPO_GROUP_READ = "scope-repo-group-read", "TYPE_REPO"
    REPO_GROUP_EDIT = "scope-repo-group-edit", "TYPE_REPO", "scope-repo-group-read"
    REPO_GROUP_ADMIN = "scope-repo-group-admin", "TYPE_REPO", "scope-repo-group-edit"
    REPOSITORY_SETTINGS_ADMIN = "scope-repository-settings-admin", "TYPE_REPO"
    # organizations
    MEMBER_READ = "scope-member-read", "TYPE_ORG"
    MEMBER_EDIT = "scope-member-edit", "TYPE_ORG"
    INVITE_READ = "scope-invite-read", "TYPE_ORG"
    INVITE_EDIT = "scope-invite-edit", "TYPE_ORG"
    GROUP_READ = "scope-group-read", "TYPE_ORG"
    GROUP_EDIT = "scope-group-edit", "TYPE_ORG"
    ACTIVITY_READ = "scope-activity-read", "TYPE_ORG"
    SIEM_CREDENTIALS_READ = "scope-siem_credentials-read", "TYPE_ORG"
    RAM_READ = "scope-ram-read", "TYPE_ORG"
    RAM_WRITE = "scope-ram-write", "TYPE_ORG", "scope-ram-read"
    REPORT_READ = "scope-report-read", "TYPE_ORG"
    REPOSITORY_CREATE = "scope-repository-create", "TYPE_ORG"
    REPOSITORY_LIST = "scope-repository-list", "TYPE_ORG"
    REGISTRY_USAGE_READ = "scope-registry-usage-read", "TYPE_ORG"
    # products; the type of resource is not documented
    CLOUD_CONNECT = "scope-cloud-connect"
    AUDIT_EVENTS_READ = "scope-audit_events-read"
    GOVERNANCE_POLICY_READ = "scope-governance-policy-read"
    GOVERNANCE_POLICY_WRITE = "scope-governance-policy-write", None, "scope-governance-policy-read"


class PersonalScope(_Scope):
    """Scopes of personal access tokens.

    Each member is a `str`; `PersonalScope.REPO_ADMIN.implies` is the set of scopes that `REPO_ADMIN` includes.
    """

    REPO_PUBLIC_READ = "repo:public_read"
    REPO_READ = "repo:read", None, "repo:public_read"
    REPO_WRITE = "repo:write", None, "repo:read"
    REPO_ADMIN = "repo:admin", None, "repo:write"
    SANDBOX_USE = "sandbox:use"


# spellings of older revisions of Docker's document, which clients still use
_OLD_NAMES: Final[Mapping[str, str]] = {
    "repo-pull": Scope.IMAGE_PULL,
    "repo-push": Scope.IMAGE_PUSH,
    "repo-delete": Scope.IMAGE_DELETE,
    "repo-read": Scope.REPOSITORY_READ,
    "repo-edit": Scope.REPOSITORY_EDIT,
    "repo-admin": Scope.REPOSITORY_ADMIN,
}

_PUBLIC: Final = "*/*/public"
_REPOSITORY_PATH: Final = re.compile(r"[^\s/:*]+/[^\s/:@]+")
_ORGANIZATION_PATH: Final = re.compile(r"[^\s/:@*]+")
_NOUNS: Final[Mapping[str, tuple[str, str]]] = {  # plural, and the method for the other type
    "TYPE_REPO": ("repositories", "organization"),
    "TYPE_ORG": ("organizations", "repository"),
}


class TokenResource:
    """Builder of the resources of an organization access token.

    Example:
        >>> TokenResource.repository("acme/*", Scope.IMAGE_PULL).path
        'acme/*'
    """

    @staticmethod
    def repository(path: str, *scopes: str) -> "OrgAccessTokenResource":
        """Grant scopes on one repository, or on all of an organization's.

        Args:
            path: `organization/repository`, which must exist, or `organization/*` for all.
            *scopes: At least one, such as `Scope.IMAGE_PULL`.

        Returns:
            The resource, for `hub.org_access_tokens.create(..., resources=[...])`.

        Raises:
            ArgumentError: The path or a scope does not fit a repository.
        """
        return _resource("TYPE_REPO", path, scopes)

    @staticmethod
    def public_repositories(*scopes: str) -> "OrgAccessTokenResource":
        """Grant scopes on every public repository of Docker Hub.

        Args:
            *scopes: At least one, such as `Scope.IMAGE_PULL`.

        Returns:
            The resource, for `hub.org_access_tokens.create(..., resources=[...])`.

        Raises:
            ArgumentError: A scope does not fit a repository.
        """
        return _resource("TYPE_REPO", _PUBLIC, scopes)

    @staticmethod
    def organization(name: str, *scopes: str) -> "OrgAccessTokenResource":
        """Grant scopes on an organization: members, groups, invites, activity.

        Args:
            name: Name of the organization.
            *scopes: At least one, such as `Scope.MEMBER_READ`.

        Returns:
            The resource, for `hub.org_access_tokens.create(..., resources=[...])`.

        Raises:
            ArgumentError: The name or a scope does not fit an organization.
        """
        return _resource("TYPE_ORG", name, scopes, argument="name")


def normalize_body(operation: Operation, body: JSON, report: DriftSink) -> JSON:
    """Spell the scopes in a request body as Docker Hub does, and check them.

    Args:
        operation: The operation; its `scopes` tells whose scopes its body carries.
        body: The body as the caller made it, which stays as it is.
        report: Called with a drift for each scope that this package does not know; such scopes are sent.

    Returns:
        The body to send.

    Raises:
        ArgumentError: A resource has a malformed path, or a scope that its kind of resource does not take. The message
            names the argument, and what to do.
    """
    if operation.scopes is None or not isinstance(body, dict):
        return body
    if operation.scopes == "personal":
        return {**body, **_with_scopes(body, PersonalScope, "$.scopes[*]", report)}
    resources = body.get("resources")
    if not isinstance(resources, list):
        return body
    normalized: list[JSON] = []
    for index, given in enumerate(resources):
        if not isinstance(given, dict):
            normalized.append(given)
            continue
        _check_fields(given, f"resources[{index}].")
        normalized.append({**given, **_with_scopes(given, Scope, "$.resources[*].scopes[*]", report)})
    return {**body, "resources": normalized}


def _with_scopes(holder: Mapping[str, JSON], kind: type[_Scope], path: str, report: DriftSink) -> dict[str, JSON]:
    scopes = holder.get("scopes")
    if not isinstance(scopes, list):
        return {}
    normalized = [kind.normalize(scope) if isinstance(scope, str) else scope for scope in scopes]
    for scope in normalized:
        if not isinstance(scope, kind):
            report(Drift(path=path, expected=f"a scope of aiodockerhub.{kind.__name__}", received=scope, kind="enum",
                         target=_TARGETS[kind]))  # fmt: skip
    return {"scopes": [str.__str__(scope) if isinstance(scope, str) else scope for scope in normalized]}


_TARGETS: Final[Mapping[type[_Scope], str]] = {
    Scope: "$.components.schemas.orgAccessTokenResource.properties.scopes.items",
    PersonalScope: "$.components.schemas.createAccessTokenRequest.properties.scopes.items",
}


def _resource(kind: ResourceType, path: str, scopes: Iterable[str], argument: str = "path") -> "OrgAccessTokenResource":
    from aiodockerhub_generated.models import OrgAccessTokenResource  # names of scopes are known without models

    checked(argument, path, "str")
    normalized = [Scope.normalize(_one_scope(scope)) for scope in scopes]
    _check(kind, path, normalized, argument, "scopes")
    return OrgAccessTokenResource.from_dict(
        {"type": kind, "path": path, "scopes": [str.__str__(scope) for scope in normalized]}
    )


def _one_scope(scope: object) -> str:
    if not isinstance(scope, str):
        raise ArgumentTypeError(
            f"scopes: expected an argument for each, such as Scope.IMAGE_PULL, got {described(scope)}; "
            "write * before a list of them",
            argument="scopes",
        )
    return scope


def _check_fields(resource: Mapping[str, JSON], prefix: str) -> None:
    kind, path, scopes = resource.get("type"), resource.get("path"), resource.get("scopes")
    if isinstance(kind, str) and isinstance(path, str) and isinstance(scopes, list):
        names = [Scope.normalize(scope) for scope in scopes if isinstance(scope, str)]
        _check(kind, path, names, f"{prefix}path", f"{prefix}scopes")


def _check(kind: str, path: str, scopes: list[str], path_argument: str, scopes_argument: str) -> None:
    if kind == "TYPE_REPO" and path != _PUBLIC and not _REPOSITORY_PATH.fullmatch(path):
        raise ArgumentError(
            f"{path_argument}={path!r} is not the path of a repository: write 'organization/repository', no registry"
            f" and no tag, 'organization/*' for all of its repositories, or '{_PUBLIC}' for all public ones; scopes"
            " on the organization itself go on a resource of TYPE_ORG (in a program, TokenResource.organization(...))"
        )
    if kind == "TYPE_ORG" and not _ORGANIZATION_PATH.fullmatch(path):
        raise ArgumentError(
            f"{path_argument}={path!r} is not the name of an organization: write the name alone; scopes on"
            " repositories go on a resource of TYPE_REPO (in a program, TokenResource.repository(...))"
        )
    if not scopes:
        raise ArgumentError(
            f"{scopes_argument} is empty: name at least one, such as scope-image-pull (in a program, Scope.IMAGE_PULL)"
        )
    noun, other = _NOUNS.get(kind, ("", ""))
    for scope in scopes:
        if noun and isinstance(scope, Scope) and scope.resource_type not in {kind, None}:
            raise ArgumentError(
                f"{scopes_argument}: {str(scope)!r} is not a scope of {noun}: put it on a resource of its own"
                f" (in a program, TokenResource.{other}(...))"
            )

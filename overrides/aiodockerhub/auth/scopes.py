"""Scopes of access tokens, and the resources on which a token has scopes."""

import enum
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias

from aiodockerhub_generated.arguments import check_list, check_type, described, shortened
from aiodockerhub_generated.types import JSON, Drift, DriftSink, Operation

from aiodockerhub.errors import ArgumentError, ArgumentTypeError

if TYPE_CHECKING:
    from aiodockerhub_generated.models import OrgAccessTokenResource

ResourceType: TypeAlias = Literal["TYPE_REPO", "TYPE_ORG"]


class _Scope(enum.StrEnum):
    """Base of the scopes of personal and of organization access tokens."""

    resource_type: ResourceType | None
    """Type of the resources on which the scope may be granted; `None` if the type is not documented, and for scopes of
    personal access tokens, which have no resources."""
    _value_: str
    next_lower: str | None
    """Text of the scope that this scope includes directly; `None` if this scope includes no other."""

    def __new__(cls, text: str, resource_type: ResourceType | None = None, lower: str | None = None) -> Self:
        member = str.__new__(cls, text)
        member._value_ = text
        member.resource_type = resource_type
        member.next_lower = lower
        return member

    @property
    def implies(self) -> frozenset[Self]:
        """All other scopes that this scope includes, directly or indirectly."""
        if self.next_lower is None:
            return frozenset()
        lower = type(self)(self.next_lower)
        return lower.implies | {lower}

    @classmethod
    def minimal(cls, scopes: Iterable[str]) -> list[str]:
        """Remove each scope that another scope of the list includes.

        Args:
            scopes: Scopes in any spelling that `normalize` accepts. Unknown scopes are kept.

        Returns:
            The remaining scopes, normalized, in the given order and without duplicates.

        Raises:
            ArgumentTypeError: `scopes` is a single text or not iterable, or a scope is not text.
        """
        check_list("scopes", scopes)
        given = list(dict.fromkeys(cls.normalize(scope) for scope in scopes))
        implied = {other for scope in given if scope in cls._value2member_map_ for other in cls(scope).implies}
        return [scope for scope in given if scope not in implied]

    @classmethod
    def normalize(cls, scope: str) -> str:
        """Return the member for a scope in any of its spellings.

        Args:
            scope: A member of this class, or its text, such as `repo:read` or `scope-image-pull`. `Scope` also accepts
                the short form `image-pull` and old names such as `repo-pull`.

        Returns:
            The member of this class; the text unchanged if this class has no such member.

        Raises:
            ArgumentTypeError: `scope` is not text.
        """
        check_type("scope", scope, "str")
        scope = str.__str__(scope)  # if the caller passes a member of another str enumeration, its text
        for text in (scope, f"scope-{scope}", _OLD_NAMES.get(scope, scope)):
            if text in cls._value2member_map_:
                return cls(text)
        return scope


class Scope(_Scope):
    """Scopes of organization access tokens.

    Each member is a `str` and can be passed to every argument that takes a scope of such a token.
    `Scope.IMAGE_PUSH.implies` is the set of other scopes that `IMAGE_PUSH` includes. `Scope.minimal([...])` removes
    each scope that another scope of the list includes.
    """

    # scopes for repositories
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
    # scopes for organizations
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
    # scopes for products of Docker, whose type of resource is not documented
    CLOUD_CONNECT = "scope-cloud-connect"
    AUDIT_EVENTS_READ = "scope-audit_events-read"
    GOVERNANCE_POLICY_READ = "scope-governance-policy-read"
    GOVERNANCE_POLICY_WRITE = "scope-governance-policy-write", None, "scope-governance-policy-read"


class PersonalScope(_Scope):
    """Scopes of personal access tokens.

    Each member is a `str` and can be passed to every argument that takes a scope of such a token.
    `PersonalScope.REPO_ADMIN.implies` is the set of other scopes that `REPO_ADMIN` includes.
    """

    REPO_PUBLIC_READ = "repo:public_read"
    REPO_READ = "repo:read", None, "repo:public_read"
    REPO_WRITE = "repo:write", None, "repo:read"
    REPO_ADMIN = "repo:admin", None, "repo:write"
    SANDBOX_USE = "sandbox:use"


# Older revisions of Docker's document have these spellings, and programs still use them.
_OLD_NAMES: Final[Mapping[str, str]] = {
    "repo-pull": Scope.IMAGE_PULL,
    "repo-push": Scope.IMAGE_PUSH,
    "repo-delete": Scope.IMAGE_DELETE,
    "repo-read": Scope.REPOSITORY_READ,
    "repo-edit": Scope.REPOSITORY_EDIT,
    "repo-admin": Scope.REPOSITORY_ADMIN,
}

_ALL_PUBLIC: Final = "*/*/public"
_REPOSITORY_PATH: Final = re.compile(r"[^\s/:*]+/[^\s/:@]+")
_ORGANIZATION_PATH: Final = re.compile(r"[^\s/:@*]+")
_PLURALS_AND_BUILDERS: Final[
    Mapping[str, tuple[str, str]]
] = {  # for messages: plural of the type, and the builder method for the other type
    "TYPE_REPO": ("repositories", "organization"),
    "TYPE_ORG": ("organizations", "repository"),
}


class TokenResource:
    """Builds the resources and scopes of organization access tokens.

    Such a resource is a repository, a group of repositories or an organization, not a group of operations.

    Example:
        >>> TokenResource.repository("acme/*", Scope.IMAGE_PULL).path
        'acme/*'
    """

    @staticmethod
    def repository(path: str, *scopes: str) -> "OrgAccessTokenResource":
        """Build the resource for one or all repositories of an organization.

        Args:
            path: `organization/repository` for an existing repository, or `organization/*` for all repositories.
            *scopes: One or more scopes for repositories, such as `Scope.IMAGE_PULL`.

        Returns:
            The resource, for `hub.org_access_tokens.create(..., resources=[...])`.

        Raises:
            ArgumentError: `path` is not the path of a repository, there is no scope, or a scope is for organizations.
            ArgumentTypeError: `path` or a scope is not text.
        """
        return _make_resource("TYPE_REPO", path, scopes)

    @staticmethod
    def public_repositories(*scopes: str) -> "OrgAccessTokenResource":
        """Build the resource for all public repositories of Docker Hub.

        Args:
            *scopes: One or more scopes for repositories, such as `Scope.IMAGE_PULL`.

        Returns:
            The resource, for `hub.org_access_tokens.create(..., resources=[...])`.

        Raises:
            ArgumentError: There is no scope, or a scope is for organizations.
            ArgumentTypeError: A scope is not text.
        """
        return _make_resource("TYPE_REPO", _ALL_PUBLIC, scopes)

    @staticmethod
    def organization(name: str, *scopes: str) -> "OrgAccessTokenResource":
        """Build the resource for an organization: its members, groups, invites.

        Args:
            name: Name of the organization.
            *scopes: One or more scopes for organizations, such as `Scope.MEMBER_READ`.

        Returns:
            The resource, for `hub.org_access_tokens.create(..., resources=[...])`.

        Raises:
            ArgumentError: `name` is not the name of an organization, there is no scope, or a scope is for repositories.
            ArgumentTypeError: `name` or a scope is not text.
        """
        return _make_resource("TYPE_ORG", name, scopes, argument="name")


def normalize_body(operation: Operation, body: JSON, report: DriftSink) -> JSON:
    """Check the scopes in a request body, and spell them as Docker Hub does.

    Args:
        operation: Operation of the request. Its `scopes` is `"personal"` or `"organization"` if the body holds scopes
            of such access tokens, and `None` otherwise.
        body: Body from the caller; it is not modified.
        report: Function that is called with a `Drift` for each unknown scope, which is sent unchanged. A scope is
            unknown if it is no member of `PersonalScope` (for a personal access token) or of `Scope` (for an
            organization access token).

    Returns:
        The body to send: a copy, or `body` itself if it has no place for scopes.

    Raises:
        ArgumentError: A resource of an organization access token has an invalid path, no scopes, or a scope for another
            type of resource. The message names the argument and the remedy.
        DecodeError: `report` of a strict client raised this error.
    """
    if operation.scopes is None or not isinstance(body, dict):
        return body
    if operation.scopes == "personal":
        return {**body, **_normalize_scopes(body, PersonalScope, "$.scopes[*]", report)}
    resources = body.get("resources")
    if not isinstance(resources, list):
        return body
    normalized: list[JSON] = []
    for index, given in enumerate(resources):
        if not isinstance(given, dict):
            normalized.append(given)
            continue
        _check_resource(given, f"resources[{index}].")
        normalized.append({**given, **_normalize_scopes(given, Scope, "$.resources[*].scopes[*]", report)})
    return {**body, "resources": normalized}


def _normalize_scopes(holder: Mapping[str, JSON], kind: type[_Scope], path: str, report: DriftSink) -> dict[str, JSON]:
    scopes = holder.get("scopes")
    if not isinstance(scopes, list):
        return {}
    normalized = [kind.normalize(scope) if isinstance(scope, str) else scope for scope in scopes]
    for scope in normalized:
        if not isinstance(scope, kind):
            report(Drift(path=path, expected=f"a scope of aiodockerhub.{kind.__name__}", received=scope, kind="enum",
                         target=_SCHEMA_LOCATIONS[kind]))  # fmt: skip
    return {"scopes": [str.__str__(scope) if isinstance(scope, str) else scope for scope in normalized]}


_SCHEMA_LOCATIONS: Final[Mapping[type[_Scope], str]] = {
    Scope: "$.components.schemas.orgAccessTokenResource.properties.scopes.items",
    PersonalScope: "$.components.schemas.createAccessTokenRequest.properties.scopes.items",
}


def _make_resource(
    kind: ResourceType, path: str, scopes: Iterable[str], argument: str = "path"
) -> "OrgAccessTokenResource":
    from aiodockerhub_generated.models import (
        OrgAccessTokenResource,
    )  # imported late: most programs that use `Scope` need no models

    check_type(argument, path, "str")
    normalized = [Scope.normalize(_check_scope_type(scope)) for scope in scopes]
    _check_path_and_scopes(kind, path, normalized, argument, "scopes")
    return OrgAccessTokenResource.from_dict(
        {"type": kind, "path": path, "scopes": [str.__str__(scope) for scope in normalized]}
    )


def _check_scope_type(scope: object) -> str:
    if not isinstance(scope, str):
        raise ArgumentTypeError(
            f"scopes: expected each scope as an argument, such as Scope.IMAGE_PULL, got {described(scope)}; "
            "write * before a list of them",
            argument="scopes",
        )
    return scope


def _check_resource(resource: Mapping[str, JSON], prefix: str) -> None:
    kind, path, scopes = resource.get("type"), resource.get("path"), resource.get("scopes")
    if isinstance(kind, str) and isinstance(path, str) and isinstance(scopes, list):
        names = [Scope.normalize(scope) for scope in scopes if isinstance(scope, str)]
        _check_path_and_scopes(kind, path, names, f"{prefix}path", f"{prefix}scopes")


def _check_path_and_scopes(kind: str, path: str, scopes: list[str], path_argument: str, scopes_argument: str) -> None:
    if kind == "TYPE_REPO" and path != _ALL_PUBLIC and not _REPOSITORY_PATH.fullmatch(path):
        raise ArgumentError(
            f"{path_argument}={shortened(path)} is not the path of a repository: write 'organization/repository', no "
            f"registry and no tag, 'organization/*' for all of its repositories, or '{_ALL_PUBLIC}' for all public "
            "ones; scopes on the organization itself belong to a resource of TYPE_ORG (in a program, "
            "TokenResource.organization(...))",
            argument=path_argument,
        )
    if kind == "TYPE_ORG" and not _ORGANIZATION_PATH.fullmatch(path):
        raise ArgumentError(
            f"{path_argument}={shortened(path)} is not the name of an organization: write the name alone; scopes on"
            " repositories belong to a resource of TYPE_REPO (in a program, TokenResource.repository(...))",
            argument=path_argument,
        )
    if not scopes:
        raise ArgumentError(
            f"{scopes_argument} is empty: name at least one, such as scope-image-pull (in a program, Scope.IMAGE_PULL)",
            argument=scopes_argument,
        )
    noun, other = _PLURALS_AND_BUILDERS.get(kind, ("", ""))
    for scope in scopes:
        if noun and isinstance(scope, Scope) and scope.resource_type not in {kind, None}:
            raise ArgumentError(
                f"{scopes_argument}: {shortened(str(scope))} is not a scope of {noun}: put it on a separate resource"
                f" (in a program, TokenResource.{other}(...))",
                argument=scopes_argument,
            )

"""Scopes as constants, what they imply, how they are spelled, and on what they can be granted."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from aiodockerhub import (
    JSON,
    ArgumentError,
    ArgumentTypeError,
    Drift,
    Operation,
    PersonalScope,
    Scope,
    TokenResource,
    calls,
)
from aiodockerhub.auth.scopes import normalize_body

CREATE = calls.org_access_tokens.create("acme", label="ci").operation
UPDATE = calls.org_access_tokens.update("acme", "b3").operation
PERSONAL = calls.access_tokens.create(token_label="ci", scopes=[]).operation

# scopes of Docker's access token reference of October 2026 that include another one; new ones need no line here
INCLUDED_SCOPES = {
    "scope-image-push": "scope-image-pull",
    "scope-image-delete": "scope-image-push",
    "scope-repository-edit": "scope-repository-read",
    "scope-repository-admin": "scope-repository-edit",
    "scope-tag-admin": "scope-tag-read",
    "scope-webhook-edit": "scope-webhook-read",
    "scope-webhook-admin": "scope-webhook-edit",
    "scope-repo-group-edit": "scope-repo-group-read",
    "scope-repo-group-admin": "scope-repo-group-edit",
    "scope-ram-write": "scope-ram-read",
    "scope-governance-policy-write": "scope-governance-policy-read",
}
INCLUDING_NONE = (Scope.IMAGE_PULL, Scope.MEMBER_EDIT, Scope.INVITE_EDIT, Scope.GROUP_EDIT, Scope.AUDIT_EVENTS_READ)


def fail(drift: Drift) -> None:
    raise AssertionError(drift)


def body(kind: str, path: str, *scopes: str) -> dict[str, JSON]:
    return {"label": "ci", "resources": [{"type": kind, "path": path, "scopes": list(scopes)}]}


def sent(operation: Operation, given: JSON) -> Any:
    return normalize_body(operation, given, fail)


@pytest.mark.parametrize("scope", INCLUDED_SCOPES)
def test_a_scope_implies_all_below(scope: str) -> None:
    expected, lower = set[str](), INCLUDED_SCOPES.get(scope)
    while lower is not None:
        expected.add(lower)
        lower = INCLUDED_SCOPES.get(lower)

    assert Scope(scope).implies == expected


def test_not_every_scope_that_changes_something_implies_the_one_that_reads_it() -> None:
    assert [scope.implies for scope in INCLUDING_NONE] == [frozenset()] * len(INCLUDING_NONE)


@pytest.mark.parametrize("scope", Scope)
def test_every_scope_is_a_constant_of_its_name_and_implies_scopes_of_the_same_thing(scope: Scope) -> None:
    thing = scope.value.rpartition("-")[0]

    assert scope.name == scope.value.removeprefix("scope-").replace("-", "_").upper()
    assert all(implied.rpartition("-")[0] == thing for implied in scope.implies)
    assert all(Scope(implied).implies < scope.implies for implied in scope.implies)


def test_personal_scopes_imply_all_below() -> None:
    below = {PersonalScope.REPO_WRITE, PersonalScope.REPO_READ, PersonalScope.REPO_PUBLIC_READ}
    assert PersonalScope.REPO_ADMIN.implies == below
    assert PersonalScope.SANDBOX_USE.implies == frozenset()
    assert PersonalScope.minimal(["repo:read", "repo:write", "sandbox:use"]) == ["repo:write", "sandbox:use"]


def test_a_scope_is_text() -> None:
    assert json.dumps([Scope.IMAGE_PULL]) == '["scope-image-pull"]'
    assert f"{Scope.IMAGE_PULL}" == Scope.IMAGE_PULL.value == "scope-image-pull"
    assert pickle.loads(pickle.dumps(Scope.IMAGE_PULL)) is Scope.IMAGE_PULL  # noqa: S301 - our own bytes
    assert copy.deepcopy(Scope.IMAGE_PULL) is Scope.IMAGE_PULL


def test_minimal_keeps_order_and_what_it_does_not_know() -> None:
    given = ["scope-new-thing", Scope.IMAGE_PULL, "repo-push", "scope-image-push", Scope.TAG_READ]
    assert Scope.minimal(given) == ["scope-new-thing", "scope-image-push", "scope-tag-read"]


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("image-pull", "scope-image-pull"),
        ("repo-pull", "scope-image-pull"),
        ("repo-push", "scope-image-push"),
        ("repo-delete", "scope-image-delete"),
        ("repo-admin", "scope-repository-admin"),
        ("scope-image-pull", "scope-image-pull"),
        (Scope.IMAGE_PULL, "scope-image-pull"),
        ("repo-group-read", "scope-repo-group-read"),
    ],
)
@pytest.mark.parametrize("operation", [CREATE, UPDATE], ids=lambda operation: operation.id)
def test_scopes_are_sent_with_their_prefix(operation: Operation, given: str, spelled: str) -> None:
    before = body("TYPE_REPO", "acme/*", given)
    kept = copy.deepcopy(before)
    assert sent(operation, before) == body("TYPE_REPO", "acme/*", spelled)
    assert before == kept


def test_unknown_scopes_pass_and_are_reported() -> None:
    seen: list[Drift] = []
    given = body("TYPE_REPO", "acme/app", "scope-new-thing")
    assert normalize_body(CREATE, given, seen.append) == given
    assert normalize_body(PERSONAL, {"scopes": ["repo:new", "repo:read"]}, seen.append) == {
        "scopes": ["repo:new", "repo:read"]
    }
    assert [(drift.kind, drift.path, drift.received) for drift in seen] == [
        ("enum", "$.resources[*].scopes[*]", "scope-new-thing"),
        ("enum", "$.scopes[*]", "repo:new"),
    ]


def test_other_bodies_are_left_alone() -> None:
    strange: JSON = {"resources": ["x", {"type": "TYPE_NEW", "path": "a/b/c", "scopes": ["scope-image-pull", 3]}]}
    drifts: list[Drift] = []
    assert normalize_body(CREATE, strange, drifts.append) == strange
    assert [drift.received for drift in drifts] == [3]
    half: JSON = {"resources": [{"type": "TYPE_REPO", "path": "x"}]}
    bodies: list[JSON] = [{"label": "ci"}, {"resources": None}, half, None]
    for untouched in bodies:
        assert sent(CREATE, untouched) == untouched
    assert sent(PERSONAL, {"token_label": "ci"}) == {"token_label": "ci"}
    assert sent(calls.users.me().operation, {"scopes": ["whatever"]}) == {"scopes": ["whatever"]}


def test_constructors_make_what_the_service_takes() -> None:
    pull = TokenResource.repository("acme/app", "image-pull", Scope.TAG_READ)
    assert pull.to_dict() == {"type": "TYPE_REPO", "path": "acme/app", "scopes": ["scope-image-pull", "scope-tag-read"]}
    assert TokenResource.public_repositories(Scope.IMAGE_PULL).path == "*/*/public"
    members = TokenResource.organization("acme", Scope.MEMBER_READ, Scope.CLOUD_CONNECT)
    assert (members.type, members.path) == ("TYPE_ORG", "acme")
    assert TokenResource.repository("acme/app-*", "scope-new-thing").scopes == ["scope-new-thing"]


@pytest.mark.parametrize(
    "path",
    [
        "acme",
        "",
        "/app",
        "acme/",
        "docker.io/acme/app",
        "acme/app:latest",
        "https://hub.docker.com/r/acme",
        "*/*",
        "a c/x",
    ],
)
def test_malformed_repository_paths_are_refused_with_the_cure(path: str) -> None:
    cure = r"'organization/\*'.*TokenResource\.organization"
    with pytest.raises(ValueError, match=rf"^path=.* is not the path of a repository: .*{cure}"):
        TokenResource.repository(path, Scope.IMAGE_PULL)
    with pytest.raises(ValueError, match=r"^resources\[0\]\.path="):
        sent(CREATE, body("TYPE_REPO", path, "scope-image-pull"))


@pytest.mark.parametrize("name", ["acme/app", "", "acme/*", "*"])
def test_malformed_organization_names_are_refused_with_the_cure(name: str) -> None:
    with pytest.raises(ValueError, match=r"^name=.* write the name alone; .*TokenResource\.repository"):
        TokenResource.organization(name, Scope.MEMBER_READ)


def test_scopes_go_on_their_own_kind_of_resource() -> None:
    with pytest.raises(ValueError, match=r"'scope-image-pull' is not a scope of organizations: .*TokenResource\.rep"):
        TokenResource.organization("acme", "image-pull")
    with pytest.raises(ValueError, match=r"'scope-member-read' is not a scope of repositories: .*TokenResource\.org"):
        TokenResource.repository("acme/*", Scope.MEMBER_READ)
    with pytest.raises(ValueError, match=r"^resources\[0\]\.scopes: 'scope-image-push' is not a scope of org"):
        sent(UPDATE, body("TYPE_ORG", "acme", "repo-push"))


def test_a_resource_without_scopes_is_refused() -> None:
    with pytest.raises(ValueError, match="scopes is empty: name at least one"):
        TokenResource.public_repositories()


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: TokenResource.repository("acme", Scope.IMAGE_PULL), "path"),
        (lambda: TokenResource.organization("acme/app", Scope.MEMBER_READ), "name"),
        (TokenResource.public_repositories, "scopes"),
        (lambda: TokenResource.repository("acme/*", Scope.MEMBER_READ), "scopes"),
        (lambda: sent(UPDATE, body("TYPE_ORG", "acme", "repo-push")), "resources[0].scopes"),
    ],
)
def test_a_refusal_names_the_argument(make: Callable[[], object], argument: str) -> None:
    with pytest.raises(ArgumentError) as refusal:
        make()
    assert refusal.value.argument == argument


def test_argument_of_the_wrong_type_is_named() -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^scopes: expected each scope as an argument, .* write \* before a list"
    ):
        TokenResource.repository("acme/app", [Scope.IMAGE_PULL])  # type: ignore[arg-type]
    with pytest.raises(ArgumentTypeError, match=r"^path: expected text, got None"):
        TokenResource.repository(None, Scope.IMAGE_PULL)  # type: ignore[arg-type]

"""Routes that the document lacks: what is sent, and bodies in the recorded shapes decode without a single drift."""

import inspect
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import OMIT, Call, Operation, calls, models
from aiodockerhub_generated.operations import OPERATIONS

from tests.generated.samples import method
from tests.overrides.overlay.samples import decoded

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parents[3] / "generated" / "openapi.json").read_text("utf-8"))
NOW = "2026-01-01T15:44:36.795749Z"
TIME = datetime(2026, 1, 1, 15, 44, 36, 795749, tzinfo=UTC)


def page(*results: Any) -> dict[str, Any]:
    return {"count": len(results), "next": None, "previous": None, "results": list(results)}


def profile(**different: Any) -> dict[str, Any]:
    return {
        "id": "0ab70deb065a43fcacd55d48caa945d8",
        "uuid": "0ab70deb-065a-43fc-acd5-5d48caa945d8",
        "full_name": "Acme",
        "location": "",
        "company": "Acme Ltd",
        "profile_url": "",
        "date_joined": NOW,
        "gravatar_email": "",
        "gravatar_url": "https://www.gravatar.com/avatar/0",
        "type": "Organization",
        "badge": "open_source",
        "is_active": True,
        **different,
    }


# --- what is sent -----------------------------------------------------------------------------------------------------

REGISTRIES: dict[str, Any] = {
    "enabled": True,
    "standard_registries": [{"id": "DockerHub", "allowed": True}],
    "custom_registries": [{"address": "registry.example.com", "friendly_name": "Ours", "allowed": False}],
}
POLICY = {
    "disable_public_repositories": True,
    "disable_push_member_namespaces": False,
    "repository_allowlist_enabled": True,
    "require_federated_auth_for_push": False,
}
TARGET = models.WebhookTarget(name="ci", hook_url="https://ci.example.com/hook")


@pytest.mark.parametrize(
    ("call", "sent", "body"),
    [
        (
            calls.repositories.update("acme", "app", description="New.", status=6),
            "PATCH /v2/namespaces/acme/repositories/app",
            {"description": "New.", "status": 6},
        ),
        (calls.repositories.delete("acme", "app"), "DELETE /v2/namespaces/acme/repositories/app", OMIT),
        (
            calls.repositories.set_privacy("acme", "app", is_private=True),
            "POST /v2/repositories/acme/app/privacy",
            {"is_private": True},
        ),
        (
            calls.repositories.delete_tag("acme", "app", "1"),
            "DELETE /v2/namespaces/acme/repositories/app/tags/1",
            OMIT,
        ),
        (
            calls.repositories.update_group("acme", "app", 10, permission="read"),
            "PATCH /v2/repositories/acme/app/groups/10/",
            {"permission": "read"},
        ),
        (calls.repositories.remove_group("acme", "app", 10), "DELETE /v2/repositories/acme/app/groups/10/", OMIT),
        (calls.repositories.get_group("acme", "app", 10), "GET /v2/repositories/acme/app/groups/10/", OMIT),
        (
            calls.org_settings.update_registry_access(
                "acme",
                enabled=True,
                standard_registries=[models.StandardRegistry(id="DockerHub", allowed=True)],
                custom_registries=[
                    models.CustomRegistry(address="registry.example.com", friendly_name="Ours", allowed=False)
                ],
            ),
            "PUT /v2/orgs/acme/settings/registry-access-management",
            REGISTRIES,
        ),
        (
            calls.namespace_settings.update(
                "acme",
                disable_public_repositories=True,
                disable_push_member_namespaces=False,
                repository_allowlist_enabled=True,
                require_federated_auth_for_push=False,
            ),
            "PUT /v2/namespaces/acme/settings",
            POLICY,
        ),
        (
            calls.namespace_settings.add_to_allowlist("acme", repository_names=["library/nginx"]),
            "POST /v2/namespaces/acme/allowlist/items",
            {"repository_names": ["library/nginx"]},
        ),
        (
            calls.namespace_settings.remove_from_allowlist("acme", repository_names=["library/nginx"]),
            "DELETE /v2/namespaces/acme/allowlist/items",
            {"repository_names": ["library/nginx"]},
        ),
        (
            calls.namespace_settings.set_default_visibility("acme", default_repo_visibility="private"),
            "PATCH /v2/namespaces/acme/registry-settings/default_repo_visibility",
            {"default_repo_visibility": "private"},
        ),
        (
            calls.webhooks.create("acme", "app", name="ci", webhooks=[TARGET], expect_final_callback=False),
            "POST /v2/repositories/acme/app/webhook_pipeline/",
            {
                "name": "ci",
                "expect_final_callback": False,
                "webhooks": [{"name": "ci", "hook_url": "https://ci.example.com/hook"}],
            },
        ),
        (
            calls.webhooks.delete("acme", "app", "ci"),
            "DELETE /v2/repositories/acme/app/webhook_pipeline/ci/",
            OMIT,
        ),
        (
            calls.repositories.set_categories(
                "acme", "app", categories=[models.Category(slug="security", name="Security")]
            ),
            "PATCH /v2/repositories/acme/app/categories/",
            [{"slug": "security", "name": "Security"}],
        ),
        (
            calls.repositories.add_collaborator("jane", "app", user="joe"),
            "POST /v2/repositories/jane/app/collaborators/",
            {"user": "joe"},
        ),
        (
            calls.repositories.remove_collaborator("jane", "app", "joe"),
            "DELETE /v2/repositories/jane/app/collaborators/joe/",
            OMIT,
        ),
        (calls.repositories.star("acme", "app"), "POST /v2/repositories/acme/app/stars/", OMIT),
        (calls.repositories.unstar("acme", "app"), "DELETE /v2/repositories/acme/app/stars/", OMIT),
    ],
)
def test_requests(call: Call[Any], sent: str, body: Any) -> None:
    assert (f"{call.operation.method} {call.path}", call.body) == (sent, body)
    item = DOCUMENT["paths"][call.operation.path]  # Docker may document a route some day
    assert call.operation.undocumented is item[call.operation.method.lower()].get("x-undocumented", False)


def test_one_category_is_no_list_of_categories() -> None:
    with pytest.raises(TypeError, match="categories: expected a list, got a single text"):
        calls.repositories.set_categories("acme", "app", categories="security")  # type: ignore[arg-type]


def test_the_search_of_the_catalog_spells_lists_with_commas() -> None:
    call = calls.search.catalog(query="nginx", badges=["official", "open_source"], from_=50, size=25, sort="pull_count")
    assert call.path == "/api/search/v4"
    assert dict(call.query) == {
        "query": "nginx", "badges": "official,open_source", "from": "50", "size": "25", "sort": "pull_count",
    }  # fmt: skip


# --- what comes back --------------------------------------------------------------------------------------------------


def test_se_responses() -> None:
    repository = {"name": "app", "namespace": "acme"}
    assert decoded(calls.repositories.update("acme", "app"), repository).name == "app"
    assert decoded(calls.repositories.list_namespaces(), {"namespaces": ["acme"]}).namespaces == ["acme"]
    granted = {"group_name": "core", "permission": "write", "group_id": 10}
    for body in (page(granted), [granted]):
        groups = decoded(calls.repositories.list_groups("acme", "app"), body)
        assert [group.group_name for group in groups.results or []] == ["core"]


def test_d41_profiles() -> None:
    org = decoded(calls.orgs.get("acme"), profile(orgname="acme"))
    assert (org.orgname, org.badge, org.date_joined) == ("acme", "open_source", TIME)
    user = decoded(calls.users.get("jane"), profile(username="jane", type="User", badge=""))
    assert (user.username, user.full_name) == ("jane", "Acme")


def test_d41_a_profile_asked_for_by_the_other_kind() -> None:
    assert decoded(calls.users.get("acme"), profile(orgname="acme")).orgname == "acme"


def test_d41_the_signed_in_user() -> None:
    me = decoded(calls.users.me(), profile(username="jane", type="User", is_staff=False, is_admin=False))
    assert (me.username, me.is_staff, me.is_admin) == ("jane", False, False)


def test_d41_organizations_of_the_signed_in_user() -> None:
    entry = profile(
        orgname="acme", user_role="Owner", user_groups=["owners"], org_groups_count=1, plan_name=None, parent_name=None
    )
    orgs = decoded(calls.users.list_orgs(), page(entry, {"orgname": "bare"}))
    assert [(org.orgname, org.user_role) for org in orgs.results or []] == [("acme", "Owner"), ("bare", None)]


def test_d42_results_of_the_search() -> None:
    entry = {
        "repo_name": "nginx",
        "short_description": "Official build of Nginx.",
        "star_count": 20_000,
        "pull_count": 13_000_000_000,
        "repo_owner": None,
        "is_automated": False,
        "is_official": True,
    }
    found = decoded(calls.search.repositories(query="nginx"), page(entry, {**entry, "repo_owner": ""}))
    (first, _) = found.results or []
    assert (first.repo_name, first.pull_count, first.is_official) == ("nginx", 13_000_000_000, True)


def test_d42_the_catalog() -> None:
    entry = {
        "id": "library/nginx",
        "name": "nginx",
        "slug": "nginx",
        "type": "image",
        "publisher": {"id": "docker", "name": "Docker"},
        "created_at": NOW,
        "updated_at": NOW,
        "short_description": "Official build of Nginx.",
        "badge": "official",
        "star_count": 20_000,
        "pull_count": "1B+",
        "operating_systems": [{"name": "linux", "label": "Linux"}],
        "architectures": [{"name": "amd64", "label": "x86-64"}],
        "logo_url": {"large": "https://example.com/l.png", "small": "https://example.com/s.png"},
        "extension_reviewed": False,
        "categories": [{"slug": "web-servers", "name": "Web servers"}],
        "archived": False,
    }
    found = decoded(
        calls.search.catalog(query="nginx"),
        {"total": 2, "results": [entry, {**entry, "badge": None, "logo_url": None}]},
    )
    assert found.total == 2
    first, second = found.results
    assert (first.pull_count, first.updated_at, second.badge) == ("1B+", TIME, None)


def test_d43_registry_access() -> None:
    for call in (
        calls.org_settings.get_registry_access("acme"),
        calls.org_settings.update_registry_access("acme", enabled=True, standard_registries=[], custom_registries=[]),
    ):
        settings = decoded(call, REGISTRIES)
        assert settings.to_dict() == REGISTRIES
        assert [registry.address for registry in settings.custom_registries] == ["registry.example.com"]
        assert call.operation.organization_token


def test_d46_settings_of_a_namespace() -> None:
    assert decoded(calls.namespace_settings.get("acme"), POLICY).to_dict() == POLICY
    items = decoded(calls.namespace_settings.list_allowlist("acme"), page({"repository_name": "library/nginx"}))
    assert [item.repository_name for item in items.results or []] == ["library/nginx"]
    registry = decoded(calls.namespace_settings.get_registry("acme"), {"default_repo_visibility": "private"})
    assert registry.default_repo_visibility == "private"


def test_d47_webhooks() -> None:
    hook = {
        "name": "ci", "slug": "ci", "expect_final_callback": False, "created": NOW, "last_updated": NOW,
        "webhooks": [{"name": "ci", "hook_url": "https://ci.example.com/hook"}],
    }  # fmt: skip
    created = decoded(calls.webhooks.create("acme", "app", name="ci", webhooks=[]), hook)
    assert (created.slug, created.created, created.webhooks) == ("ci", TIME, [TARGET])
    listed = decoded(calls.webhooks.list("acme", "app"), page(hook))
    assert [item.slug for item in listed.results or []] == ["ci"]
    assert decoded(calls.webhooks.get_history("acme", "app", "ci"), [{"any": 1}]) == [{"any": 1}]


def test_d48_categories() -> None:
    found = decoded(calls.categories.list(), [{"slug": "security", "name": "Security"}])
    assert [(category.slug, category.name) for category in found] == [("security", "Security")]


def test_d49_single_routes() -> None:
    group = decoded(
        calls.repositories.get_group("acme", "app", 10), {"group_id": 10, "group_name": "core", "permission": "write"}
    )
    assert (group.group_name, group.permission) == ("core", "write")
    assert decoded(calls.repositories.get_dockerfile("acme", "app"), {"contents": "FROM x"}).contents == "FROM x"
    for body in (page({"user": "joe"}), [{"user": "joe"}]):
        people = decoded(calls.repositories.list_collaborators("jane", "app"), body)
        assert [person.user for person in people.results or []] == ["joe"]
    starred = decoded(calls.users.list_starred("jane"), page({"namespace": "acme", "name": "app"}))
    assert [repository.name for repository in starred.results or []] == ["app"]


# --- what is known of them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", [each for each in OPERATIONS.values() if each.undocumented], ids=lambda op: op.id)
def test_the_docstring_tells_who_was_seen_to_use_it_and_when(operation: Operation) -> None:
    text = " ".join((inspect.getdoc(method(operation)) or "").split())
    assert re.search(r"Undocumented: Docker Hub has this operation \(known from .*20[12]\d\)*, and", text)


def test_no_namespaced_routes_are_invented() -> None:
    """D50: Docker's manual says that some exist (images of tags, privacy, groups), and nobody shows their paths."""
    invented = ("/images", "/privacy", "/groups", "/categories", "/webhook", "/dockerfile", "/stars")
    added = [operation.path for operation in OPERATIONS.values() if operation.undocumented]
    documented = {operation.path for operation in OPERATIONS.values() if not operation.undocumented}
    namespaced = [path for path in added if path.startswith("/v2/namespaces/") and path not in documented]
    assert [path for path in namespaced if any(part in path for part in invented)] == []


# --- keys that the document lacks -------------------------------------------------------------------------------------


def test_d45_old_recordings_of_repositories() -> None:
    old = {"namespace": "acme", "name": "app", "user": "acme", "can_edit": False}
    assert decoded(calls.repositories.get("acme", "app"), old).can_edit is False
    listed = decoded(calls.repositories.list("acme"), page({**old, "is_migrated": False}))
    assert [(entry.user, entry.is_migrated) for entry in listed.results or []] == [("acme", False)]


def test_d44_members_of_a_group() -> None:
    of_organizations = {"role": "custom-role", "groups": ["core"], "is_guest": False}
    uuid = "0ab70deb-065a-43fc-acd5-5d48caa945d8"
    member = {"username": "jane", "uuid": uuid, "primary_email": "jane@example.com", **of_organizations}
    (found,) = decoded(calls.groups.list_members("acme", "core"), page(member)).results or []
    assert (found.uuid, found.primary_email) == (member["uuid"], "jane@example.com")

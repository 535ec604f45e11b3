"""A program written against what the service does, not against the published document: it type-checks and runs.

Each `assert_type` is for mypy, which reads this file with all others: on the published document none of these would
have the type, or even be there.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, assert_type

import httpx
import pytest
from aiodockerhub import (
    BearerToken,
    DockerHub,
    Password,
    PersonalScope,
    Scope,
    TokenResource,
    calls,
    members_csv,
)
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated import models

NOW = "2026-01-01T17:14:39.583988587Z"


def image(platform: str, variant: str | None) -> dict[str, Any]:
    return {"architecture": platform, "variant": variant, "os": "linux", "os_version": None, "os_features": "",
            "features": "", "digest": "sha256:e0", "size": 1, "status": "active", "last_pulled": None,
            "last_pushed": NOW}  # fmt: skip


def tag(name: str) -> dict[str, Any]:
    return {"id": 1, "name": name, "images": [image("arm64", "v8"), image("unknown", None)], "v2": True, "creator": 7,
            "last_updated": NOW, "last_updater": 7, "last_updater_username": "jane", "repository": 3, "full_size": 1,
            "tag_status": "active", "tag_last_pulled": None, "tag_last_pushed": NOW, "content_type": "image",
            "media_type": "application/vnd.oci.image.index.v1+json", "digest": "sha256:3c"}  # fmt: skip


def account(name: str) -> dict[str, Any]:
    return {
        "id": "0ab70deb065a43fcacd55d48caa945d8",
        "username": name,
        "email": f"{name}@example.com",
        "date_joined": NOW,
        "type": "User",
    }


def member(name: str) -> dict[str, Any]:
    return {**account(name), "role": "Editor", "groups": ["core"]}


def page(*results: Any) -> dict[str, Any]:
    return {"count": len(results), "next": None, "previous": None, "results": list(results)}


# what the service responds, by method and path; nothing of it fits the published document
RESPONSES: dict[str, Any] = {
    "GET /v2/namespaces/acme/repositories/app": {"name": "app", "namespace": "acme", "affiliation": None},
    "GET /v2/namespaces/acme/repositories/app/tags": page(tag("2"), tag("1")),
    "DELETE /v2/namespaces/acme/repositories/app/tags/1": None,
    "POST /v2/namespaces/acme/repositories/app/immutabletags/verify": {"tags": ["2"]},
    "GET /v2/orgs/acme/members": page(member("jane"), member("joe")),
    "GET /v2/orgs/acme/groups/core/members": [account("jane")],
    "GET /v2/orgs/acme/members/export": "Name,Username,Role,Seat\nJane,jane,Owner,7\n",
    "POST /v2/orgs/acme/access-tokens": {
        "id": "b3", "label": "ci", "description": "", "is_active": True, "created_at": NOW, "expires_at": None,
        "token": "dckr_oat_dummy", "resources": [],
    },
    "GET /v2/orgs/acme/access-tokens": {
        "count": 1, "next": None, "previous": None,
        "results": [{"id": "b3", "label": "ci", "is_active": True, "created_at": NOW, "created_by": "jane"}],
    },
    "POST /v2/invites/bulk": {"invitees": {"invitees": [{"invitee": "kim", "status": "existing_org_member"}]}},
    "GET /v2/scim/2.0/Users": {"Resources": [{"id": "d8", "userName": "jane@example.com"}], "totalResults": 1},
    "GET /v2/scim/2.0/ServiceProviderConfig": {"authenticationSchemes": {"type": "oauthbearertoken"}},
    "GET /v2/user/orgs/": page({"orgname": "acme"}),
}  # fmt: skip


def service(request: httpx.Request) -> httpx.Response:
    response = RESPONSES[f"{request.method} {request.url.path}"]
    if response is None:
        return httpx.Response(202)
    return httpx.Response(200, text=response) if isinstance(response, str) else httpx.Response(200, json=response)


@pytest.fixture
async def hub() -> AsyncIterator[DockerHub]:
    credentials = BearerToken("dummy.jwt.token")
    transport = httpx.MockTransport(service)
    async with DockerHub(credentials, scim_token="scim_dummy", transport=transport, strict=True) as hub:
        yield hub


async def test_repositories_and_tags(hub: DockerHub) -> None:
    repository = await hub.repositories.get("acme", "app")
    assert_type(repository, models.Repository)
    assert_type(repository.name, str)
    assert_type(repository.affiliation, str | None)
    assert repository.permissions is None

    newest = await hub.repositories.list_tags("acme", "app", ordering="last_updated").take(1)
    assert_type(newest, list[models.Tag])
    (found,) = newest
    assert_type(found.name, str)
    assert_type(found.v2, bool | None)
    assert_type(found.tag_last_pushed, datetime | None)
    assert_type(found.tag_status, Literal["active", "inactive"] | str | None)
    platforms: list[tuple[object, str | None]] = []
    for one in found.images or []:
        assert_type(one, models.TagImage)
        platforms.append((one.architecture, one.variant))
    assert platforms == [("arm64", "v8"), ("unknown", None)]

    await hub.repositories.delete_tag("acme", "app", "1")
    matches = await hub.repositories.verify_immutable_tags("acme", "app", regex="v.*")
    assert_type(matches.tags, list[str])


async def test_an_export_of_any_size(hub: DockerHub, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    await hub.download(calls.orgs.export_members("acme"), file)
    with file.open(encoding="utf-8", newline="") as lines:
        assert [row.username for row in members_csv.rows(lines)] == ["jane"]


async def test_people(hub: DockerHub) -> None:
    names: list[str | None] = []
    async for member in hub.orgs.list_members("acme", search="j"):
        assert_type(member, models.OrgMember)
        assert member.email
        names.append(member.username)
    assert names == ["jane", "joe"]
    assert [one.username for one in await hub.groups.list_members("acme", "core").collect()] == ["jane"]
    assert [org.orgname async for org in hub.users.list_orgs()] == ["acme"]

    export = await hub.orgs.export_members("acme")
    assert_type(export, str)
    for row in members_csv.rows(export):
        assert_type(row, models.OrgMemberRow)
        assert (row.username, row.role, row.additional_properties) == ("jane", "Owner", {"Seat": "7"})

    sent = await hub.invites.create_bulk(org="acme", invitees=["kim"])
    for result in sent.invitees or []:
        assert_type(result.status, str)
        assert_type(result.invite, models.Invite | None)
        assert result.invite is None


async def test_access_tokens(hub: DockerHub) -> None:
    created = await hub.org_access_tokens.create(
        "acme",
        label="ci",
        resources=[
            TokenResource.repository("acme/*", Scope.IMAGE_PULL),
            TokenResource.organization("acme", *Scope.minimal([Scope.MEMBER_READ, Scope.REPOSITORY_LIST])),
        ],
    )
    assert_type(created.token, str)
    assert_type(created.created_by, str | None)
    assert created.created_by is None
    listed = await hub.org_access_tokens.list("acme")
    assert listed.total == 1
    assert [token.created_by for token in listed.items] == ["jane"]
    assert PersonalScope.REPO_READ in PersonalScope.REPO_ADMIN.implies


async def test_scim(hub: DockerHub) -> None:
    assert [user.user_name async for user in hub.scim.list_users()] == ["jane@example.com"]
    config = await hub.scim.get_service_provider_config()
    assert_type(config.authentication_schemes, list[models.ScimAuthenticationScheme] | None)
    assert [scheme.type for scheme in config.authentication_schemes or []] == ["oauthbearertoken"]


async def test_the_same_program_runs_against_the_fake() -> None:
    fake = FakeHub(seed=1)
    fake.user("jane", password="open-sesame")
    fake.org("acme", owner="jane", teams={"core": ["jane"]})
    fake.repository("acme/app", tags=3)
    async with DockerHub(Password("jane", "open-sesame"), transport=fake.transport, strict=True) as hub:
        assert len(await hub.repositories.list_tags("acme", "app").collect()) == 3
        assert [one.username async for one in hub.groups.list_members("acme", "core")] == ["jane"]
        resources = [TokenResource.repository("acme/*", "image-pull")]
        created = await hub.org_access_tokens.create("acme", label="ci", resources=resources)
        assert created.created_by is None
        read = await hub.org_access_tokens.get("acme", created.id)
        assert read.resources
        assert read.resources[0].scopes == ["scope-image-pull"]
        (row,) = members_csv.rows(await hub.orgs.export_members("acme"))
        assert row.username == "jane"

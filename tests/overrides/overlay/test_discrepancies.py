"""Answers and requests in the shape of the service, one or more for each finding, work without a single drift."""

import ast
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import aiodockerhub
import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    ArgumentError,
    BadRequestError,
    BearerToken,
    Call,
    Credentials,
    DockerHub,
    Drift,
    ForbiddenError,
    NotFoundError,
    Password,
    RateLimitError,
    Scope,
    TokenResource,
    calls,
    models,
)
from aiodockerhub.testing import FakeHub, Settings
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.resources.repositories import Repositories

from codegen.document import load, nodes
from codegen.write.build import DOCUMENT, Layout

T = TypeVar("T")

BEARER = BearerToken("dummy.jwt.token")


def decoded(call: Call[T], body: Any) -> T:
    """Decode a body; any drift fails the test."""

    def fail(drift: Drift) -> None:
        raise AssertionError(drift)

    return call.decode(json.dumps(body).encode(), fail)


def answering(status: int, body: Any, requests: list[httpx.Request], credentials: Credentials = BEARER) -> DockerHub:
    """A client whose every request gets one answer."""

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(status, json=body) if body is not None else httpx.Response(status)

    return DockerHub(credentials, transport=httpx.MockTransport(answer), max_retries=0)


def image(**different: Any) -> dict[str, Any]:
    return {
        "architecture": "arm64",
        "features": "",
        "variant": "v8",
        "digest": "sha256:e0cf",
        "os": "linux",
        "os_features": "",
        "os_version": None,
        "size": 84516503,
        "status": "active",
        "last_pulled": "2026-01-01T17:14:39.583988587Z",
        "last_pushed": "2026-01-01T15:44:35.166289511Z",
        **different,
    }


def tag(**different: Any) -> dict[str, Any]:
    return {
        "creator": 1156886,
        "id": 1040899436,
        "images": [image()],
        "last_updated": "2026-01-01T15:44:36.795749Z",
        "last_updater": 1156886,
        "last_updater_username": "jane",
        "name": "1.19.4",
        "repository": 8323337,
        "full_size": 84516503,
        "v2": True,
        "tag_status": "active",
        "tag_last_pulled": "2026-01-01T17:14:39.583988587Z",
        "tag_last_pushed": "2026-01-01T15:44:36.795749Z",
        "media_type": "application/vnd.oci.image.index.v1+json",
        "content_type": "image",
        "digest": "sha256:3c10",
        **different,
    }


def repository(**different: Any) -> dict[str, Any]:
    return {
        "user": "acme",
        "name": "app",
        "namespace": "acme",
        "repository_type": "image",
        "status": 1,
        "status_description": "active",
        "description": "The app.",
        "is_private": False,
        "is_automated": False,
        "star_count": 3,
        "pull_count": 13_000_000_000,
        "last_updated": "2026-01-01T15:44:36.795749Z",
        "last_modified": "2026-01-01T15:44:36.795749Z",
        "date_registered": "2024-01-01T00:00:00Z",
        "collaborator_count": 0,
        "affiliation": None,
        "hub_user": "acme",
        "has_starred": False,
        "permissions": {"read": True, "write": False, "admin": False},
        "media_types": ["application/vnd.oci.image.index.v1+json"],
        "content_types": ["image"],
        "categories": [{"name": "Databases", "slug": "databases"}],
        "immutable_tags_settings": {"enabled": False, "rules": [".*"]},
        "storage_size": 7_000_000_000,
        "source": None,
        **different,
    }


def entry(**different: Any) -> dict[str, Any]:
    left_out = {"user", "permissions", "hub_user", "collaborator_count", "has_starred"}
    return {
        **{key: value for key, value in repository().items() if key not in left_out},
        "affiliation": "",
        **different,
    }


def organization_token(**different: Any) -> dict[str, Any]:
    return {
        "id": "b3",
        "label": "ci",
        "description": "for the pipeline",
        "resources": [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}],
        "is_active": True,
        "expires_at": "2029-12-31T23:59:59Z",
        "created_at": "2026-03-18T21:15:40.504110Z",
        **different,
    }


def personal_token(**different: Any) -> dict[str, Any]:
    return {
        "uuid": "0f2f",
        "client_id": "HUB",
        "creator_ip": "192.0.2.7",
        "creator_ua": "docker/28",
        "created_at": "2022-04-09T20:22:02.901518Z",
        "last_used": None,
        "generated_by": "manual",
        "is_active": True,
        "token": "",
        "token_label": "ci",
        "scopes": ["repo:admin"],
        **different,
    }


def person(**different: Any) -> dict[str, Any]:
    return {
        "id": "0ab70deb065a43fcacd55d48caa945d8",
        "company": "",
        "date_joined": "2021-01-05T21:06:53.506400Z",
        "full_name": "Jane Doe",
        "gravatar_email": "",
        "gravatar_url": "",
        "location": "",
        "profile_url": "",
        "type": "User",
        "username": "jane",
        **different,
    }


def page(*results: Any, **different: Any) -> dict[str, Any]:
    return {"count": len(results), "next": None, "previous": None, "results": list(results), **different}


GET_TAG = calls.repositories.get_tag("acme", "app", "1.19.4")
GET_REPOSITORY = calls.repositories.get("acme", "app")
LIST_REPOSITORIES = calls.repositories.list("acme")
LIST_TOKENS = calls.access_tokens.list()


# --- tags -------------------------------------------------------------------------------------------------------------


def test_d1_images_of_a_tag_are_an_array() -> None:
    images = decoded(GET_TAG, tag(images=[image(), image(architecture="amd64", variant=None)])).images
    assert images
    assert [image.architecture for image in images] == ["arm64", "amd64"]


def test_d2_v2_is_a_boolean() -> None:
    assert decoded(GET_TAG, tag(v2=True)).v2 is True


def test_d3_what_an_image_does_not_have_is_null() -> None:
    nothing = image(variant=None, os_version=None, features=None, os_features=None)
    (found,) = decoded(calls.repositories.list_tag_images("acme", "app", "1.19.4"), [nothing])
    assert (found.variant, found.os_version, found.features, found.os_features) == (None, None, None, None)


def test_d4_a_tag_has_the_keys_of_the_service() -> None:
    modern = decoded(GET_TAG, tag(image_id=None))
    assert (modern.tag_status, modern.content_type, modern.digest) == ("active", "image", "sha256:3c10")
    old = tag()
    del old["digest"]
    assert decoded(GET_TAG, old).digest is None


def test_d5_times_of_old_tags_are_null() -> None:
    old = decoded(GET_TAG, tag(last_updated=None, tag_last_pushed=None, tag_last_pulled=None))
    assert (old.last_updated, old.tag_last_pushed, old.tag_last_pulled) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [
        ("2026-01-01T17:14:39Z", 0),
        ("2026-01-01T17:14:39.5Z", 500_000),
        ("2026-01-01T17:14:39.81499Z", 814_990),
        ("2026-01-01T17:14:39.74659943Z", 746_599),
        ("2026-01-01T17:14:39.583988587Z", 583_988),
    ],
)
def test_d6_times_have_any_number_of_digits(text: str, microsecond: int) -> None:
    expected = datetime(2026, 1, 1, 17, 14, 39, microsecond, tzinfo=UTC)
    assert decoded(GET_TAG, tag(tag_last_pulled=text)).tag_last_pulled == expected
    (found,) = decoded(GET_TAG, tag(images=[image(last_pulled=text, last_pushed=text)])).images or []
    assert (found.last_pulled, found.last_pushed) == (expected, expected)


def test_d7_a_tag_without_images_and_images_without_platform() -> None:
    assert decoded(GET_TAG, tag(images=[])).images == []
    (attestation,) = decoded(GET_TAG, tag(images=[image(os="unknown", architecture="")])).images or []
    assert (attestation.os, attestation.architecture) == ("unknown", "")


def test_d7_empty_layers_have_no_digest() -> None:
    layers = [{"size": 3, "instruction": "ADD file", "digest": "sha256:aa"}, {"size": 0, "instruction": "CMD"}]
    (found,) = decoded(calls.repositories.list_tag_images("acme", "app", "1"), [image(layers=layers)])
    assert [layer.digest for layer in found.layers or []] == ["sha256:aa", None]


@pytest.mark.parametrize("kind", ["image", "plugin", "helm", "volume", "wasm", "compose", "model", "unrecognized"])
def test_d8_content_types(kind: str) -> None:
    assert decoded(GET_TAG, tag(content_type=kind, tag_status="inactive")).content_type == kind


async def test_d9_a_count_of_zero_hides_no_results() -> None:
    requests: list[httpx.Request] = []
    async with answering(200, page(tag(), count=0), requests) as hub:
        assert [found.name async for found in hub.repositories.list_tags("acme", "app")] == ["1.19.4"]


# --- repositories -----------------------------------------------------------------------------------------------------


def test_d10_old_and_new_repositories_lack_keys() -> None:
    left_out = {"categories", "immutable_tags_settings", "full_description", "source"}
    old = {key: value for key, value in repository().items() if key not in left_out}
    assert decoded(GET_REPOSITORY, old).categories is None
    assert decoded(GET_REPOSITORY, repository(last_updated=None, description=None)).last_updated is None


def test_d10_name_and_namespace_are_all_that_is_certain() -> None:
    least = decoded(GET_REPOSITORY, {"name": "app", "namespace": "acme"})
    assert (least.name, least.namespace) == ("app", "acme")


def test_d11_the_example_of_the_document_itself() -> None:
    example = {key: value for key, value in repository().items() if key not in {"user", "permissions"}}
    assert decoded(calls.repositories.create("acme", name="app"), example).user is None


@pytest.mark.parametrize(("status", "text"), [(0, "inactive"), (1, "active"), (6, "archived")])
def test_d12_repositories_can_be_archived(status: int, text: str) -> None:
    (found,) = decoded(LIST_REPOSITORIES, page(entry(status=status, status_description=text))).results or []
    assert (found.status, found.status_description) == (status, text)


def test_d13_affiliation_type_and_media_types_may_be_null() -> None:
    (found,) = (
        decoded(
            LIST_REPOSITORIES, page(entry(affiliation=None, repository_type=None, media_types=[None, "application/x"]))
        ).results
        or []
    )
    assert (found.affiliation, found.repository_type, found.media_types) == (None, None, [None, "application/x"])
    assert decoded(GET_REPOSITORY, repository(affiliation=None, media_types=[None])).media_types == [None]


def test_d14_entries_of_lists_are_shorter() -> None:
    (found,) = decoded(LIST_REPOSITORIES, page(entry())).results or []
    assert found.name == "app"


def test_d15_counts_exceed_32_bits() -> None:
    found = decoded(GET_REPOSITORY, repository(pull_count=13_000_000_000, storage_size=2**40))
    assert (found.pull_count, found.storage_size) == (13_000_000_000, 2**40)


def test_d16_rules_are_a_json_array_and_any_expression() -> None:
    update = calls.repositories.update_immutable_tags(
        "acme", "app", immutable_tags=True, immutable_tags_rules=["v.*", ".*-RELEASE"]
    )
    assert update.body == {"immutable_tags": True, "immutable_tags_rules": ["v.*", ".*-RELEASE"]}
    verify = calls.repositories.verify_immutable_tags("acme", "app", regex="v.*")
    assert verify.body == {"regex": "v.*"}
    assert decoded(verify, {"tags": ["v1"]}).tags == ["v1"]


# --- access tokens ----------------------------------------------------------------------------------------------------


def test_d17_links_are_null_and_personal_tokens_may_never_expire() -> None:
    without_scopes = personal_token()
    del without_scopes["scopes"]
    listed = decoded(
        LIST_TOKENS,
        page(
            personal_token(expires_at=None),
            personal_token(expires_at=""),
            personal_token(expires_at="2027-01-01T00:00:00Z"),
            without_scopes,
            active_count=4,
        ),
    )
    expiries = [token.expires_at for token in listed.results or []]
    assert expiries == [None, None, datetime(2027, 1, 1, tzinfo=UTC), None]
    assert listed.next is None
    assert [token.last_used for token in listed.results or []] == [None] * 4


async def test_d18_any_2xx_deletes() -> None:
    requests: list[httpx.Request] = []
    for status in (200, 202, 204):
        async with answering(status, None, requests) as hub:
            await hub.access_tokens.delete("0f2f")
    assert [request.method for request in requests] == ["DELETE"] * 3


async def test_d19_the_plan_refuses_scopes() -> None:
    message = "not allowed to create a scoped personal access token with your current plan"
    async with answering(403, {"errinfo": None, "message": message}, []) as hub:
        with pytest.raises(ForbiddenError, match=message):
            await hub.access_tokens.create(token_label="ci", scopes=["repo:read"])


def test_d20_a_new_organization_token_has_no_creator() -> None:
    create = calls.org_access_tokens.create("acme", label="ci")
    created = decoded(create, organization_token(token="dckr_oat_dummy"))
    assert (created.token, created.description) == ("dckr_oat_dummy", "for the pipeline")
    assert created.created_by is None
    assert created.last_used_at is None


@pytest.mark.parametrize(
    "call",
    [
        calls.org_access_tokens.get("acme", "b3"),
        calls.org_access_tokens.update("acme", "b3", label="ci"),
    ],
)
def test_d20_a_token_that_is_read_has_description_and_resources(call: Call[Any]) -> None:
    found = decoded(call, organization_token(created_by="jane", last_used_at=None, expires_at=None))
    assert found.description == "for the pipeline"
    assert found.resources[0].path == "acme/*"
    assert found.created_by == "jane"


@pytest.mark.parametrize("total", ["total", "count"])
def test_d21_the_list_of_organization_tokens_has_a_total_or_a_count(total: str) -> None:
    body = {total: 1, "next": None, "previous": None, "results": [organization_token(created_by=None)]}
    found = decoded(calls.org_access_tokens.list("acme"), body)
    assert found.total == 1
    assert [token.label for token in found.results or []] == ["ci"]


@pytest.mark.parametrize("scope", ["image-pull", "repo-pull", "scope-image-pull", Scope.IMAGE_PULL])
async def test_d22_scopes_go_out_with_their_prefix_and_expiries_beyond_a_year(scope: str) -> None:
    requests: list[httpx.Request] = []
    async with answering(201, organization_token(token="dckr_oat_dummy"), requests) as hub:
        await hub.org_access_tokens.create(
            "acme",
            label="ci",
            resources=[models.OrgAccessTokenResource(type="TYPE_REPO", path="acme/*", scopes=[scope])],
            expires_at=datetime(2030, 1, 1, tzinfo=UTC),
        )
    body = json.loads(requests[-1].content)
    assert body["resources"] == [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}]
    assert body["expires_at"] == "2030-01-01T00:00:00Z"


# --- organizations, groups, invites -----------------------------------------------------------------------------------


def member(**different: Any) -> dict[str, Any]:
    return person(email="jane@example.com", role="Owner", groups=["owners"], is_guest=False, **different)


def test_d23_members_come_in_one_page_object() -> None:
    body = page(member(), next="https://hub.docker.com/v2/orgs/acme/members?page=2", count=26)
    found = decoded(calls.orgs.list_members("acme"), body)
    assert [one.username for one in found.results or []] == ["jane"]
    assert [one.email for one in found.results or []] == ["jane@example.com"]
    assert found.count == 26


def test_d24_the_search_term_is_text() -> None:
    assert ("search", "jane") in calls.orgs.list_members("acme", search="jane").query


@pytest.mark.parametrize("role", ["Owner", "Editor", "Member", "Invitee"])
def test_d25_roles_in_answers_are_capitalised(role: str) -> None:
    found = decoded(calls.orgs.update_member("acme", "jane", role="owner"), {**member(), "role": role})
    assert found.role == role
    assert found.date_joined == datetime(2021, 1, 5, 21, 6, 53, 506400, tzinfo=UTC)


def test_d25_custom_roles_can_be_given() -> None:
    assert calls.orgs.update_member("acme", "jane", role="release-manager").body == {"role": "release-manager"}


@pytest.mark.parametrize("wrap", [page, lambda one: [one]], ids=["page", "array"])
def test_d26_members_of_a_group_come_in_a_page_or_as_an_array(wrap: Callable[[Any], Any]) -> None:
    found = decoded(calls.groups.list_members("acme", "core"), wrap(person(email="jane@example.com")))
    assert [one.username for one in found.results or []] == ["jane"]


def test_d27_groups_have_whole_numbers_and_a_role() -> None:
    group = {"id": 10, "uuid": "4f", "name": "core", "description": "", "member_count": 3, "role": "member"}
    found = decoded(calls.groups.list("acme"), page(group))
    (one,) = found.results or []
    assert (one.id, one.member_count, one.role) == (10, 3, "member")
    assert [type(number) for number in (one.id, one.member_count, found.count)] == [int, int, int]
    assert calls.groups.update("acme", "core", role="editor").body == {"role": "editor"}


@pytest.mark.parametrize("nest", [lambda invitees: invitees, lambda invitees: {"invitees": invitees}], ids=[1, 2])
def test_d28_invitees_are_nested_once_or_twice(nest: Callable[[Any], Any]) -> None:
    sent = {"id": "e3", "inviter_username": "jane", "invitee": "a@example.com", "org": "acme", "team": "core",
            "role": "member", "created_at": "2021-10-28T18:30:19.520861Z"}  # fmt: skip
    invitees = [
        {"invitee": "a@example.com", "status": "invited", "invite": sent},
        {"invitee": "nobody", "status": "invalid_email_or_docker_id"},
    ]
    call = calls.invites.create_bulk(org="acme", invitees=["a@example.com", "nobody"])
    first, second = decoded(call, {"invitees": nest(invitees)}).invitees or []
    assert first.invite
    assert first.invite.role == "member"
    assert (second.status, second.invite) == ("invalid_email_or_docker_id", None)


def test_d28_pending_invites_are_under_data() -> None:
    found = decoded(calls.invites.list("acme"), {"data": [{"id": "e3", "invitee": "a@example.com", "role": "member"}]})
    assert [invite.invitee for invite in found.data or []] == ["a@example.com"]


async def test_d29_the_export_is_text() -> None:
    text = "Name,Username\nJane,jane\n"

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept"].startswith("text/csv")
        return httpx.Response(200, text=text, headers={"content-type": "text/csv"})

    async with DockerHub(BEARER, transport=httpx.MockTransport(answer)) as hub:
        assert await hub.orgs.export_members("acme") == text


async def test_d30_adding_to_groups_answers_200() -> None:
    async with answering(200, {}, []) as hub:
        await hub.groups.add_member("acme", "core", member="jane")
    granted = {"group_name": "core", "permission": "write", "group_id": 10}
    assert decoded(calls.repositories.add_group("acme", "app", group_id=10, permission="write"), granted).group_id == 10


# --- audit logs and SCIM ----------------------------------------------------------------------------------------------


def event(number: int, **different: Any) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "account": "acme",
        "action": "repo.tag.push",
        "name": "acme/app",
        "actor": 'jane - access token "ci"',
        "data": {"access_token_label": "ci", "tag": "latest"},
        "timestamp": "2024-11-01T12:34:56.789Z",
        "action_description": "pushed the tag latest",
        **different,
    }


def test_d31_events_have_an_id() -> None:
    first, second = decoded(calls.audit_logs.list("acme"), {"logs": [event(1), event(2, data={})]}).logs or []
    assert (first.event_id, first.actor) == ("e1", 'jane - access token "ci"')
    assert first.timestamp == datetime(2024, 11, 1, 12, 34, 56, 789000, tzinfo=UTC)
    assert second.event_id == "e2"


async def test_d31_audit_logs_end_without_being_told() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get("page", "1"))
        return httpx.Response(200, json={"logs": [event(number), event(number)] if number < 3 else [event(3)]})

    async with DockerHub(BEARER, transport=httpx.MockTransport(answer)) as hub:
        found = [one.event_id async for one in hub.audit_logs.list("acme", page_size=2)]
    assert found == ["e1", "e1", "e2", "e2", "e3"]


@pytest.mark.parametrize("key", ["resources", "Resources"])
def test_d32_scim_lists_have_resources_of_either_spelling(key: str) -> None:
    envelope = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1}
    user = {"id": "d8", "userName": "jane@example.com", "active": True, "schemas": []}
    users = decoded(calls.scim.list_users(), {**envelope, "startIndex": 1, "itemsPerPage": 1, key: [user]})
    assert [one.user_name for one in users.resources or []] == ["jane@example.com"]
    kinds = decoded(calls.scim.list_resource_types(), {**envelope, key: [{"id": "User"}]})
    assert [kind.id for kind in kinds.resources or []] == ["User"]
    schemas = decoded(calls.scim.list_schemas(), {**envelope, key: [{"id": "urn:x"}]})
    assert [schema.id for schema in schemas.resources or []] == ["urn:x"]


@pytest.mark.parametrize("wrap", [lambda scheme: [scheme], lambda scheme: scheme], ids=["array", "object"])
def test_d32_authentication_schemes_are_an_array_or_an_object(wrap: Callable[[Any], Any]) -> None:
    scheme = {"name": "OAuth 2.0", "description": "", "specUri": "", "type": "oauthbearertoken"}
    found = decoded(calls.scim.get_service_provider_config(), {"authenticationSchemes": wrap(scheme)})
    assert [one.type for one in found.authentication_schemes or []] == ["oauthbearertoken"]


def test_d32_a_change_of_name_says_whether_the_user_stays_active() -> None:
    with pytest.raises(TypeError, match="enabled"):
        calls.scim.update_user("d8", schemas=[])  # type: ignore[call-arg]  # the point of the test
    assert calls.scim.update_user("d8", schemas=[], enabled=True).body == {"schemas": [], "enabled": True}


# --- errors, structure, parameters, authentication --------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"message": "no such thing", "errinfo": {"namespace": "acme"}},
        {"message": "no such thing", "errinfo": None},
        {"detail": "no such thing", "error": True},
        {"fields": {"ordering": ["no such thing"]}, "text": "no such thing"},
        {"orgname": ["no such thing"]},
    ],
)
async def test_d33_every_form_of_error_gives_its_message(body: Any) -> None:
    async with answering(403, body, []) as hub:
        with pytest.raises(ForbiddenError, match="no such thing"):
            await hub.orgs.get("acme")


async def test_d33_what_the_database_adds_to_a_refusal_is_in_the_detail_only() -> None:
    fake = FakeHub()
    fake.org("acme", owner="jane", teams={"docs": []})
    async with DockerHub(Password("jane", "password"), transport=fake.transport) as hub:
        with pytest.raises(BadRequestError) as refused:
            await hub.groups.create("acme", name="docs")
    assert b"file: /go/src/" in refused.value.body
    assert str(refused.value).startswith("400 Bad Request: group already exists [group_name: docs] (POST ")
    assert refused.value.detail["file"] == "/go/src/store/errors.go"


async def test_d34_the_edge_answers_in_plain_text() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(403, text="error code: 1010", headers={"content-type": "text/plain"})

    async with DockerHub(BEARER, transport=httpx.MockTransport(answer)) as hub:
        with pytest.raises(ForbiddenError, match="1010"):
            await hub.repositories.get("acme", "app")


async def test_d35_limits_happen_on_any_operation() -> None:
    async with answering(429, {"detail": "Rate limit exceeded", "error": False}, []) as hub:
        with pytest.raises(RateLimitError, match="Rate limit exceeded"):
            await hub.search.repositories(query="nginx")


async def test_d36_head_is_a_question() -> None:
    for status, there in ((200, True), (404, False)):
        async with answering(status, None, []) as hub:
            assert await hub.repositories.exists("acme", "app") is there


def test_d36_pages_are_whole_numbers_and_paths_are_complete() -> None:
    call = calls.org_access_tokens.list("acme", page=2, page_size=50)
    assert call.path == "/v2/orgs/acme/access-tokens"
    assert call.query == (("page", "2"), ("page_size", "50"))
    assert calls.access_tokens.list(page=3).query == (("page", "3"),)


def test_sb_undocumented_parameters_of_lists() -> None:
    tags = calls.repositories.list_tags(
        "acme", "app", name="1.", ordering="-last_updated", platforms="linux/arm64", architecture="arm64", os="linux"
    )
    assert dict(tags.query) == {
        "name": "1.",
        "ordering": "-last_updated",
        "platforms": "linux/arm64",
        "architecture": "arm64",
        "os": "linux",
    }
    assert (DockerHub(Anonymous()).repositories.list_tags.__doc__ or "").count("Undocumented.") == len(tags.query)
    repositories = calls.repositories.list("acme", media_types="application/x", content_types="helm")
    assert dict(repositories.query) == {"media_types": "application/x", "content_types": "helm"}


def test_sc_tokens_stay_out_of_sight() -> None:
    created = decoded(
        calls.authentication.create_token(identifier="jane", secret="dummy"), {"access_token": "dummy.jwt"}
    )
    assert created.access_token == "dummy.jwt"
    assert "dummy" not in repr(created)


def test_sc_a_challenge_may_come_where_a_token_should() -> None:
    with pytest.warns(DeprecationWarning, match="create_token"):
        call = calls.authentication.login(username="jane", password="dummy")
    challenged = decoded(call, {"login_2fa_token": "half.way"})
    assert (challenged.token, challenged.login_2fa_token) == (None, "half.way")
    assert "half.way" not in repr(challenged)


def test_sc_organization_tokens_open_namespaced_repositories() -> None:
    """The routes of single repositories, and whatever Docker labels so."""
    from aiodockerhub_generated.operations import OPERATIONS

    published = load.load(Layout().spec)
    labelled = {
        (method.upper(), path)
        for path, method, operation in nodes.operations(published)
        if '<span class="oat">' in str(operation.get("description"))
    }
    opened = {(each.method, each.path) for each in OPERATIONS.values() if each.organization_token}
    documented = [each for each in OPERATIONS.values() if not each.undocumented]
    route = re.compile(r"/v2/namespaces/\{[^}]+\}/repositories\b")

    assert labelled
    assert labelled <= opened
    assert {(each.method, each.path) for each in documented if route.match(each.path)} <= opened


def test_sc_personal_tokens_open_what_is_a_users_own() -> None:
    """All but what the overlay marks, on an operation or on its tag, where a user's credentials open anything."""
    from aiodockerhub_generated.operations import OPERATIONS

    patched = json.loads((Layout().generated / DOCUMENT).read_text(encoding="utf-8"))
    marked = {tag["name"]: tag.get("x-personal-token") for tag in patched["tags"]}
    refused = {
        (method.upper(), path)
        for path, method, operation in nodes.operations(patched)
        if operation.get("x-personal-token", marked.get(str(nodes.sequence(operation.get("tags"))[:1][0]))) is False
    }
    of_users = [each for each in OPERATIONS.values() if each.security.value in {"bearer", "optional bearer"}]

    assert of_users
    assert {each.id for each in of_users if not each.personal_token} == {
        each.id for each in of_users if (each.method, each.path) in refused
    }
    assert OPERATIONS["orgs.get"].personal_token
    assert not OPERATIONS["orgs.list_members"].personal_token


async def test_sc_tags_of_public_repositories_need_no_credentials() -> None:
    requests: list[httpx.Request] = []
    async with answering(200, page(tag()), requests, Anonymous()) as hub:
        await hub.repositories.list_tags("library", "nginx")
    assert "authorization" not in requests[0].headers


async def test_sd_unknown_scopes_pass_and_are_reported() -> None:
    requests: list[httpx.Request] = []
    async with answering(201, personal_token(), requests) as hub:
        await hub.access_tokens.create(token_label="ci", scopes=["repo:read", "repo:new"])
        seen = [event.drift.received for event in hub.drift]
    async with answering(201, organization_token(token="dckr_oat_dummy"), requests) as hub:
        resources = [TokenResource.organization("acme", Scope.MEMBER_READ, "scope-new")]
        await hub.org_access_tokens.create("acme", label="ci", resources=resources)
        seen += [event.drift.received for event in hub.drift]
    assert json.loads(requests[0].content)["scopes"] == ["repo:read", "repo:new"]
    assert seen == ["repo:new", "scope-new"]


async def test_d37_the_wall_of_anonymous_callers_says_to_log_in() -> None:
    fake = FakeHub()
    fake.org("acme", owner="jane")
    for number in range(120):
        fake.repository(f"acme/service-{number:03}")
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        with pytest.raises(ForbiddenError, match="pagination offset too large") as refused:
            await hub.repositories.list("acme").collect()
    assert "any personal access token will do" in str(refused.value.__notes__)
    credentials = AccessToken("jane", fake.personal_token("jane", scopes=["repo:public_read"]))
    async with DockerHub(credentials, transport=fake.transport) as hub:
        rest = hub.repositories.list("acme").resume(str(refused.value.cursor))
        assert len(await rest.collect()) == 20


async def test_d38_a_personal_token_of_too_little_scope_is_told_which_it_needs() -> None:
    fake = FakeHub()
    fake.repository("jane/app", tags=2)
    credentials = AccessToken("jane", fake.personal_token("jane", scopes=["repo:write"]))
    async with DockerHub(credentials, transport=fake.transport) as hub:
        with pytest.raises(ForbiddenError, match="insufficient scope") as refused:
            await hub.repositories.delete_tag("jane", "app", "latest")
    assert "a personal access token needs the scope `repo:admin`" in str(refused.value.__notes__)


@pytest.mark.parametrize("every", [3, 5, 7])
async def test_d39_tags_that_are_missing_now_and_then_are_not_the_end(every: int) -> None:
    fake = FakeHub(settings=Settings(false_not_found=every))
    fake.repository("jane/app", tags=95)
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        tags = await hub.repositories.list_tags("jane", "app", page_size=10).collect()
        assert len({tag.name for tag in tags}) == len(tags) == 95
        assert {request.status for request in fake.requests} == {200, 404}
        fake.settings.false_not_found = 1
        with pytest.raises(NotFoundError) as missing:
            await hub.repositories.list_tags("jane", "app")
    assert "ask again before you act on it" in str(missing.value.__notes__)


async def test_d40_sizes_beyond_the_cap_are_refused_and_the_most_pulled_come_first() -> None:
    fake = FakeHub()
    for pulls in (5, 50, 7):
        fake.repository(f"jane/pulled-{pulls}", pulls=pulls)
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        with pytest.raises(ArgumentError, match="page_size must be at most 100"):
            _ = hub.repositories.list("jane", page_size=1000)
        assert [one.pull_count async for one in hub.repositories.list("jane", ordering="pull_count")] == [50, 7, 5]
        assert [one.pull_count async for one in hub.repositories.list("jane", ordering="-pull_count")] == [5, 7, 50]
    assert "most pulled first for `pull_count`" in " ".join(str(Repositories.list.__doc__).split())


async def test_d40_a_page_size_that_is_ignored_ends_no_walk() -> None:
    fake = FakeHub()
    fake.repository("jane/app", tags=7)
    requests: list[httpx.Request] = []

    async def ignoring(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        page = int(request.url.params.get("page", 1))
        url = request.url.copy_set_param("page_size", 3).copy_set_param("page", page)
        return await fake.transport.handle_async_request(httpx.Request("GET", url))

    async with DockerHub(Anonymous(), transport=httpx.MockTransport(ignoring)) as hub:
        assert len(await hub.repositories.list_tags("jane", "app", page_size=1).collect()) == 7


def test_d50_no_route_for_organization_tokens_is_invented() -> None:
    paths = {operation.path for operation in OPERATIONS.values() if operation.organization_token}
    unknown = ("/images", "/privacy", "/categories", "webhook", "/dockerfile", "/stars")
    assert not [path for path in paths if any(part in path for part in unknown)]


async def test_d51_immutable_tags_can_be_neither_deleted_nor_freed_of_their_rules() -> None:
    fake = FakeHub()
    fake.repository("jane/app", tags=["v1", "edge"], immutable=["v.*"])
    credentials = Password("jane", "password")
    async with DockerHub(credentials, transport=fake.transport) as hub:
        with pytest.raises(ForbiddenError, match="immutable"):
            await hub.repositories.delete_tag("jane", "app", "v1")
        with pytest.raises(BadRequestError, match="at most 5"):
            await hub.repositories.update_immutable_tags(
                "jane", "app", immutable_tags=True, immutable_tags_rules=["a", "b", "c", "d", "e", "f"]
            )
        off = await hub.repositories.update_immutable_tags(
            "jane", "app", immutable_tags=False, immutable_tags_rules=["v.*"]
        )
        assert off.immutable_tags_settings is not None
        assert (off.immutable_tags_settings.enabled, off.immutable_tags_settings.rules) == (False, ["v.*"])


async def test_d52_a_personal_token_does_not_manage_an_organization() -> None:
    fake = FakeHub()
    fake.org("acme", owner="jane")
    credentials = AccessToken("jane", fake.personal_token("jane"))
    async with DockerHub(credentials, transport=fake.transport) as hub:
        assert [org.orgname async for org in hub.users.list_orgs()] == ["acme"]
        for call in (
            calls.groups.list("acme"),
            calls.orgs.list_members("acme"),
            calls.invites.list("acme"),
            calls.access_tokens.list(),
            calls.org_access_tokens.list("acme"),
        ):
            with pytest.raises(ForbiddenError) as refused:
                await hub.request(call)
            assert "log in with the account's password" in str(refused.value.__notes__)


def test_d53_no_oidc_log_in_is_offered() -> None:
    named = [*OPERATIONS, *(operation.path for operation in OPERATIONS.values()), *aiodockerhub.__all__]
    assert not [name for name in named if re.search("oidc|oauth|id_token|federated$", name, re.IGNORECASE)]


async def test_d54_no_conditional_request_is_made_and_nothing_is_cached() -> None:
    fake = FakeHub()
    fake.repository("jane/app")
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        for _ in range(2):
            response = await hub.request(calls.repositories.get("jane", "app"))
            assert not {"etag", "last-modified"} & {name.lower() for name in response.headers}
    assert len(fake.requests) == 2
    assert not {"if-none-match", "if-modified-since"} & {name for each in fake.requests for name in each.headers}


def test_every_discrepancy_of_the_table_has_a_test_of_its_number() -> None:
    root = Path(__file__).parents[3]
    table = (root / "docs" / "discrepancies.md").read_text("utf-8")
    rows = [line.split(" | ") for line in table.splitlines() if re.match(r"\| (D\d+|S[b-f]) \|", line)]
    assert all(row[-1].strip(" |") for row in rows), "how it is handled is missing"
    numbers = {row[0].strip("| ") for row in rows}
    assert {f"D{number}" for number in range(1, 55)} <= numbers
    tested: set[str] = set()
    for file in (root / "tests" / "overrides").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                tested |= {number.upper() for number in re.findall(r"test_(d\d+)_", node.name)}
                tested |= set(re.findall(r"\bD\d+\b", ast.get_docstring(node) or ""))
    assert sorted(number for number in numbers - tested if number.startswith("D")) == []

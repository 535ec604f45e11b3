"""Members, groups, invites, audit logs and SCIM have the shapes of the service."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    DockerHub,
    calls,
    models,
)
from aiodockerhub_generated.types import Drift, Model

from tests.overrides.overlay.samples import BEARER, decoded, page, person, responding

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
def test_d25_roles_in_responses_are_capitalised(role: str) -> None:
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


@pytest.mark.parametrize(
    ("model", "key"),
    [(models.BulkInvites, "invitees"), (models.ScimUser, "id"), (models.PersonalAccessToken, "token")],
    ids=["d28", "d32", "d17"],
)
def test_what_a_response_is_for_is_promised(model: type[Model], key: str) -> None:
    drifts: list[Drift] = []
    model.from_dict({}, drifts.append)
    assert (f"$.{key}", "missing") in {(drift.path, drift.kind) for drift in drifts}


def test_d28_pending_invites_are_under_data() -> None:
    found = decoded(calls.invites.list("acme"), {"data": [{"id": "e3", "invitee": "a@example.com", "role": "member"}]})
    assert [invite.invitee for invite in found.data or []] == ["a@example.com"]


async def test_d29_the_export_is_text() -> None:
    text = "Name,Username\nJane,jane\n"

    def respond(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept"].startswith("text/csv")
        return httpx.Response(200, text=text, headers={"content-type": "text/csv"})

    async with DockerHub(BEARER, transport=httpx.MockTransport(respond)) as hub:
        assert await hub.orgs.export_members("acme") == text


async def test_d30_adding_to_groups_responds_with_200() -> None:
    async with responding(200, {}, []) as hub:
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
    def respond(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get("page", "1"))
        return httpx.Response(200, json={"logs": [event(number), event(number)] if number < 3 else [event(3)]})

    async with DockerHub(BEARER, transport=httpx.MockTransport(respond)) as hub:
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

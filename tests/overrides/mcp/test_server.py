"""What a model gets to see and may do: tools by policy, pages with a cursor, limits, errors, secrets."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server
from aiodockerhub.testing import FakeHub
from jsonschema import Draft202012Validator
from mcp import Client
from mcp_types import CallToolResult, TextContent

PASSWORD = "swordfish-example"


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub()
    fake.user("jane", password=PASSWORD)
    fake.org("acme", owner="jane")
    fake.repository("acme/app", tags=50, full_description="words " * 3000)
    return fake


@pytest.fixture
async def hub(fake: FakeHub) -> AsyncIterator[DockerHub]:
    async with DockerHub(Password("jane", PASSWORD), transport=fake.transport, max_retries=0) as hub:
        yield hub


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    text: str = content.text
    return text


async def called(hub: DockerHub, name: str, policy: Policy | None = None, /, **arguments: Any) -> CallToolResult:
    async with Client(make_server(hub, policy)) as client:
        return await client.call_tool(name, arguments)


async def succeed(hub: DockerHub, name: str, policy: Policy | None = None, /, **arguments: Any) -> Any:
    result = await called(hub, name, policy, **arguments)
    assert not result.is_error, text_of(result)
    return json.loads(text_of(result))


async def fail(hub: DockerHub, name: str, policy: Policy | None = None, /, **arguments: Any) -> str:
    result = await called(hub, name, policy, **arguments)
    assert result.is_error
    return text_of(result)


async def names(hub: DockerHub, policy: Policy) -> set[str]:
    async with Client(make_server(hub, policy)) as client:
        return {tool.name for tool in (await client.list_tools()).tools}


async def test_by_default_all_tools_only_read_and_handle_no_secrets(hub: DockerHub) -> None:
    async with Client(make_server(hub)) as client:
        offered = (await client.list_tools()).tools
    assert "repositories_list_tags" in {tool.name for tool in offered}
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in offered)
    assert not {"authentication_login", "authentication_create_token"} & {tool.name for tool in offered}
    for tool in offered:
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.description


async def test_hints_follow_the_effect(hub: DockerHub) -> None:
    async with Client(make_server(hub, Policy(allow_writes=True))) as client:
        hints = {tool.name: tool.annotations for tool in (await client.list_tools()).tools}

    def of(name: str) -> tuple[bool | None, ...]:
        found = hints[name]
        assert found is not None
        return found.read_only_hint, found.destructive_hint, found.idempotent_hint

    assert of("repositories_get") == (True, False, True)
    assert of("repositories_create") == (False, False, False)
    assert of("repositories_update") == (False, True, True)
    assert of("repositories_delete_tag") == (False, True, True)


async def test_patterns_narrow_what_is_offered(hub: DockerHub) -> None:
    offered = await names(hub, Policy(tools=("repositories.list*", "users.me")))
    assert "users_me" in offered
    assert "repositories_list" in offered
    assert "repositories_get" not in offered
    refused = await fail(hub, "repositories_get", Policy(tools=("users.*",)), namespace="acme", repository="app")
    assert refused == "repositories.get is not among the tools of this server (users.*); see --tools"


async def test_writes_are_refused_before_anything_is_sent(hub: DockerHub, fake: FakeHub) -> None:
    refused = await fail(hub, "repositories_delete", namespace="acme", repository="app")
    assert refused == "repositories.delete destroys something, and this server only reads; see --allow-writes"
    assert not fake.requests


async def test_allowed_write_is_done(hub: DockerHub, fake: FakeHub) -> None:
    result = await called(
        hub, "repositories_delete_tag", Policy(allow_writes=True), namespace="acme", repository="app", tag="latest"
    )
    assert text_of(result) == "done"
    assert fake.requests[-1].status == 204


async def test_a_list_comes_page_by_page_with_the_usual_fields(hub: DockerHub) -> None:
    first = await succeed(hub, "repositories_list_tags", namespace="acme", repository="app")
    assert len(first["items"]) == 20
    assert first["total"] == 50
    assert "name" in first["items"][0]
    assert "images" not in first["items"][0]
    seen = [item["name"] for item in first["items"]]
    page = first
    while "next_cursor" in page:
        cursor = page["next_cursor"]
        page = await succeed(hub, "repositories_list_tags", namespace="acme", repository="app", cursor=cursor)
        seen += [item["name"] for item in page["items"]]
    assert len(seen) == len(set(seen)) == 50


async def test_fields_are_those_asked_for(hub: DockerHub) -> None:
    given = {"namespace": "acme", "repository": "app"}
    page = await succeed(hub, "repositories_list_tags", **given, page_size=2, fields=["name", "digest"])
    assert [set(item) for item in page["items"]] == [{"name", "digest"}] * 2
    whole = await succeed(hub, "repositories_list_tags", **given, page_size=1, fields=["*"])
    assert whole["items"][0]["images"]
    one = await succeed(hub, "repositories_get", **given, fields=["pull_count"])
    assert set(one) == {"pull_count"}


async def test_page_beyond_the_limit_keeps_what_fits_and_tells_how_to_ask_again(hub: DockerHub) -> None:
    policy = Policy(max_characters=1000)
    page = await succeed(hub, "repositories_list_tags", policy, namespace="acme", repository="app")
    assert 0 < len(page["items"]) < 20
    assert len(page["items"]) + page["left_out"] == 20
    assert "next_cursor" not in page  # it would skip those left out
    smaller = len(page["items"])
    assert page["hint"] == f"ask again with page_size={smaller}, or for fewer fields"
    again = await succeed(
        hub, "repositories_list_tags", policy, namespace="acme", repository="app", page_size=smaller - 1
    )
    assert "next_cursor" in again


async def test_long_text_is_cut_unless_it_is_asked_for(hub: DockerHub) -> None:
    shown = await succeed(hub, "repositories_get", namespace="acme", repository="app")
    assert shown["full_description"].endswith("more characters; ask for the field 'full_description' by name)")
    assert len(shown["full_description"]) < 2200
    whole = await succeed(hub, "repositories_get", namespace="acme", repository="app", fields=["full_description"])
    assert len(whole["full_description"]) == 18_000


async def test_a_field_that_the_result_does_not_have_is_refused_before_anything_is_sent(
    hub: DockerHub, fake: FakeHub
) -> None:
    told = await fail(hub, "repositories_list_tags", namespace="acme", repository="app", fields=["name", "nme"])
    assert told.startswith("fields.1: 'nme' is not one of ['id', 'images', ")
    assert not fake.requests


async def test_result_beyond_the_limit_is_an_error_that_names_the_fields(hub: DockerHub) -> None:
    told = await fail(hub, "repositories_get", Policy(max_characters=500), namespace="acme", repository="app")
    assert "at most 500 are given: choose fields= of user, name, namespace" in told


async def test_long_text_result_is_cut(hub: DockerHub, fake: FakeHub) -> None:
    for number in range(50):
        fake.user(f"user{number}")
    fake.org("big", owner="jane", members=[f"user{number}" for number in range(50)])
    result = await called(hub, "orgs_export_members", Policy(max_characters=500), org_name="big")
    assert len(text_of(result)) < 560
    assert "more characters)" in text_of(result)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"namespace": "acme"}, "arguments: 'repository' is a required property"),
        ({"namespace": "acme", "repository": 5}, "repository: 5 is not of type 'string'"),
        ({"namespace": "acme", "repository": "app", "colour": "red"}, "'colour' was unexpected"),
        ({"namespace": "acme", "repository": ".."}, "repository"),
    ],
)
async def test_arguments_are_checked_before_anything_is_sent(
    hub: DockerHub, fake: FakeHub, arguments: dict[str, Any], told: str
) -> None:
    assert told in await fail(hub, "repositories_get", **arguments)
    assert not fake.requests


async def test_times_are_times(hub: DockerHub, fake: FakeHub) -> None:
    await succeed(hub, "audit_logs_list", account="acme", from_="2026-01-31T12:00:00+02:00")
    assert fake.requests[-1].query["from"] == "2026-01-31T10:00:00Z"
    told = await fail(hub, "audit_logs_list", account="acme", from_="yesterday")
    assert "from_: expected a time such as 2026-01-31T12:00:00Z, got 'yesterday'" in told


async def test_error_of_docker_hub_is_an_error_of_the_tool(hub: DockerHub) -> None:
    told = await fail(hub, "repositories_get", namespace="acme", repository="nope")
    assert told.startswith("404 Not Found")


async def test_notes_of_an_error_are_told(hub: DockerHub, fake: FakeHub) -> None:
    fake.fault("repositories.get", status=403, text="error code: 1010")
    told = await fail(hub, "repositories_get", namespace="acme", repository="app")
    assert "\nnote: " in told


async def test_unknown_tool_is_an_error(hub: DockerHub) -> None:
    assert await fail(hub, "repositories_paint") == "there is no tool 'repositories_paint'"


async def test_secret_is_made_for_those_only_who_are_allowed_to_see_it(hub: DockerHub, fake: FakeHub) -> None:
    arguments = {"token_label": "ci", "scopes": ["repo:read"]}
    writes = Policy(allow_writes=True)
    assert "access_tokens_create" not in await names(hub, writes)
    told = await fail(hub, "access_tokens_create", writes, **arguments)
    assert "takes or gives a secret, which this server does not; see --allow-secrets" in told
    assert not fake.requests
    made = await succeed(hub, "access_tokens_create", Policy(allow_writes=True, allow_secrets=True), **arguments)
    assert made["token"].startswith("dckr_pat_")


async def test_secrets_in_other_results_are_hidden(hub: DockerHub, fake: FakeHub) -> None:
    fake.fault("users.me", status=200, json={"id": "x", "nested": [{"token": "sesame"}], "token_label": "ci"})
    assert await succeed(hub, "users_me") == {"id": "x", "nested": [{"token": "<hidden>"}], "token_label": "ci"}


async def test_lists_of_tokens_are_offered_without_the_secrets(hub: DockerHub, fake: FakeHub) -> None:
    assert {"access_tokens_list", "access_tokens_get"} <= await names(hub, Policy())
    fake.personal_token("jane", secret="dckr_pat_dummy")
    page = await succeed(hub, "access_tokens_list", fields=["*"])
    assert "dckr_pat_dummy" not in str(page)


async def test_cursor_keeps_the_page_size_of_the_first_page(hub: DockerHub) -> None:
    given = {"namespace": "acme", "repository": "app"}
    first = await succeed(hub, "repositories_list_tags", **given, page_size=5)
    second = await succeed(hub, "repositories_list_tags", **given, cursor=first["next_cursor"])
    assert len(second["items"]) == 5

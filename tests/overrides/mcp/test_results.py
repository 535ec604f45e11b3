"""Results: fields, limits, secrets."""

import json
from typing import Any

import pytest
from aiodockerhub import DockerHub
from aiodockerhub.mcp import results
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.testing import FakeHub

from tests.overrides.mcp.kit import called, fail, names, succeed, text_of


async def test_fields_are_those_asked_for(hub: DockerHub) -> None:
    given = {"namespace": "acme", "repository": "app"}
    page = await succeed(hub, "repositories_list_tags", **given, page_size=2, fields=["name", "digest"])
    assert [set(item) for item in page["items"]] == [{"name", "digest"}] * 2
    whole = await succeed(hub, "repositories_list_tags", **given, page_size=1, fields=["*"])
    assert whole["items"][0]["images"]
    one = await succeed(hub, "repositories_get", **given, fields=["pull_count"])
    assert set(one) == {"pull_count"}


async def test_result_of_a_change_has_its_new_secret_although_fields_do_not_name_it(hub: DockerHub) -> None:
    policy = Policy(allow_writes=True, allow_secrets=True)
    given = {"token_label": "ci", "scopes": ["repo:read"]}
    created = await succeed(hub, "access_tokens_create", policy, **given, fields=["token_label", "uuid"])
    assert set(created) == {"token_label", "uuid", "token"}
    assert created["token"]
    again = await succeed(hub, "access_tokens_get", policy, uuid=created["uuid"], fields=["token_label"])
    assert set(again) == {"token_label"}


@pytest.mark.parametrize("body", [{"uuid": "u", "access_token": "new-token"}, {"data": {"token": "new-token"}}])
@pytest.mark.parametrize("padding", [0, 600])
async def test_new_secret_under_another_name_is_kept(
    hub: DockerHub, fake: FakeHub, body: dict[str, Any], padding: int
) -> None:
    policy = Policy(allow_writes=True, allow_secrets=True, max_characters=500)
    fake.fault("access_tokens.create", status=201, json={**body, "note": "n" * padding})
    given = {"token_label": "ci", "scopes": ["repo:read"], "fields": ["uuid"]}
    assert "new-token" in json.dumps(await succeed(hub, "access_tokens_create", policy, **given))


async def test_text_that_is_no_json_comes_whole(hub: DockerHub, fake: FakeHub) -> None:
    policy = Policy(allow_writes=True, allow_secrets=True, max_characters=500)
    fake.fault("access_tokens.create", status=201, text='{"note": "' + "n" * 5_000 + '", "token": "new-token"')
    result = await called(hub, "access_tokens_create", policy, token_label="ci", scopes=["repo:read"])
    assert text_of(result).endswith('"token": "new-token"')


LOG_INS: dict[str, tuple[str, dict[str, str]]] = {
    "authentication_create_token": ("access_token", {"identifier": "jane", "secret": "sesame-example"}),
    "authentication_two_factor_login": ("token", {"login_2fa_token": "2fa", "code": "123456"}),
}


@pytest.mark.parametrize("max_characters", [20_000, 500])
@pytest.mark.parametrize("tool", LOG_INS)
async def test_token_of_a_log_in_is_whole_however_long_it_is(
    hub: DockerHub, fake: FakeHub, tool: str, max_characters: int
) -> None:
    field, given = LOG_INS[tool]
    token = f"eyJhbGciOiJSUzI1NiJ9.{'x' * 3000}.c2ln"
    fake.fault(tool.replace("_", ".", 1), status=200, json={field: token, "detail": "d" * 600})
    policy = Policy(allow_secrets=True, max_characters=max_characters)
    result = await succeed(hub, tool, policy, **given)
    assert result.pop(field) == token
    assert set(result) <= {"detail", "left_out"}


@pytest.mark.parametrize("status", [200, 401])
async def test_first_step_of_a_log_in_with_two_factors_leads_to_the_second(
    hub: DockerHub, fake: FakeHub, status: int
) -> None:
    password = "s3same!"  # too short for the guard: frames of the MCP SDK have the arguments of the model
    fake.user("sam", password=password, code="123456")
    fake.settings.two_factor_status = status
    policy = Policy(allow_writes=True, allow_secrets=True)
    first = await called(hub, "authentication_login", policy, username="sam", password=password)
    assert not first.is_error
    response, _, note = text_of(first).partition("\n")
    challenge = json.loads(response)["login_2fa_token"]
    assert status == 200 or note.endswith("go on with the tool authentication_two_factor_login")
    second = await succeed(hub, "authentication_two_factor_login", policy, login_2fa_token=challenge, code="123456")
    assert second["token"]


async def test_new_secret_is_whole_if_the_response_cannot_be_read(hub: DockerHub, fake: FakeHub) -> None:
    token = f"dckr_pat_{'x' * 3000}"
    fake.fault("access_tokens.create", status=201, json={"token": token, "uuid": 1, "note": "n" * 600})
    policy = Policy(allow_writes=True, allow_secrets=True, max_characters=500)
    strict = hub.with_options(strict=True)
    result = await called(strict, "access_tokens_create", policy, token_label="ci", scopes=["repo:read"])
    assert not result.is_error
    body = json.loads(text_of(result).partition("response: ")[2])
    assert body == {"token": token, "left_out": "all 2 other fields"}


async def test_log_in_whose_response_cannot_be_read_is_no_error_to_be_repeated(hub: DockerHub, fake: FakeHub) -> None:
    tool = "authentication_two_factor_login"
    fake.fault("authentication.two_factor_login", status=200, json=["a-new-token-example"])
    result = await called(hub, tool, Policy(allow_secrets=True), **LOG_INS[tool][1])
    assert not result.is_error
    assert text_of(result).endswith('response: ["a-new-token-example"]')


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
    assert told.startswith("fields.1: expected one of id, images, ")
    assert told.endswith(", got 'nme'")
    assert not fake.requests


async def test_result_beyond_the_limit_is_an_error_that_names_the_fields(hub: DockerHub) -> None:
    told = await fail(hub, "repositories_get", Policy(max_characters=500), namespace="acme", repository="app")
    assert "at most 500 are given: choose fields= of user, name, namespace" in told


async def test_long_result_of_a_write_is_no_error_and_keeps_what_fits(hub: DockerHub, fake: FakeHub) -> None:
    policy = Policy(allow_writes=True, max_characters=500)
    result = await succeed(hub, "repositories_update", policy, namespace="acme", repository="app", description="new")
    assert result["description"] == "new"
    assert result["left_out"][0] == "full_description"
    assert len(json.dumps(result, separators=(",", ":"))) <= 500
    assert len([request for request in fake.requests if request.operation == "repositories.update"]) == 1


async def test_long_text_result_is_cut(hub: DockerHub, fake: FakeHub) -> None:
    for number in range(50):
        fake.user(f"user{number}")
    fake.org("big", owner="jane", members=[f"user{number}" for number in range(50)])
    result = await called(hub, "orgs_export_members", Policy(max_characters=500), org_name="big")
    assert len(text_of(result)) < 560
    assert "more characters)" in text_of(result)


async def test_secrets_in_other_results_are_hidden(hub: DockerHub, fake: FakeHub) -> None:
    fake.fault("users.me", status=200, json={"id": "x", "nested": [{"token": "sesame"}], "token_label": "ci"})
    assert await succeed(hub, "users_me") == {"id": "x", "nested": [{"token": "<hidden>"}], "token_label": "ci"}


async def test_lists_of_tokens_are_offered_without_the_secrets(hub: DockerHub, fake: FakeHub) -> None:
    assert {"access_tokens_list", "access_tokens_get"} <= await names(hub, Policy())
    fake.personal_token("jane", secret="dckr_pat_dummy")
    page = await succeed(hub, "access_tokens_list", fields=["*"])
    assert "dckr_pat_dummy" not in str(page)


@pytest.mark.parametrize(
    "value",
    [
        {"token": ["dckr_pat_CANARY"]}, {"token": {"value": "CANARY"}},
        {"text": "use dckr_pat_CANARY"}, [{"password": "CANARY"}],
    ],
)  # fmt: skip
def test_secrets_are_hidden_in_lists_objects_and_text(value: Any) -> None:
    assert "CANARY" not in results.single_text(results.without_secrets(value), 1000)


def test_halves_of_surrogate_pairs_can_be_written() -> None:
    for value in ("\ud800", {"\udfff": "\ud800"}):
        results.single_text(value, 1000).encode()
    results.page_text([{"name": "\ud800"}], {}, str, 1000).encode()


@pytest.mark.parametrize("count", [500, 20_000])
def test_the_result_of_a_write_with_very_many_fields_stays_short(count: int) -> None:
    text = results.single_text({f"field{number}": "x" * 5 for number in range(count)}, 2000, is_done=True)
    assert len(text) <= 2000
    assert json.loads(text)["left_out"] == f"all {count} fields"


def test_kept_field_of_a_long_result_stays_beside_very_many_others() -> None:
    value = {"token": "t" * 3000, **{f"field{number}": "x" * 5 for number in range(500)}}
    shown = json.loads(results.single_text(value, 2000, is_done=True, kept=["token"]))
    assert shown == {"token": value["token"], "left_out": "all 500 other fields"}
    assert json.loads(results.single_text({"token": "t" * 3000}, 2000, is_done=True, kept=["token"])) == {
        "token": "t" * 3000,
        "left_out": [],
    }

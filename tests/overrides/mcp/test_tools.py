"""Tools: hints, arguments, cursors."""

import time
from typing import Any

import pytest
from aiodockerhub import ArgumentError, DockerHub
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server
from aiodockerhub.mcp.tools import convert_arguments, input_schema
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import load
from mcp import Client

from tests.overrides.mcp.kit import fail, succeed


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


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"namespace": "acme"}, "arguments: missing: repository"),
        ({"namespace": "acme", "repository": 5}, "repository: expected a string, got 5"),
        (
            {"namespace": "acme", "repository": "app", "colour": "red"},
            "arguments: unknown: 'colour'; there are namespace, repository, ",
        ),
        (
            {"namespace": "acme", "repository": "app", "field": ["name"]},
            "unknown: 'field'; did you mean fields? there are namespace",
        ),
        ({"namespace": "acme", "repository": ".."}, "repository"),
    ],
)
async def test_arguments_are_checked_before_anything_is_sent(
    hub: DockerHub, fake: FakeHub, given: dict[str, Any], told: str
) -> None:
    assert told in await fail(hub, "repositories_get", **given)
    assert not fake.requests


def nested(depth: int) -> list[Any]:
    value = list[Any]()
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [10**5000, [10**5000], nested(900), {"a": nested(900)}], ids=range(4))
def test_values_that_cannot_be_shown_are_refused_with_an_error_of_ours(value: object) -> None:
    entry = load()["repositories"]["operations"]["list_tags"]
    for name in ("namespace", "page_size", "fields"):
        given: dict[str, Any] = {"namespace": "acme", "repository": "app", name: value}
        with pytest.raises(ArgumentError) as caught:
            convert_arguments(entry, Policy(), given)
        assert len(str(caught.value)) < 30_000


def test_of_any_number_of_mistakes_the_first_ten_are_named_and_no_more_are_looked_at() -> None:
    entry = load()["repositories"]["operations"]["list_tags"]
    unknown = {f"namespac{number}\n" + "e" * 100_000: 1 for number in range(200)}
    wrong = {"namespace": "acme", "repository": "app", "fields": list(range(1000))}
    begun = time.process_time()
    for given in (unknown, wrong):
        with pytest.raises(ArgumentError) as caught:
            convert_arguments(entry, Policy(), given)
        assert len(str(caught.value)) < 30_000
        assert "\n" not in str(caught.value)
    assert str(caught.value).count("expected") <= 10
    assert time.process_time() - begun < 2


async def test_times_are_times(hub: DockerHub, fake: FakeHub) -> None:
    await succeed(hub, "audit_logs_list", account="acme", from_="2026-01-31T12:00:00+02:00")
    assert fake.requests[-1].query["from"] == "2026-01-31T10:00:00Z"
    told = await fail(hub, "audit_logs_list", account="acme", from_="yesterday")
    assert "from_: expected a time such as 2026-01-31T12:00:00Z, or 2026-01-31, got 'yesterday'" in told
    await succeed(hub, "audit_logs_list", account="acme", from_="2026-01-31")
    assert fake.requests[-1].query["from"] == "2026-01-31T00:00:00Z"
    sent = len(fake.requests)
    assert "from_: expected a time" in await fail(hub, "audit_logs_list", account="acme", from_="2026-01-31T12:00:00")
    assert len(fake.requests) == sent


@pytest.mark.parametrize("page_size", [1, 20, 1000])
def test_default_page_size_of_a_tool_is_what_a_call_without_one_sends_and_allowed_by_its_schema(page_size: int) -> None:
    policy = Policy(page_size=page_size)
    sizes = set[tuple[int, int]]()
    for entry in (entry for resource in load().values() for entry in resource["operations"].values()):
        given = {each["name"]: "x" for each in entry["arguments"] if each["required"]}
        size = entry["paging"]["size"] if entry["paging"] is not None else None
        if size is None or size in given:
            continue
        schema = input_schema(entry, policy)["properties"][size]
        assert convert_arguments(entry, policy, given).keywords[size] == schema["default"] <= schema["maximum"]
        sizes.add((schema["default"], schema["maximum"]))
    assert (page_size, 100) in sizes or page_size > 100


async def test_cursor_keeps_the_page_size_of_the_first_page(hub: DockerHub) -> None:
    given = {"namespace": "acme", "repository": "app"}
    first = await succeed(hub, "repositories_list_tags", **given, page_size=5)
    second = await succeed(hub, "repositories_list_tags", **given, cursor=first["next_cursor"])
    assert len(second["items"]) == 5


async def test_whole_number_with_a_fraction_of_zero_is_an_integer(hub: DockerHub) -> None:
    page = await succeed(hub, "repositories_list_tags", namespace="acme", repository="app", page_size=5.0)
    assert len(page["items"]) == 5
    assert "page_size: expected an integer, got 5.5" in await fail(
        hub, "repositories_list_tags", namespace="acme", repository="app", page_size=5.5
    )


async def test_null_is_left_out_where_it_has_no_meaning(hub: DockerHub) -> None:
    page = await succeed(
        hub, "repositories_list_tags", namespace="acme", repository="app", cursor=None, fields=None, name=None
    )
    assert page["items"]
    missing = await fail(hub, "repositories_list_tags", namespace="acme", repository=None)
    assert "arguments: missing: repository" in missing
    entry = load()["org_access_tokens"]["operations"]["create"]
    kept = convert_arguments(
        entry, Policy(), {"org_name": "acme", "label": "ci", "expires_at": None, "description": None}
    )
    assert kept.keywords == {"label": "ci", "expires_at": None}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"namespace": "acme/app"}, "give namespace='acme' and repository='app' in place of 'acme/app'"),
        ({"repository": "acme/app"}, "give namespace='acme' and repository='app' in place of 'acme/app'"),
    ],
)
async def test_repository_in_one_word_is_told_to_be_two(hub: DockerHub, given: dict[str, str], told: str) -> None:
    assert told in await fail(hub, "repositories_get", **given)


async def test_change_of_nothing_is_refused(hub: DockerHub, fake: FakeHub) -> None:
    writing = Policy(allow_writes=True)
    refusal = await fail(hub, "repositories_update", writing, namespace="acme", repository="app", status=None)
    entries = load()["repositories"]["operations"]["update"]["arguments"]
    fields = ", ".join(entry["name"] for entry in entries if entry["location"] == "body")
    assert f"there is nothing to change: give one of {fields}" in refusal
    assert not fake.requests


async def test_notes_speak_of_tools_and_not_of_programs(hub: DockerHub, fake: FakeHub) -> None:
    fake.fault("repositories.delete_tag", status=403, json={"message": "tag is immutable"})
    writing = Policy(allow_writes=True)
    refusal = await fail(hub, "repositories_delete_tag", writing, namespace="acme", repository="app", tag="latest")
    assert "`repositories_update_immutable_tags`" in refusal
    absent = await fail(hub, "repositories_get", namespace="acme", repository="app:latest")
    assert "ImageReference" not in absent

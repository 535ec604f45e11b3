"""Tools: hints, arguments, cursors."""

from typing import Any

import pytest
from aiodockerhub import DockerHub
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server
from aiodockerhub.testing import FakeHub
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
    ("arguments", "told"),
    [
        ({"namespace": "acme"}, "arguments: 'repository' is a required property"),
        ({"namespace": "acme", "repository": 5}, "repository: 5 is not of type 'string'"),
        (
            {"namespace": "acme", "repository": "app", "colour": "red"},
            "arguments: unknown: colour; there are namespace, repository, fields",
        ),
        (
            {"namespace": "acme", "repository": "app", "field": ["name"]},
            "unknown: field; did you mean fields? there are namespace",
        ),
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
    assert "from_: expected a time such as 2026-01-31T12:00:00Z, or 2026-01-31, got 'yesterday'" in told
    await succeed(hub, "audit_logs_list", account="acme", from_="2026-01-31")
    assert fake.requests[-1].query["from"] == "2026-01-31T00:00:00Z"
    sent = len(fake.requests)
    assert "from_: expected a time" in await fail(hub, "audit_logs_list", account="acme", from_="2026-01-31T12:00:00")
    assert len(fake.requests) == sent


async def test_cursor_keeps_the_page_size_of_the_first_page(hub: DockerHub) -> None:
    given = {"namespace": "acme", "repository": "app"}
    first = await succeed(hub, "repositories_list_tags", **given, page_size=5)
    second = await succeed(hub, "repositories_list_tags", **given, cursor=first["next_cursor"])
    assert len(second["items"]) == 5

"""Access tokens are read, written and refused as the service does."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    Call,
    ForbiddenError,
    Scope,
    calls,
    models,
)

from tests.overrides.overlay.samples import LIST_TOKENS, decoded, organization_token, page, personal_token, responding


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
        async with responding(status, None, requests) as hub:
            await hub.access_tokens.delete("0f2f")
    assert [request.method for request in requests] == ["DELETE"] * 3


async def test_d19_the_plan_refuses_scopes() -> None:
    message = "not allowed to create a scoped personal access token with your current plan"
    async with responding(403, {"errinfo": None, "message": message}, []) as hub:
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
    async with responding(201, organization_token(token="dckr_oat_dummy"), requests) as hub:
        await hub.org_access_tokens.create(
            "acme",
            label="ci",
            resources=[models.OrgAccessTokenResource(type="TYPE_REPO", path="acme/*", scopes=[scope])],
            expires_at=datetime(2030, 1, 1, tzinfo=UTC),
        )
    body = json.loads(requests[-1].content)
    assert body["resources"] == [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}]
    assert body["expires_at"] == "2030-01-01T00:00:00Z"

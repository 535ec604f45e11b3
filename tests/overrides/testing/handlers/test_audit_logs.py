"""Audit logs of a fake Hub."""

from typing import Any

import httpx
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.operations import OPERATIONS

from tests.overrides.testing.conftest import SignIn


async def test_the_audit_log_has_no_count_is_filtered_and_just_ends(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    for name in ("one", "two", "three"):
        fake.clock.advance(60)
        fake.tag("acme/app", name)

    async def log(**params: str | int) -> list[dict[str, Any]]:
        response = await http.get("/v2/auditlogs/acme", headers=jane, params=params)
        assert list(response.json()) == ["logs"]
        events: list[dict[str, Any]] = response.json()["logs"]
        return events

    everything = await log()
    assert [event["action"] for event in everything] == ["repo.tag.push"] * 3 + ["org.create"]
    assert [event["data"].get("tag") for event in await log(page_size=2, page=1)] == ["three", "two"]
    assert await log(page=9) == []
    assert len(await log(action="org.create")) == 1
    assert len(await log(actor="jane")) == 4
    assert await log(actor="joe") == []
    assert [event["data"]["tag"] for event in await log(**{"from": everything[0]["timestamp"]})] == ["three"]
    assert len(await log(to=everything[2]["timestamp"])) == 2
    for params in ({"from": "yesterday"}, {"page": "0"}, {"to": "2026-01-01"}, {"from": "2026-01-01 00:00:00Z"}):
        assert (await http.get("/v2/auditlogs/acme", headers=jane, params=params)).status_code == 400


async def test_every_action_in_the_log_is_among_the_listed_ones(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    groups = (await http.get("/v2/auditlogs/acme/actions", headers=jane)).json()["actions"]
    known = {f"{group}.{action['name']}" for group, listed in groups.items() for action in listed["actions"]}
    token = {"label": "ci", "resources": []}
    await http.post("/v2/orgs/acme/access-tokens", headers=jane, json=token)
    await http.put("/v2/orgs/acme/members/ann", headers=jane, json={"role": "editor"})
    await http.delete("/v2/orgs/acme/groups/developers", headers=jane)
    log = (await http.get("/v2/auditlogs/acme", headers=jane)).json()["logs"]
    assert {event["action"] for event in log} <= known


async def test_the_log_names_the_token_behind_an_actor(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    resource = {"type": "TYPE_ORG", "path": "acme", "scopes": ["scope-member-edit"]}
    session = await sign_in("acme", fake.org_token("acme", resource))
    await http.delete("/v2/orgs/acme/members/ann", headers=session)
    log = (await http.get("/v2/auditlogs/acme", headers=await sign_in("jane"))).json()["logs"]
    assert log[0]["actor"] == 'acme - access token "seeded"'


async def test_own_log_of_a_user(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    fake.repository("jane/own", tags=1)
    fake.tag("jane/own", "new")
    log = (await http.get("/v2/auditlogs/jane", headers=await sign_in("jane"))).json()["logs"]
    assert [event["account"] for event in log] == ["jane"]


async def test_a_page_has_as_many_events_as_the_document_states(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    paging = OPERATIONS["audit_logs.list"].paging
    assert paging is not None
    assert paging.default_size is not None
    for number in range(paging.default_size + 5):
        fake.tag("acme/app", f"t{number}")
    response = await http.get("/v2/auditlogs/acme", headers=await sign_in("jane"))
    assert len(response.json()["logs"]) == paging.default_size

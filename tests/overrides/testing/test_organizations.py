import csv
import io
from typing import Any

import httpx
import pytest
from aiodockerhub.testing import FakeHub, Settings

from .conftest import SignIn


async def test_members_come_as_one_page_of_25_with_capitalised_roles(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    fake.org("big", owner="jane", members=[f"member-{number:02}" for number in range(30)])
    page = (await http.get("/v2/orgs/big/members", headers=await sign_in("jane"))).json()
    assert (page["count"], len(page["results"])) == (31, 25)
    assert page["next"] == "https://hub.docker.com/v2/orgs/big/members?page=2"
    roles = {person["username"]: person["role"] for person in page["results"]}
    assert (roles["jane"], roles["member-00"]) == ("Owner", "Member")
    assert len(page["results"][0]["id"]) == 32


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({}, ["jane", "joe", "ann"]),
        ({"role": "editor"}, ["joe"]),
        ({"search": "JANE D"}, ["jane"]),
        ({"search": "ann@example"}, ["ann"]),
        ({"type": "invitee"}, ["stranger", ""]),
        ({"invites": "true"}, ["jane", "joe", "ann", "stranger", ""]),
        ({"type": "all", "search": "new@"}, [""]),
    ],
)
async def test_members_are_searched_and_filtered(
    http: httpx.AsyncClient, sign_in: SignIn, params: dict[str, str], names: list[str]
) -> None:
    jane = await sign_in("jane")
    await http.post("/v2/invites/bulk", headers=jane, json={"org": "acme", "invitees": ["stranger", "new@example.com"]})
    page = (await http.get("/v2/orgs/acme/members", headers=jane, params=params)).json()
    assert [person["username"] for person in page["results"]] == names


@pytest.mark.parametrize("params", [{"role": "boss"}, {"type": "x"}, {"invites": "perhaps"}, {"page": "0"}])
async def test_parameters_of_the_list_of_members_are_checked(
    http: httpx.AsyncClient, sign_in: SignIn, params: dict[str, str]
) -> None:
    answer = await http.get("/v2/orgs/acme/members", headers=await sign_in("jane"), params=params)
    assert answer.status_code == 400


async def test_the_export_is_csv_with_everyone_in_it(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    await http.post("/v2/invites/bulk", headers=jane, json={"org": "acme", "invitees": ["new@example.com"]})
    answer = await http.get("/v2/orgs/acme/members/export", headers=jane)
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="acme-members-' in answer.headers["content-disposition"]
    rows = {row["Username"]: row for row in csv.DictReader(io.StringIO(answer.text))}
    assert (rows["jane"]["Role"], rows["jane"]["Teams"], rows["jane"]["Type"]) == ("Owner", "owners", "User")
    assert (rows[""]["Email"], rows[""]["Type"]) == ("new@example.com", "Invitee")
    assert rows["ann"]["Date Joined"].endswith(" +0000 UTC")


async def test_roles_are_lower_case_in_requests_and_the_last_owner_stays(
    http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    path = "/v2/orgs/acme/members"
    assert (await http.put(f"{path}/jane", headers=jane, json={"role": "member"})).status_code == 400
    assert (await http.delete(f"{path}/jane", headers=jane)).status_code == 400
    assert (await http.delete("/v2/orgs/acme/groups/owners/members/jane", headers=jane)).status_code == 403
    promoted = await http.put(f"{path}/ann", headers=jane, json={"role": "owner"})
    assert (promoted.json()["role"], promoted.json()["groups"]) == ("Owner", ["owners", "developers"])
    lowered = await http.put(f"{path}/ann", headers=jane, json={"role": "editor"})
    assert (lowered.json()["role"], lowered.json()["groups"]) == ("Editor", ["developers"])
    assert (await http.put(f"{path}/ann", headers=jane, json={"role": "Owner"})).status_code == 400
    assert (await http.delete(f"{path}/ann", headers=jane)).status_code == 204
    assert (await http.delete(f"{path}/ann", headers=jane)).status_code == 404
    members = await http.get("/v2/orgs/acme/groups/developers/members", headers=jane)
    assert members.json()["count"] == 0


async def test_groups_are_made_renamed_filled_and_deleted(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    path = "/v2/orgs/acme/groups"
    made = await http.post(path, headers=jane, json={"name": "docs", "description": "Writers"})
    assert made.status_code == 201
    assert (await http.post(path, headers=jane, json={"name": "docs"})).status_code == 400
    patched = await http.patch(f"{path}/docs", headers=jane, json={"description": "Authors"})
    assert (patched.json()["name"], patched.json()["description"]) == ("docs", "Authors")
    renamed = await http.put(f"{path}/docs", headers=jane, json={"name": "texts"})
    assert (renamed.json()["id"], renamed.json()["description"]) == (made.json()["id"], "")
    assert (await http.get(f"{path}/docs", headers=jane)).status_code == 404
    added = await http.post(f"{path}/texts/members", headers=jane, json={"member": "stranger"})
    assert (added.status_code, added.content) == (200, b"")
    assert (await http.get(f"{path}/texts", headers=jane)).json()["member_count"] == 1
    own = await http.get(path, headers=jane, params={"username": "stranger"})
    assert [team["name"] for team in own.json()["results"]] == ["texts"]
    orgs = await http.get("/v2/user/orgs/", headers=await sign_in("stranger"))
    assert [org["orgname"] for org in orgs.json()["results"]] == ["acme"]
    nobody = await http.post(f"{path}/texts/members", headers=jane, json={"member": "nobody"})
    assert (nobody.status_code, nobody.json()["message"]) == (404, "User not found")
    assert (await http.delete(f"{path}/texts/members/stranger", headers=jane)).status_code == 204
    assert (await http.delete(f"{path}/texts/members/stranger", headers=jane)).status_code == 404
    assert (await http.delete(f"{path}/texts", headers=jane)).status_code == 204
    assert (await http.delete(f"{path}/owners", headers=jane)).status_code == 403


async def test_joining_and_leaving_the_owners_changes_the_role(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    path = "/v2/orgs/acme/groups/owners/members"
    await http.post(path, headers=jane, json={"member": "ann"})
    ann = await sign_in("ann")
    assert (await http.get("/v2/orgs/acme/access-tokens", headers=ann)).status_code == 200
    await http.delete(f"{path}/ann", headers=jane)
    assert (await http.get("/v2/orgs/acme/access-tokens", headers=ann)).status_code == 403


async def test_only_owners_see_addresses_in_a_group(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    path = "/v2/orgs/acme/groups/developers/members"
    seen = (await http.get(path, headers=await sign_in("jane"), params={"search": "ann@"})).json()["results"]
    assert seen[0]["email"] == "ann@example.com"
    hidden = (await http.get(path, headers=await sign_in("ann"))).json()["results"]
    assert "email" not in hidden[0]
    assert (await http.get(path, headers=await sign_in("ann"), params={"search": "ann@"})).json()["count"] == 0


async def test_a_deleted_group_loses_its_repositories(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    await http.delete("/v2/orgs/acme/groups/developers", headers=await sign_in("jane"))
    assert fake.world.repositories["acme", "vault"].groups == {}


async def test_invites_in_bulk_tell_what_became_of_each(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    body: dict[str, Any] = {
        "org": "acme",
        "team": "developers",
        "invitees": ["stranger", "new@example.com", "ann", "nobody", "a@b"],
    }
    dry = await http.post("/v2/invites/bulk", headers=jane, json=body | {"dry_run": True})
    assert dry.status_code == 202
    assert all("invite" not in entry for entry in dry.json()["invitees"])
    sent = await http.post("/v2/invites/bulk", headers=jane, json=body)
    entries = {entry["invitee"]: entry for entry in sent.json()["invitees"]}
    assert {name: entry["status"] for name, entry in entries.items()} == {
        "stranger": "invited",
        "new@example.com": "invited",
        "ann": "existing_org_member",
        "nobody": "invalid_email_or_docker_id",
        "a@b": "invalid_email_or_docker_id",
    }
    again = await http.post("/v2/invites/bulk", headers=jane, json=body)
    assert again.json()["invitees"][0]["status"] == "existing_invite"
    pending = (await http.get("/v2/orgs/acme/invites", headers=jane)).json()["data"]
    assert [invite["invitee"] for invite in pending] == ["stranger", "new@example.com"]
    assert pending[0] == entries["stranger"]["invite"]
    assert (pending[0]["inviter_username"], pending[0]["team"]) == ("jane", "developers")
    path = f"/v2/invites/{pending[0]['id']}"
    assert (await http.patch(f"{path}/resend", headers=jane)).status_code == 204
    assert (await http.delete(path, headers=await sign_in("ann"))).status_code == 403
    assert (await http.delete(path, headers=jane)).status_code == 204
    assert (await http.delete(path, headers=jane)).status_code == 404


async def test_invites_need_seats_and_a_team_that_exists(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    fake.org("small", owner="jane", seats=2)
    jane = await sign_in("jane")
    full = {"org": "small", "invitees": ["a@example.com", "b@example.com"]}
    assert (await http.post("/v2/invites/bulk", headers=jane, json=full)).status_code == 409
    team = {"org": "small", "team": "none", "invitees": []}
    assert (await http.post("/v2/invites/bulk", headers=jane, json=team)).status_code == 400


async def test_settings_are_kept(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    path = "/v2/orgs/acme/settings"
    images = {"enabled": True, "allow_official_images": True, "allow_verified_publishers": False}
    assert (await http.put(path, headers=jane, json={"restricted_images": images})).status_code == 200
    assert (await http.get(path, headers=jane)).json() == {"restricted_images": images}
    assert (await http.put(path, headers=jane, json={"restricted_images": {"enabled": True}})).status_code == 400
    assert (await http.put(path, headers=jane, json={"restricted_images": []})).status_code == 400
    access = f"{path}/registry-access-management"
    assert (await http.get(access, headers=jane)).json()["enabled"] is False
    registries = {
        "enabled": True,
        "standard_registries": [{"id": "DockerHub", "allowed": True}],
        "custom_registries": [{"address": "registry.example.com", "friendly_name": "Ours", "allowed": True}],
    }
    await http.put(access, headers=jane, json=registries)
    assert (await http.get(access, headers=jane)).json() == registries
    assert (await http.put(access, headers=jane, json={"enabled": True})).status_code == 400


async def test_users_and_organizations_redirect_to_each_other(http: httpx.AsyncClient) -> None:
    user = await http.get("/v2/orgs/jane")
    org = await http.get("/v2/users/acme/")
    assert (user.status_code, user.headers["location"]) == (308, "/v2/users/jane")
    assert (org.status_code, org.headers["location"]) == (308, "/v2/orgs/acme")
    assert (await http.get("/v2/orgs/acme/")).json()["badge"] == ""
    assert (await http.get("/v2/users/jane")).json()["username"] == "jane"
    assert (await http.get("/v2/users/nobody")).json() == {"message": "User not found", "errinfo": {}}
    assert (await http.get("/v2/orgs/nobody")).status_code == 404


async def test_namespaces_are_the_user_and_their_organizations(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    answer = await http.get("/v2/repositories/namespaces/", headers=await sign_in("ann"))
    assert answer.json() == {"namespaces": ["ann", "acme"]}


async def test_the_audit_log_has_no_count_is_filtered_and_just_ends(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    for name in ("one", "two", "three"):
        fake.clock.advance(60)
        fake.tag("acme/app", name)

    async def log(**params: str | int) -> list[dict[str, Any]]:
        answer = await http.get("/v2/auditlogs/acme", headers=jane, params=params)
        assert list(answer.json()) == ["logs"]
        events: list[dict[str, Any]] = answer.json()["logs"]
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


async def test_a_pat_shows_its_value_once(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    body = {"token_label": "ci", "scopes": ["repo:read"], "expires_at": "2030-01-01T00:00:00Z"}
    made = await http.post("/v2/access-tokens", headers=jane, json=body)
    assert made.status_code == 201
    assert made.json()["token"].startswith("dckr_pat_")
    path = f"/v2/access-tokens/{made.json()['uuid']}"
    read = (await http.get(path, headers=jane)).json()
    assert (read["token"], read["last_used"], read["expires_at"]) == ("", None, "2030-01-01T00:00:00Z")
    await sign_in("jane", made.json()["token"])
    page = (await http.get("/v2/access-tokens", headers=jane)).json()
    assert (page["count"], page["active_count"], page["next"]) == (1, 1, None)
    assert page["results"][0]["last_used"] is not None
    changed = await http.patch(path, headers=jane, json={"token_label": "cd", "is_active": False})
    assert (changed.json()["token_label"], changed.json()["is_active"]) == ("cd", False)
    assert (await http.get("/v2/access-tokens", headers=jane)).json()["active_count"] == 0
    assert (await http.delete(path, headers=jane)).status_code == 204
    assert (await http.get(path, headers=jane)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"scopes": []},
        {"token_label": "", "scopes": []},
        {"token_label": "x" * 101, "scopes": []},
        {"token_label": "x", "scopes": ["repo:everything"]},
        {"token_label": "x", "scopes": "repo:read"},
        {"token_label": "x", "scopes": [], "expires_at": "soon"},
        {"token_label": "x", "scopes": [], "expires_at": None},
    ],
)
async def test_a_pat_that_makes_no_sense_is_refused(
    http: httpx.AsyncClient, sign_in: SignIn, body: dict[str, object]
) -> None:
    answer = await http.post("/v2/access-tokens", headers=await sign_in("jane"), json=body)
    assert answer.status_code == 400
    assert list(answer.json()) == ["fields", "text"]


async def test_a_plan_may_not_have_scoped_pats() -> None:
    fake = FakeHub(settings=Settings(scoped_tokens=False))
    fake.user("jane")
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        login = await http.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
        headers = {"Authorization": f"Bearer {login.json()['access_token']}"}
        body = {"token_label": "x", "scopes": ["repo:read"]}
        refused = await http.post("/v2/access-tokens", headers=headers, json=body)
        allowed = await http.post("/v2/access-tokens", headers=headers, json=body | {"scopes": ["repo:admin"]})
    assert refused.json() == {
        "errinfo": None,
        "message": "not allowed to create a scoped personal access token with your current plan",
    }
    assert (refused.status_code, allowed.status_code) == (403, 201)


OAT = {
    "label": "ci",
    "description": "For CI",
    "resources": [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}],
    "expires_at": "2029-12-31T23:59:59Z",
}


async def test_an_oat_shows_its_value_once_and_its_maker_later(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    made = await http.post("/v2/orgs/acme/access-tokens", headers=jane, json=OAT)
    assert made.status_code == 201
    assert not {"created_by", "last_used_at"} & made.json().keys()
    assert made.json()["token"].startswith("dckr_oat_")
    assert made.json()["expires_at"] == OAT["expires_at"]
    path = f"/v2/orgs/acme/access-tokens/{made.json()['id']}"
    read = (await http.get(path, headers=jane)).json()
    assert "token" not in read
    assert (read["created_by"], read["resources"], read["last_used_at"]) == ("jane", OAT["resources"], None)
    await sign_in("acme", made.json()["token"])
    page = (await http.get("/v2/orgs/acme/access-tokens", headers=jane)).json()
    assert list(page) == ["total", "next", "previous", "results"]
    assert "resources" not in page["results"][0]
    assert page["results"][0]["last_used_at"] is not None
    body = {"label": "cd", "description": "", "resources": [], "is_active": False}
    changed = (await http.patch(path, headers=jane, json=body)).json()
    assert {key: changed[key] for key in body} == body
    refused = await http.post("/v2/auth/token", json={"identifier": "acme", "secret": made.json()["token"]})
    assert refused.status_code == 401
    assert (await http.delete(path, headers=jane)).status_code == 204
    assert (await http.delete(path, headers=jane)).status_code == 404


async def test_an_expired_oat_no_longer_signs_in(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    made = await http.post("/v2/orgs/acme/access-tokens", headers=await sign_in("jane"), json=OAT)
    login = {"identifier": "acme", "secret": made.json()["token"]}
    assert (await http.post("/v2/auth/token", json=login)).status_code == 200
    fake.clock.advance(10 * 365 * 24 * 3600)
    assert (await http.post("/v2/auth/token", json=login)).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"label": ""},
        {"label": 1},
        {"description": "x" * 201},
        {"expires_at": "2029-12-31"},
        {"resources": {}},
        {"resources": [1]},
        {"resources": [{"type": "TYPE_X", "path": "acme/*", "scopes": []}]},
        {"resources": [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["image-pull"]}]},
        {"resources": [{"type": "TYPE_REPO", "path": "acme/nothing", "scopes": []}]},
        {"resources": [{"type": "TYPE_REPO", "path": "other/*", "scopes": []}]},
        {"resources": [{"type": "TYPE_ORG", "path": "other", "scopes": []}]},
        {"resources": [{"type": "TYPE_REPO", "path": "acme/*", "scopes": []}] * 51},
    ],
)
async def test_an_oat_that_makes_no_sense_is_refused(
    http: httpx.AsyncClient, sign_in: SignIn, change: dict[str, object]
) -> None:
    answer = await http.post("/v2/orgs/acme/access-tokens", headers=await sign_in("jane"), json={**OAT, **change})
    assert answer.status_code == 400
    assert list(answer.json()) == ["fields", "text"]


async def test_the_number_of_oats_is_limited(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    fake.settings.org_tokens = 1
    fake.org_token("acme")
    answer = await http.post("/v2/orgs/acme/access-tokens", headers=await sign_in("jane"), json=OAT)
    assert answer.status_code == 403

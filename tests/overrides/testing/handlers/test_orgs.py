"""Organizations of a fake Hub: members, their export and roles, settings."""

import csv
import io

import httpx
import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn


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
    response = await http.get("/v2/orgs/acme/members", headers=await sign_in("jane"), params=params)
    assert response.status_code == 400


async def test_the_export_is_csv_with_everyone_in_it(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    await http.post("/v2/invites/bulk", headers=jane, json={"org": "acme", "invitees": ["new@example.com"]})
    response = await http.get("/v2/orgs/acme/members/export", headers=jane)
    assert response.headers["content-type"].startswith("text/csv")
    assert 'filename="acme-members-' in response.headers["content-disposition"]
    rows = {row["Username"]: row for row in csv.DictReader(io.StringIO(response.text))}
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

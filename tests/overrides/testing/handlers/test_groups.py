"""Groups of an organization of a fake Hub."""

import httpx
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn


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

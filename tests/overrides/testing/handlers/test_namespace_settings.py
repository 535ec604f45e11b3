import httpx

from tests.overrides.testing.conftest import SignIn

BASE = "/v2/namespaces/acme"
SETTINGS = {
    "disable_public_repositories": True,
    "disable_push_member_namespaces": True,
    "repository_allowlist_enabled": True,
    "require_federated_auth_for_push": False,
}


async def test_settings_are_kept_and_sent_as_a_whole(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    assert not any((await http.get(f"{BASE}/settings", headers=jane)).json().values())
    assert (await http.put(f"{BASE}/settings", headers=jane, json=SETTINGS)).status_code == 200
    assert (await http.get(f"{BASE}/settings", headers=jane)).json() == SETTINGS
    part = {"disable_public_repositories": False}
    assert (await http.put(f"{BASE}/settings", headers=jane, json=part)).status_code == 400


async def test_only_owners_change_them(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    ann = await sign_in("ann")
    assert (await http.get(f"{BASE}/settings", headers=ann)).status_code == 200
    assert (await http.put(f"{BASE}/settings", headers=ann, json=SETTINGS)).status_code == 403
    assert (await http.get(f"{BASE}/settings", headers=await sign_in("stranger"))).status_code == 403


async def test_the_allowlist_is_changed_by_names_in_the_body(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane, path = await sign_in("jane"), f"{BASE}/allowlist/items"

    async def change(method: str, *names: str) -> int:
        return (await http.request(method, path, headers=jane, json={"repository_names": names})).status_code

    assert await change("POST", "library/nginx", "acme/app") == 200
    assert await change("POST", "acme/app") == 200
    page = (await http.get(path, headers=jane)).json()
    assert page["results"] == [{"repository_name": "library/nginx"}, {"repository_name": "acme/app"}]
    assert await change("DELETE", "library/nginx", "acme/other") == 204
    assert (await http.get(path, headers=jane)).json()["count"] == 1
    assert await change("POST", " ") == 400
    assert (await http.request("DELETE", path, headers=jane)).status_code == 400


async def test_new_repositories_are_as_visible_as_the_settings_say(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane, path = await sign_in("jane"), f"{BASE}/registry-settings"
    change = f"{path}/default_repo_visibility"
    assert (await http.get(path, headers=jane)).json() == {"default_repo_visibility": "public"}
    await http.patch(change, headers=jane, json={"default_repo_visibility": "private"})
    assert (await http.get(path, headers=jane)).json() == {"default_repo_visibility": "private"}
    assert (await http.patch(change, headers=jane, json={"default_repo_visibility": "x"})).status_code == 400
    created = await http.post(f"{BASE}/repositories", headers=jane, json={"name": "new", "namespace": "acme"})
    assert created.json()["is_private"] is True
    body = {"name": "open", "namespace": "acme", "is_private": False}
    assert (await http.post(f"{BASE}/repositories", headers=jane, json=body)).json()["is_private"] is False

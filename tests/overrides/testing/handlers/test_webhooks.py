import httpx

from tests.overrides.testing.conftest import SignIn

PATH = "/v2/repositories/acme/app/webhook_pipeline/"
HOOK = {
    "name": "Our CI",
    "expect_final_callback": True,
    "webhooks": [{"name": "ci", "hook_url": "https://ci.example.com/hook"}],
}


async def test_a_webhook_comes_and_goes(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    created = await http.post(PATH, headers=jane, json=HOOK)
    assert created.status_code == 201
    hook = created.json()
    assert hook == HOOK | {"slug": "our-ci", "created": hook["created"], "last_updated": hook["created"]}
    assert (await http.get(PATH, headers=jane)).json()["results"] == [hook]
    assert (await http.get(f"{PATH}our-ci/history/", headers=jane)).status_code == 200
    assert (await http.delete(f"{PATH}our-ci/", headers=jane)).status_code == 204
    assert (await http.get(PATH, headers=jane)).json()["results"] == []
    for method, path in (("DELETE", f"{PATH}our-ci/"), ("GET", f"{PATH}our-ci/history/")):
        assert (await http.request(method, path, headers=jane)).status_code == 404


async def test_a_registry_is_kept(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    created = await http.post(PATH, headers=jane, json=HOOK | {"registry": "registry-1.docker.io"})
    assert created.json()["registry"] == "registry-1.docker.io"


async def test_what_makes_no_webhook_is_refused(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    for body in ({}, {"name": "x", "webhooks": [{"name": "x"}]}, {"name": "x", "webhooks": "x"}):
        assert (await http.post(PATH, headers=jane, json=body)).status_code == 400
    assert (await http.post(PATH, headers=jane, json=HOOK)).status_code == 201
    assert (await http.post(PATH, headers=jane, json=HOOK)).status_code == 400  # the same once more


async def test_only_administrators_see_them(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    assert (await http.get(PATH, headers=await sign_in("ann"))).status_code == 403

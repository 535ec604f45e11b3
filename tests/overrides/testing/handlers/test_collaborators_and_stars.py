import httpx
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn

COLLABORATORS = "/v2/repositories/jane/own/collaborators/"
STARS = "/v2/repositories/acme/app/stars/"


async def test_a_collaborator_may_write(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    fake.repository("jane/own", private=True)
    jane, joe = await sign_in("jane"), await sign_in("joe")
    own = "/v2/namespaces/jane/repositories/own"
    assert (await http.get(own, headers=joe)).status_code == 404
    assert (await http.post(COLLABORATORS, headers=jane, json={"user": "joe"})).status_code == 201
    seen = (await http.get(own, headers=joe)).json()
    assert (seen["permissions"], seen["collaborator_count"]) == ({"read": True, "write": True, "admin": False}, 1)
    assert (await http.get(COLLABORATORS, headers=jane)).json()["results"] == [{"user": "joe"}]
    assert (await http.delete(f"{COLLABORATORS}joe/", headers=jane)).status_code == 204
    assert (await http.get(own, headers=joe)).status_code == 404
    assert (await http.delete(f"{COLLABORATORS}joe/", headers=jane)).status_code == 404
    assert (await http.post(COLLABORATORS, headers=jane, json={"user": "nobody"})).status_code == 404


async def test_repositories_of_organizations_have_groups_instead(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    path = "/v2/repositories/acme/app/collaborators/"
    assert (await http.post(path, headers=await sign_in("jane"), json={"user": "joe"})).status_code == 403


async def test_a_star_counts_once(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    ann = await sign_in("ann")

    async def stars() -> tuple[int, bool, list[str]]:
        seen = (await http.get("/v2/namespaces/acme/repositories/app", headers=ann)).json()
        starred = (await http.get("/v2/users/ann/repositories/starred", headers=ann)).json()["results"]
        return seen["star_count"], seen["has_starred"], [repository["name"] for repository in starred]

    for _ in range(2):
        assert (await http.post(STARS, headers=ann)).status_code == 201
        assert await stars() == (1, True, ["app"])
    for _ in range(2):
        assert (await http.delete(STARS, headers=ann)).status_code == 204
        assert await stars() == (0, False, [])


async def test_starred_private_repositories_show_to_those_who_may_see_them(
    http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    ann = await sign_in("ann")
    await http.post("/v2/repositories/acme/vault/stars/", headers=ann)
    assert (await http.get("/v2/users/ann/repositories/starred", headers=ann)).json()["count"] == 1
    assert (await http.get("/v2/users/ann/repositories/starred")).json()["count"] == 0
    assert (await http.get("/v2/users/nobody/repositories/starred")).status_code == 404


async def test_a_dockerfile_is_there_for_repositories_built_by_hub(fake: FakeHub, http: httpx.AsyncClient) -> None:
    path = "/v2/repositories/acme/app/dockerfile/"
    assert (await http.get(path)).status_code == 404
    fake.world.repositories["acme", "app"].dockerfile = "FROM scratch\n"
    assert (await http.get(path)).json() == {"contents": "FROM scratch\n"}

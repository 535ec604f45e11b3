"""Personal access tokens of a fake Hub."""

import httpx
import pytest
from aiodockerhub.testing import FakeHub, Settings

from tests.overrides.testing.conftest import SignIn


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
    response = await http.post("/v2/access-tokens", headers=await sign_in("jane"), json=body)
    assert response.status_code == 400
    assert list(response.json()) == ["fields", "text"]


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

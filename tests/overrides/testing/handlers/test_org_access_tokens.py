"""Organization access tokens of a fake Hub."""

import httpx
import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn

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
    response = await http.post("/v2/orgs/acme/access-tokens", headers=await sign_in("jane"), json={**OAT, **change})
    assert response.status_code == 400
    assert list(response.json()) == ["fields", "text"]


async def test_the_number_of_oats_is_limited(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    fake.settings.org_tokens = 1
    fake.org_token("acme")
    response = await http.post("/v2/orgs/acme/access-tokens", headers=await sign_in("jane"), json=OAT)
    assert response.status_code == 403

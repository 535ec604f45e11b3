import base64
import json
from typing import Any

import httpx
import pytest
from aiodockerhub.testing import FakeHub, ManualClock, Settings

from tests.overrides.testing.conftest import SignIn


def claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return decoded


async def test_a_bearer_lives_for_ten_minutes_by_the_clock_of_the_fake(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    session = await sign_in("jane")
    told = claims(session["Authorization"].removeprefix("Bearer "))
    assert told["exp"] - told["iat"] == 600
    assert told["iss"] == "https://api.docker.com/"
    assert told["aud"] == "https://hub.docker.com"
    assert told["https://hub.docker.com"]["username"] == "jane"
    fake.clock.advance(590)
    assert (await http.get("/v2/user/", headers=session)).status_code == 200
    fake.clock.advance(11)
    expired = await http.get("/v2/user/", headers=session)
    assert expired.status_code == 401
    assert expired.json() == {"message": "unauthorized", "errinfo": {}}


async def test_the_response_has_the_token_and_no_expiry(http: httpx.AsyncClient) -> None:
    response = await http.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
    assert list(response.json()) == ["access_token"]


@pytest.mark.parametrize("scheme", ["Bearer", "JWT"])
async def test_both_schemes_mean_the_same(http: httpx.AsyncClient, sign_in: SignIn, scheme: str) -> None:
    session = await sign_in("jane")
    token = session["Authorization"].removeprefix("Bearer ")
    assert (await http.get("/v2/user/", headers={"Authorization": f"{scheme} {token}"})).status_code == 200


@pytest.mark.parametrize("authorization", ["Bearer dckr_pat_dummy", "Bearer a.b.c", "Basic amFuZTpwYXNzd29yZA==", "x"])
async def test_what_is_no_bearer_of_ours_is_unauthorized(http: httpx.AsyncClient, authorization: str) -> None:
    response = await http.get("/v2/user/", headers={"Authorization": authorization})
    assert (response.status_code, response.json()["message"]) == (401, "unauthorized")


async def test_a_token_of_another_fake_is_worth_nothing(http: httpx.AsyncClient) -> None:
    other = FakeHub()
    other.user("jane")
    async with httpx.AsyncClient(transport=other.transport, base_url="https://hub.docker.com") as elsewhere:
        response = await elsewhere.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
    headers = {"Authorization": f"Bearer {response.json()['access_token']}"}
    assert (await http.get("/v2/user/", headers=headers)).status_code == 401


@pytest.mark.parametrize("secret", ["wrong", "", "dckr_pat_dummy"])
async def test_wrong_secrets_are_refused(http: httpx.AsyncClient, secret: str) -> None:
    response = await http.post("/v2/auth/token", json={"identifier": "jane", "secret": secret})
    assert (response.status_code, response.json()) == (401, {"detail": "Incorrect authentication credentials"})


async def test_an_account_is_locked_after_repeated_failures_and_opens_again(
    fake: FakeHub, http: httpx.AsyncClient
) -> None:
    async def attempt(secret: str) -> httpx.Response:
        return await http.post("/v2/auth/token", json={"identifier": "jane", "secret": secret})

    for _ in range(5):
        await attempt("wrong")
    locked = await attempt("password")
    assert locked.status_code == 401
    assert locked.json()["detail"].startswith("Too many failed login attempts")
    fake.clock.advance(601)
    assert (await attempt("password")).status_code == 200


async def test_success_forgets_earlier_failures(http: httpx.AsyncClient) -> None:
    for secret in ["wrong", "wrong", "wrong", "wrong", "password", "wrong", "password"]:
        response = await http.post("/v2/auth/token", json={"identifier": "jane", "secret": secret})
    assert response.status_code == 200


async def test_a_second_factor_is_asked_for_and_its_challenge_works_once(
    fake: FakeHub, http: httpx.AsyncClient
) -> None:
    fake.user("mia", code="123456")
    first = await http.post("/v2/users/login", json={"username": "mia", "password": "password"})
    assert first.status_code == 401
    assert first.json()["detail"] == "Require secondary authentication on MFA enabled account"
    challenge = first.json()["login_2fa_token"]
    wrong = await http.post("/v2/users/2fa-login", json={"login_2fa_token": challenge, "code": "000000"})
    assert wrong.status_code == 401
    right = await http.post("/v2/users/2fa-login", json={"login_2fa_token": challenge, "code": "123456"})
    headers = {"Authorization": f"Bearer {right.json()['token']}"}
    assert (await http.get("/v2/user/", headers=headers)).json()["username"] == "mia"
    again = await http.post("/v2/users/2fa-login", json={"login_2fa_token": challenge, "code": "123456"})
    assert again.status_code == 401


async def test_a_challenge_expires(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.user("mia", code="123456")
    first = await http.post("/v2/users/login", json={"username": "mia", "password": "password"})
    fake.clock.advance(301)
    body = {"login_2fa_token": first.json()["login_2fa_token"], "code": "123456"}
    assert (await http.post("/v2/users/2fa-login", json=body)).status_code == 401


async def test_the_challenge_can_come_with_status_200_as_one_client_expects() -> None:
    fake = FakeHub(settings=Settings(two_factor_status=200))
    fake.user("mia", code="123456")
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        response = await http.post("/v2/users/login", json={"username": "mia", "password": "password"})
    assert response.status_code == 200
    assert "login_2fa_token" in response.json()


async def test_a_pat_needs_no_second_factor_and_no_right_name(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.user("mia", code="123456")
    secret = fake.personal_token("mia")
    response = await http.post("/v2/users/login", json={"username": "whoever", "password": secret})
    assert claims(response.json()["token"])["https://hub.docker.com"]["username"] == "mia"


async def test_a_refresh_token_comes_if_it_is_asked_for(http: httpx.AsyncClient) -> None:
    body = {"username": "jane", "password": "password"}
    plain = await http.post("/v2/users/login", json=body)
    asked = await http.post("/v2/users/login", params={"refresh_token": "true"}, json=body)
    assert "refresh_token" not in plain.json()
    assert asked.json()["refresh_token"]


async def test_organizations_sign_in_with_an_oat_and_by_the_newer_route_only(
    fake: FakeHub, http: httpx.AsyncClient
) -> None:
    secret = fake.org_token("acme")
    new = await http.post("/v2/auth/token", json={"identifier": "acme", "secret": secret})
    old = await http.post("/v2/users/login", json={"username": "acme", "password": secret})
    wrong = await http.post("/v2/auth/token", json={"identifier": "acme", "secret": "password"})
    assert new.status_code == 200
    assert (old.status_code, old.json()) == (401, {"detail": "Cannot log into an organization account"})
    assert (wrong.status_code, wrong.json()) == (401, {"detail": "Cannot log into an organization account"})


async def test_the_clock_can_be_one_that_the_client_shares() -> None:
    clock = ManualClock(start=1_000.0)
    fake = FakeHub(clock=clock)
    fake.user("jane")
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        response = await http.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
    assert claims(response.json()["access_token"])["iat"] == 1000
    await clock.advance(5)
    assert fake.clock.time() == 1005
    assert fake.clock.monotonic() == 5
    with pytest.raises(ValueError, match="from 0 to"):
        fake.clock.advance(-1)
    clock = ManualClock(automatic=True)
    await FakeHub(clock=clock).clock.sleep(3)
    assert clock.slept == [3]

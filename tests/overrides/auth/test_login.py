"""Credentials and tokens through the whole client, against a FakeHub."""

import asyncio
import json
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    BearerToken,
    CredentialsRefusedError,
    DockerHub,
    ForbiddenError,
    NoCredentialsError,
    NotFoundError,
    OrganizationToken,
    Password,
    RequestEvent,
    TwoFactor,
    TwoFactorRequiredError,
    UnauthorizedError,
    UsageError,
)
from aiodockerhub.testing import FakeHub, ManualClock

from tests.overrides.login_service import make_jwt

SECRET = "swordfish-example"
MakeClient = Callable[..., DockerHub]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(automatic=True)


@pytest.fixture
def fake(clock: ManualClock) -> FakeHub:
    fake = FakeHub(clock=clock)
    fake.user("jane", password=SECRET)
    fake.org("acme", owner="jane", scim_token="scim-dummy")
    fake.repository("acme/app", private=True)
    return fake


@pytest.fixture
def client(fake: FakeHub, clock: ManualClock) -> MakeClient:
    def make(credentials: Any = None, **options: Any) -> DockerHub:
        return DockerHub(credentials or Password("jane", SECRET), transport=fake.transport, clock=clock, **options)

    return make


def sent(fake: FakeHub, operation: str) -> int:
    return sum(request.operation == operation for request in fake.requests)


@pytest.mark.parametrize("kind", ["password", "pat", "oat"])
async def test_every_kind_of_credentials_opens_the_session(fake: FakeHub, client: MakeClient, kind: str) -> None:
    scope = {"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-repository-read"]}
    credentials = {
        "password": Password("jane", SECRET),
        "pat": AccessToken("jane", fake.personal_token("jane")),
        "oat": OrganizationToken("acme", fake.org_token("acme", scope)),
    }
    async with client(credentials[kind]) as hub:
        assert (await hub.repositories.get("acme", "app")).name == "app"
    assert sent(fake, "authentication.create_token") == 1


async def test_log_in_carries_no_authorization_and_other_requests_the_bearer(fake: FakeHub, client: MakeClient) -> None:
    async with client() as hub:
        await hub.repositories.get("acme", "app")
    login, get = fake.requests
    assert "authorization" not in login.headers
    assert get.headers["authorization"].startswith("Bearer ey")


@pytest.mark.heavy
async def test_token_that_expires_is_replaced_without_anyone_noticing(
    fake: FakeHub, client: MakeClient, clock: ManualClock
) -> None:
    async with client() as hub:
        for _ in range(4):
            await asyncio.gather(*(hub.repositories.get("acme", "app") for _ in range(100)))
            clock.move(600)
    assert sent(fake, "authentication.create_token") == 4
    assert {request.status for request in fake.requests} == {200}


async def test_token_that_was_revoked_is_replaced_once_for_all_requests_in_flight(
    fake: FakeHub, client: MakeClient
) -> None:
    async with client() as hub:
        await hub.repositories.get("acme", "app")
        fake.world.key = b"another"
        await asyncio.gather(*(hub.repositories.get("acme", "app") for _ in range(50)))
    assert sent(fake, "authentication.create_token") == 2


async def test_request_that_stays_unauthorized_is_replayed_once_and_only_once(
    fake: FakeHub, client: MakeClient
) -> None:
    fault = fake.fault("repositories.get", times=None, status=401, json={"message": "unauthorized", "errinfo": {}})
    async with client() as hub:
        with pytest.raises(UnauthorizedError):
            await hub.repositories.get("acme", "app")
    assert sent(fake, "repositories.get") == 2
    assert sent(fake, "authentication.create_token") == 2
    fault.cancel()


async def test_route_that_always_responds_with_401_does_not_cause_one_log_in_after_the_other(
    fake: FakeHub, client: MakeClient, clock: ManualClock
) -> None:
    fake.fault("repositories.get", times=None, status=401)
    async with client() as hub:
        for _ in range(20):
            with pytest.raises(UnauthorizedError):
                await hub.repositories.get("acme", "app")
        assert sent(fake, "authentication.create_token") == 2
        await hub.repositories.list("acme")
        clock.move(15)
        fake.world.key = b"another"
        await hub.repositories.list("acme")
    assert sent(fake, "authentication.create_token") == 3


async def test_wrong_password_is_tried_once_so_that_the_account_is_not_locked(
    fake: FakeHub, client: MakeClient
) -> None:
    async with client(Password("jane", "wrong-example")) as hub:
        outcomes = await asyncio.gather(
            *(hub.repositories.get("acme", "app") for _ in range(20)), return_exceptions=True
        )
        assert all(isinstance(outcome, CredentialsRefusedError) for outcome in outcomes)
        with pytest.raises(CredentialsRefusedError):
            await hub.repositories.get("acme", "app")
    assert sent(fake, "authentication.create_token") == 1


@pytest.mark.parametrize("status", [200, 401])
async def test_two_factors(fake: FakeHub, client: MakeClient, status: int) -> None:
    fake.user("sam", password=SECRET, code="123456")
    fake.settings.two_factor_status = status
    asked = 0

    async def code() -> str:
        nonlocal asked
        asked += 1
        return "123456"

    async with client(TwoFactor("sam", SECRET, code)) as hub:
        await asyncio.gather(*(hub.repositories.list("acme") for _ in range(20)))
    assert asked == 1
    assert sent(fake, "authentication.two_factor_login") == 1


async def test_challenge_that_the_user_outsat_is_started_over(
    fake: FakeHub, client: MakeClient, clock: ManualClock
) -> None:
    fake.user("sam", password=SECRET, code="123456")
    codes = [("000000", 301), ("123456", 0)]

    async def code() -> str:
        text, wait = codes.pop(0)
        clock.move(wait)
        return text

    async with client(TwoFactor("sam", SECRET, code)) as hub:
        await hub.repositories.list("acme")
    assert codes == []


@pytest.mark.parametrize("status", [200, 401])
async def test_password_for_an_account_with_two_factors(fake: FakeHub, client: MakeClient, status: int) -> None:
    fake.user("sam", password=SECRET, code="123456")
    fake.settings.two_factor_status = status
    async with client(Password("sam", SECRET)) as hub:
        with pytest.raises(TwoFactorRequiredError, match="the password of sam"):
            await hub.repositories.list("acme")


async def test_bearer_token_that_is_refused_is_not_replayed(fake: FakeHub, client: MakeClient) -> None:
    async with client(BearerToken("ey.dummy.token")) as hub:
        with pytest.raises(UnauthorizedError):
            await hub.repositories.get("acme", "app")
    assert [request.operation for request in fake.requests] == ["repositories.get"]


async def test_scim_bearer_and_session_bearer_are_never_mixed_up(fake: FakeHub, client: MakeClient) -> None:
    async with client(scim_token="scim-dummy") as hub:
        await hub.scim.list_users()
        await hub.repositories.get("acme", "app")
    headers = {request.operation: request.headers.get("authorization", "") for request in fake.requests}
    assert headers["scim.list_users"] == "Bearer scim-dummy"
    assert "scim-dummy" not in headers["repositories.get"]
    assert sent(fake, "authentication.create_token") == 1


async def test_anonymous_client_reads_what_is_public_and_says_what_needs_more(
    fake: FakeHub, client: MakeClient
) -> None:
    fake.repository("acme/public")
    async with client(Anonymous()) as hub:
        assert (await hub.repositories.get("acme", "public")).name == "public"
        with pytest.raises(NoCredentialsError, match=r"access_tokens\.list needs credentials"):
            await hub.access_tokens.list()
    assert all("authorization" not in request.headers for request in fake.requests)


async def test_closing_the_client_ends_a_log_in_that_hangs(fake: FakeHub, client: MakeClient) -> None:
    fake.user("sam", password=SECRET, code="123456")
    asked = asyncio.Event()

    async def never() -> str:
        asked.set()
        await asyncio.Event().wait()
        return ""

    hub = client(TwoFactor("sam", SECRET, never))
    async with hub:
        waiting = asyncio.gather(*(hub.repositories.list("acme") for _ in range(3)), return_exceptions=True)
        await asked.wait()
    assert all(isinstance(outcome, Exception) for outcome in await waiting)
    assert len(asyncio.all_tasks()) == 1


async def test_a_log_in_that_needs_itself_is_an_error_and_not_a_silence(fake: FakeHub, client: MakeClient) -> None:
    class Vault:
        async def current(self) -> Password:
            await hub.repositories.get("acme", "app")
            return Password("jane", SECRET)

    hub = client(Vault())
    async with asyncio.timeout(60), hub:
        with pytest.raises(UsageError, match="the log-in would wait for itself"):
            await hub.repositories.get("acme", "app")

    async def ask_for_more(event: RequestEvent) -> None:
        if event.operation == "authentication.create_token":
            await asyncio.gather(meddled.repositories.get("acme", "app"))

    meddled = client(Password("jane", SECRET), on_request=ask_for_more)
    async with asyncio.timeout(60), meddled:
        with pytest.raises(UsageError, match="the log-in would wait for itself"):
            await meddled.repositories.get("acme", "app")


async def test_what_a_provider_leaves_running_may_use_the_client_later(fake: FakeHub, client: MakeClient) -> None:
    ready, left = asyncio.Event(), list[asyncio.Task[str | None]]()

    class Vault:
        async def current(self) -> Password:
            left.append(asyncio.create_task(later()))
            return Password("jane", SECRET)

    async def later() -> str | None:
        await ready.wait()
        return (await hub.repositories.get("acme", "app")).name

    hub = client(Vault())
    async with asyncio.timeout(60), hub:
        await hub.repositories.get("acme", "app")
        hub._session.shared.auth._token = None
        ready.set()
        assert await left[0] == "app"
        # It has logged in anew, which started another task: that must not outlive its test, nor must its error.
        await asyncio.gather(*left, return_exceptions=True)
        assert len(left) == 2


@pytest.mark.parametrize("wrong", ["password", "code", "route"])
async def test_no_error_of_a_session_shows_a_secret(fake: FakeHub, client: MakeClient, wrong: str) -> None:
    fake.user("sam", password=SECRET, code="123456")

    async def code() -> str:
        return "654321"

    pat = fake.personal_token("jane", secret="dckr_pat_secretexample")
    credentials: Any = {
        "password": Password("jane", "swordfish-wrong"),
        "code": TwoFactor("sam", SECRET, code),
        "route": AccessToken("jane", pat),
    }[wrong]
    async with client(credentials) as hub:
        with pytest.raises((CredentialsRefusedError, ForbiddenError)) as caught:
            await hub.access_tokens.list()
    shown = (
        "".join(traceback.format_exception(caught.value))
        + repr(caught.value)
        + pickle.dumps(caught.value).decode("latin-1")
    )
    bearers = [request.headers["authorization"][7:] for request in fake.requests if "authorization" in request.headers]
    for secret in (SECRET, "swordfish-wrong", "dckr_pat_secretexample", "654321", *bearers):
        assert secret not in shown


async def test_a_challenge_that_was_sent_before_is_sent_as_received(clock: ManualClock) -> None:
    """Serve the same challenge for every log-in, as a mock or a service without random ids does."""
    challenge, codes, sent_challenges = "challenge-of-jane", iter(range(100_000, 200_000)), list[str]()

    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v2/users/login":
            return httpx.Response(401, json={"detail": "secondary authentication", "login_2fa_token": challenge})
        if request.url.path == "/v2/users/2fa-login":
            sent_challenges.append(json.loads(request.content)["login_2fa_token"])
            return httpx.Response(200, json={"token": make_jwt(iat=clock.time(), exp=clock.time() + 600)})
        return httpx.Response(404, json={"message": f"no tag of {challenge}"})

    async def code() -> str:
        return str(next(codes))

    credentials, transport = TwoFactor("jane", SECRET, code), httpx.MockTransport(respond)
    async with DockerHub(credentials, transport=transport, clock=clock) as hub:
        for _ in range(3):
            with pytest.raises(NotFoundError, match=r"no tag of \*\*\*"):
                await hub.repositories.get("acme", "app")
            await clock.advance(601)
    assert sent_challenges == [challenge] * 3


@pytest.mark.parametrize("detail", ["Incorrect authentication code", "secondary authentication failed"])
async def test_a_refused_code_is_remembered_although_the_response_has_a_challenge(
    clock: ManualClock, detail: str
) -> None:
    paths = list[str]()

    def respond(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.path)
        words = detail if request.url.path == "/v2/users/2fa-login" else "MFA enabled"
        return httpx.Response(401, json={"detail": words, "login_2fa_token": f"challenge-{len(paths)}"})

    async def code() -> str:
        return f"{100_000 + len(paths)}"

    credentials, transport = TwoFactor("jane", SECRET, code), httpx.MockTransport(respond)
    async with DockerHub(credentials, transport=transport, clock=clock) as hub:
        for _ in range(3):
            with pytest.raises(CredentialsRefusedError, match=f"{detail}. It is not tried again"):
                await hub.repositories.get("acme", "app")
    assert paths == ["/v2/users/login", "/v2/users/2fa-login"]

"""A FakeHub with data, which these tests call with httpx and not with the client of this project."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from aiodockerhub.testing import FakeHub

SignIn = Callable[..., Awaitable[dict[str, str]]]


@pytest.fixture
def fake() -> FakeHub:
    """Make a FakeHub with an organization acme.

    Jane owns acme, Joe is an editor, and Ann is in the team developers, which may write to the private acme/vault.
    """
    fake = FakeHub(seed=1)
    fake.user("jane", full_name="Jane Doe")
    fake.user("stranger")
    fake.org(
        "acme",
        owner="jane",
        members={"joe": "Editor", "ann": "Member"},
        teams={"developers": ["ann"]},
        scim_token="scim_dummy",
    )
    fake.repository("acme/app", tags=30, pulls=5, description="The application")
    fake.repository("acme/vault", tags=["v1.0", "v1.1", "edge"], private=True, teams={"developers": "write"})
    fake.repository("library/nginx", tags=1, pulls=13_000_000_000)
    return fake


@pytest.fixture
async def http(fake: FakeHub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as client:
        yield client


@pytest.fixture
def sign_in(http: httpx.AsyncClient) -> SignIn:
    """Return a coroutine function that logs a user in and returns the headers: `await sign_in("jane")`."""

    async def sign_in(name: str, secret: str = "password") -> dict[str, str]:
        response = await http.post("/v2/auth/token", json={"identifier": name, "secret": secret})
        assert response.status_code == 200, response.text
        return {"Authorization": f"Bearer {response.json()['access_token']}"}

    return sign_in

"""Programs that mock httpx with respx in their own tests can go on doing so."""

import httpx
import pytest
import respx
from aiodockerhub import Anonymous, DockerHub, NotFoundError, Password
from aiodockerhub.testing import ManualClock

HUB = "https://hub.docker.com"


@respx.mock(base_url=HUB)
async def test_calls_meet_the_routes_of_respx(respx_mock: respx.MockRouter) -> None:
    body = {"name": "app", "namespace": "acme", "pull_count": 3}
    route = respx_mock.get("/v2/namespaces/acme/repositories/app").respond(json=body)
    async with DockerHub(Anonymous(), transport="httpx") as hub:
        repository = await hub.repositories.get("acme", "app")
    assert repository.pull_count == 3
    request = route.calls.last.request
    assert request.headers["user-agent"].startswith("aiodockerhub/")
    assert "authorization" not in request.headers


@respx.mock(base_url=HUB)
async def test_retries_and_tokens_are_seen_by_respx(respx_mock: respx.MockRouter) -> None:
    login = respx_mock.post("/v2/auth/token").respond(json={"access_token": "dummy-bearer"})
    tags = respx_mock.get("/v2/namespaces/acme/repositories/app/tags")
    tags.side_effect = [
        httpx.Response(503),
        httpx.ConnectError("refused"),
        httpx.Response(200, json={"count": 1, "next": None, "previous": None, "results": [{"name": "latest"}]}),
    ]
    async with DockerHub(Password("jane", "dummy-secret"), transport="httpx", clock=ManualClock(automatic=True)) as hub:
        assert [tag.name async for tag in hub.repositories.list_tags("acme", "app")] == ["latest"]
    assert (login.call_count, tags.call_count) == (1, 3)
    assert {call.request.headers["authorization"] for call in tags.calls} == {"Bearer dummy-bearer"}


@respx.mock(base_url=HUB)
async def test_a_status_of_respx_is_raised(respx_mock: respx.MockRouter) -> None:
    respx_mock.delete("/v2/invites/42").respond(404, json={"message": "no such invite", "errinfo": {}})
    async with DockerHub(Password("jane", "dummy-secret"), transport="httpx") as hub:
        respx_mock.post("/v2/auth/token").respond(json={"access_token": "dummy-bearer"})
        with pytest.raises(NotFoundError, match="no such invite"):
            await hub.invites.delete("42")

"""The Hub that the command shows."""

import httpx
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.demo import furnish


async def test_the_demo_has_what_it_says() -> None:
    fake = FakeHub()
    text = furnish(fake)
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        for name, secret in [("jane", "password"), ("jane", "dckr_pat_dummy"), ("acme", "dckr_oat_dummy")]:
            response = await http.post("/v2/auth/token", json={"identifier": name, "secret": secret})
            assert response.status_code == 200
            assert name in text
        tags = await http.get("/v2/namespaces/acme/repositories/app/tags")
        assert tags.json()["count"] == 300

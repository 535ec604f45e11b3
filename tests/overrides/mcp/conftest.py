"""A FakeHub and a client of it, for tests of the MCP server. They run only if the extra `[mcp]` is installed."""

import importlib.util
from collections.abc import AsyncIterator

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.testing import FakeHub

collect_ignore_glob = [] if importlib.util.find_spec("mcp") else ["test_*.py"]
PASSWORD = "swordfish-example"


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub()
    fake.user("jane", password=PASSWORD)
    fake.org("acme", owner="jane")
    fake.repository("acme/app", tags=50, full_description="words " * 3000)
    return fake


@pytest.fixture
async def hub(fake: FakeHub) -> AsyncIterator[DockerHub]:
    async with DockerHub(Password("jane", PASSWORD), transport=fake.transport, max_retries=0) as hub:
        yield hub

"""Fixtures for pytest."""

from pathlib import Path

import pytest
from aiodockerhub import DockerHub
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.plugin import run_plugin

PLUGIN_TEST = """
import pytest

async def test_my_own_application(fake_hub, hub):
    fake_hub.repository("tester/app", tags=3)
    tags = await hub.repositories.list_tags("tester", "app").collect()
    me = await hub.users.me()
    fake_hub.clock.advance(601)
    await hub.users.me()
    assert [tag.name for tag in tags] == ["latest", "1.1.0", "1.0.0"]
    logins = [request for request in fake_hub.requests if request.operation == "authentication.create_token"]
    assert len(logins) == 2

async def test_the_client_may_be_entered_too(hub):
    async with hub:
        await hub.users.me()

def test_each_test_has_a_hub_of_its_own(fake_hub):
    assert fake_hub.requests == []
"""


ANYIO_TEST = """
import pytest

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.anyio
async def test_my_own_application(hub):
    assert (await hub.users.me()).username == "tester"
"""


async def test_the_fixture_is_an_open_client_of_the_fake(fake_hub: FakeHub, hub: DockerHub) -> None:
    assert "open" in repr(hub)
    assert (await hub.users.me()).username == "tester"
    assert [request.operation for request in fake_hub.requests] == ["authentication.create_token", "users.me"]


@pytest.mark.slow
def test_the_plugin_gives_a_fake_and_a_client_of_it(tmp_path: Path) -> None:
    done = run_plugin(tmp_path, "", PLUGIN_TEST)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout


@pytest.mark.slow
def test_the_plugin_works_with_anyios_alone(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['pytest_asyncio'] = None"
    done = run_plugin(tmp_path, hide, ANYIO_TEST, asynchronous="anyio.pytest_plugin")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


@pytest.mark.slow
def test_without_the_extra_the_plugin_adds_nothing(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['starlette'] = None"
    done = run_plugin(tmp_path, hide, "def test_fixture(fake_hub): pass\n")
    assert "fixture 'fake_hub' not found" in done.stdout

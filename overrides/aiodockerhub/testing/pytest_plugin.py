"""Fixtures of pytest, with the extra `testing`; without it there are none."""

import importlib.util
from collections.abc import AsyncGenerator
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from aiodockerhub import DockerHub
    from aiodockerhub.testing import FakeHub

_URL = "https://hub.docker.com"  # whatever DOCKERHUB_URL says


def pytest_configure(config: pytest.Config) -> None:
    """Add the fixtures; `hub` for the plugin that runs coroutine tests.

    It waits for this moment because pytest warns of a plugin that another one has imported.

    Args:
        config: Knows which plugins there are.
    """
    if not (importlib.util.find_spec("starlette") and importlib.util.find_spec("uvicorn")):
        return
    fixture: Any = pytest.fixture  # anyio's plugin runs fixtures that are coroutines without a decorator of its own
    if any(getattr(plugin, "__name__", "") == "pytest_asyncio.plugin" for plugin in config.pluginmanager.get_plugins()):
        from pytest_asyncio import fixture
    fixtures: Any = ModuleType(f"{__name__}.fixtures")  # pytest looks for fixtures in modules
    fixtures.fake_hub, fixtures.hub = pytest.fixture(fake_hub), fixture(hub)
    config.pluginmanager.register(fixtures)


def fake_hub() -> "FakeHub":
    """Make an empty `FakeHub`.

    Fill it with `fake_hub.repository("acme/app", tags=3)` and the like.
    """
    from aiodockerhub.testing import FakeHub

    return FakeHub()


async def hub(fake_hub: "FakeHub") -> AsyncGenerator["DockerHub"]:
    """Make an open client of `fake_hub`, closed after the test.

    The client is in memory, logged in as `tester` with a password. Client and fake share a clock, so
    `fake_hub.clock.advance(600)` expires the token for both.
    """
    from aiodockerhub import DockerHub, Password

    user = fake_hub.user("tester")
    credentials = Password(user.name, user.password)
    client = DockerHub(credentials, transport=fake_hub.transport, clock=fake_hub.clock, base_url=_URL)
    await client.open()
    yield client
    await client.aclose()

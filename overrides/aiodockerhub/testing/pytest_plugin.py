"""A plugin of pytest with the fixtures `fake_hub` and `hub`.

Without the extra `testing`, the plugin has no fixtures.
"""

import importlib.util
from collections.abc import AsyncGenerator
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from aiodockerhub import DockerHub
    from aiodockerhub.testing import FakeHub

_URL = "https://hub.docker.com"  # explicit, so that the variable DOCKERHUB_URL has no effect


def pytest_configure(config: pytest.Config) -> None:
    """Add the fixtures to pytest.

    Without the packages of the extra `testing`, starlette and uvicorn, there are no fixtures. If pytest has the plugin
    pytest-asyncio, its decorator makes the fixture `hub`. The plugin is imported here and not at the top of the module,
    because pytest warns if one plugin imports another before pytest has loaded it.

    Args:
        config: Configuration of pytest, which has the plugins.
    """
    if not (importlib.util.find_spec("starlette") and importlib.util.find_spec("uvicorn")):
        return
    fixture: Any = pytest.fixture  # anyio's plugin runs coroutine fixtures that have pytest's decorator
    if any(getattr(plugin, "__name__", "") == "pytest_asyncio.plugin" for plugin in config.pluginmanager.get_plugins()):
        from pytest_asyncio import fixture
    fixtures: Any = ModuleType(f"{__name__}.fixtures")  # pytest looks for fixtures in modules
    fixtures.fake_hub, fixtures.hub = pytest.fixture(fake_hub), fixture(hub)
    config.pluginmanager.register(fixtures)


def fake_hub() -> "FakeHub":
    """Make an empty `FakeHub`.

    Methods such as `fake_hub.repository("acme/app", tags=3)` fill it.
    """
    from aiodockerhub.testing import FakeHub

    return FakeHub()


async def hub(fake_hub: "FakeHub") -> AsyncGenerator["DockerHub"]:
    """Make an open client of `fake_hub`, which is closed after the test.

    The client sends requests without sockets, and logs in as `tester` with a password. The client and the FakeHub share
    a clock: after `fake_hub.clock.advance(600)`, the bearer token has expired for both.
    """
    from aiodockerhub import DockerHub, Password

    user = fake_hub.user("tester")
    credentials = Password(user.name, user.password)
    client = DockerHub(credentials, transport=fake_hub.transport, clock=fake_hub.clock, base_url=_URL)
    await client.open()
    yield client
    await client.aclose()

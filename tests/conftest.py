"""Shared by all tests."""

from collections.abc import Collection

import hypothesis
import pytest
from aiodockerhub.http.engines import choice

from tests.secret_guard import no_secret_shows

__all__ = ["no_secret_shows"]

hypothesis.settings.register_profile("untimed", deadline=None)  # how long an example takes depends on the machine
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of the client run over another engine, wherever they do not choose one themselves."""
    parser.addoption("--engine", choices=["httpx", "httpx2", "aiohttp"], default="httpx")


def pytest_configure(config: pytest.Config) -> None:
    """Make it the default."""
    choice.DEFAULT = config.getoption("--engine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that choose their engine themselves: they run with the others, over each."""
    if config.getoption("--engine") != "httpx":
        chosen = [item for item in items if isinstance(item, pytest.Function) and "transport" in _parameters(item)]
        config.hook.pytest_deselected(items=chosen)
        items[:] = [item for item in items if item not in chosen]


def _parameters(item: pytest.Function) -> Collection[str]:
    return item.callspec.params if hasattr(item, "callspec") else ()

"""Fixtures for pytest, found by it when this package is installed with the extra ``testing``.

Installed without it, the package adds none.
"""

import importlib.util
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from aiodockerhub import DockerHub
    from aiodockerhub.testing import FakeHub

if importlib.util.find_spec("starlette") and importlib.util.find_spec("uvicorn"):

    @pytest.fixture
    def fake_hub() -> "FakeHub":
        """An empty `FakeHub`; fill it with `fake_hub.repository("acme/app", tags=3)` and the like."""
        from aiodockerhub.testing import FakeHub

        return FakeHub()

    @pytest.fixture
    def hub(fake_hub: "FakeHub") -> "DockerHub":
        """A client of `fake_hub`, in memory, signed in as ``tester`` with a password.

        It goes by the clock of the fake, so ``fake_hub.clock.advance(600)`` lets its token expire for both.
        """
        from aiodockerhub import DockerHub, Password

        user = fake_hub.user("tester")
        credentials = Password(user.name, user.password)
        return DockerHub(credentials, transport=fake_hub.transport, clock=fake_hub.clock, base_url=_URL)


_URL = "https://hub.docker.com"  # whatever DOCKERHUB_URL says
